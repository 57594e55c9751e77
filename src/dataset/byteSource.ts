import { open } from 'node:fs/promises';

/** The one seam to the bytes of a training file: a file on disk, or bytes somebody already holds. */
export interface ByteSource {
  /** Bytes in all. */
  readonly size: number;
  /**
   * Up to `length` bytes from `position`; fewer only at the end. Rejects when the file has shrunk or vanished.
   * `into` may be used in place of fresh memory; the result is then valid until it is used again.
   */
  read(position: number, length: number, into?: Buffer): Promise<Buffer>;
  close(): Promise<void>;
}

/** Opens a file for reading by range. Rejects with Node's error (`ENOENT`, `EACCES` ...) when it cannot be opened. */
export async function openFile(path: string): Promise<ByteSource> {
  const handle = await open(path, 'r');
  const { size } = await handle.stat();
  return {
    size,
    async read(position, length, into) {
      const wanted = Math.max(0, Math.min(length, size - position));
      const buffer = roomFor(wanted, into);
      let filled = 0;
      while (filled < wanted) {
        const { bytesRead } = await handle.read(buffer, filled, wanted - filled, position + filled);
        if (bytesRead === 0) throw new Error(`${path} became shorter while it was read; open it again.`);
        filled += bytesRead;
      }
      return buffer;
    },
    close: () => handle.close(),
  };
}

/** Room for so many bytes: in `into` where it is large enough, else in fresh memory. */
export const roomFor = (bytes: number, into: Buffer | undefined): Buffer =>
  into && into.length >= bytes ? into.subarray(0, bytes) : Buffer.allocUnsafe(bytes);

/** Bytes that are already in memory (a file system without paths, a test). */
export function bytesSource(bytes: Uint8Array): ByteSource {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    size: buffer.length,
    read: (position, length) => Promise.resolve(buffer.subarray(position, position + length)),
    close: () => Promise.resolve(),
  };
}

/** Read this much at a time: it stays in the processor's cache, and the host's thread is never held for long. */
const CHUNK_BYTES = 1024 * 1024;

/**
 * The whole source front to back, the next piece being read while one is looked at. Each piece is valid until the next
 * one is asked for.
 */
export async function* readChunks(source: ByteSource): AsyncGenerator<{ chunk: Buffer; position: number }> {
  let buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  let spare = Buffer.allocUnsafe(CHUNK_BYTES);
  let reading = source.read(0, CHUNK_BYTES, buffer);
  for (let position = 0; position < source.size;) {
    const chunk = await reading;
    const next = position + chunk.length;
    [buffer, spare] = [spare, buffer];
    reading = source.read(next, CHUNK_BYTES, buffer);
    // settled later, or never looked at when the reader stops early
    reading.catch(() => undefined);
    yield { chunk, position };
    position = next;
  }
}
