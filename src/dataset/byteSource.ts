import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';

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

/** Without it, opening a pipe waits for somebody to write into it; Windows has neither. */
const NEVER_WAIT = (constants.O_NONBLOCK as number | undefined) ?? 0;

/**
 * Opens a file for reading by range. Rejects with Node's error (`ENOENT`, `EACCES` ...) when it cannot be opened, and
 * with one sentence for a folder, a pipe, a device, and what the system makes up as it is read.
 */
export async function openFile(path: string): Promise<ByteSource> {
  const handle = await open(path, constants.O_RDONLY | NEVER_WAIT);
  let size: number;
  try {
    size = await sizeOf(handle, basename(path));
  } catch (error) {
    await handle.close();
    throw error;
  }
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
/** What is opened is no file on a disk; `code` tells which kind, as Node's errors do. */
export class NoRegularFile extends Error {
  readonly code: 'EISDIR' | 'NOT_A_FILE' | 'NO_SIZE';

  constructor(code: NoRegularFile['code'], message: string) {
    super(message);
    this.code = code;
  }
}

async function sizeOf(handle: FileHandle, name: string): Promise<number> {
  const found = await handle.stat();
  if (found.isDirectory()) throw new NoRegularFile('EISDIR', `${name} is a folder, not a training file.`);
  if (!found.isFile())
    throw new NoRegularFile(
      'NOT_A_FILE',
      `${name} is a pipe or a device, not a file on a disk; copy it into one first.`,
    );
  // files of /proc and the like say that they are empty
  if (found.size === 0 && (await handle.read(Buffer.alloc(1), 0, 1, 0)).bytesRead > 0)
    throw new NoRegularFile('NO_SIZE', `${name} is made up while it is read; copy it into a file first.`);
  return found.size;
}

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
