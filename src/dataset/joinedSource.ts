import { bytesSource, type ByteSource } from './byteSource.ts';

const NEWLINE = 10;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Sources one after the other as one. Closing it closes them all. */
export function joinedSource(parts: readonly ByteSource[]): ByteSource {
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  return {
    size,
    async read(position, length, into) {
      const wanted = Math.max(0, Math.min(length, size - position));
      const buffer = into && into.length >= wanted ? into.subarray(0, wanted) : Buffer.allocUnsafe(wanted);
      let [start, filled] = [0, 0];
      for (const part of parts) {
        const offset = position + filled - start;
        const count = Math.min(part.size - offset, wanted - filled);
        if (count > 0) {
          (await part.read(offset, count)).copy(buffer, filled);
          filled += count;
        }
        start += part.size;
      }
      return buffer;
    },
    close: async () => {
      await Promise.all(parts.map((part) => part.close()));
    },
  };
}

/**
 * Lines behind the bytes of a file: each on a line of its own, the last one with a newline, no byte of either changed.
 * A byte order mark before the lines is another file's and left out. Closing it closes both.
 * @param before `undefined` for a new file
 */
export async function appendedSource(before: ByteSource | undefined, lines: ByteSource): Promise<ByteSource> {
  const marked = (await lines.read(0, BYTE_ORDER_MARK.length)).equals(BYTE_ORDER_MARK);
  const plain = marked ? behind(lines, BYTE_ORDER_MARK.length) : lines;
  const parts = before ? [before, await newlineAfter(before), plain] : [plain];
  return joinedSource([...parts, await newlineAfter(plain)]);
}

function behind(source: ByteSource, start: number): ByteSource {
  return {
    size: source.size - start,
    read: (position, length, into) => source.read(position + start, length, into),
    close: () => source.close(),
  };
}

/** What a file lacks at its end: a newline, or nothing. */
async function newlineAfter(source: ByteSource): Promise<ByteSource> {
  const last = source.size > 0 ? (await source.read(source.size - 1, 1))[0] : NEWLINE;
  return bytesSource(last === NEWLINE ? Buffer.alloc(0) : Buffer.from([NEWLINE]));
}
