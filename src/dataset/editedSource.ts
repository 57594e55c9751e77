import { roomFor, type ByteSource } from './byteSource.ts';
import type { LineFiles } from './lineFiles.ts';
import type { LineRun } from './lineSequence.ts';

const NEWLINE = Buffer.from('\n');

/** What a stretch of the edited file is: bytes of a file from an offset, or bytes of its own. */
type Content = { source: ByteSource; from: number } | { bytes: Buffer };
type Stretch = { start: number; length: number } & Content;

/**
 * The bytes of an edited file, as saving writes them: untouched lines are those of the original, byte for byte, edited
 * ones as they were written. It ends with a newline exactly when the original does. Closing it closes the files.
 */
export async function editedSource(files: LineFiles, runs: Iterable<LineRun>): Promise<ByteSource> {
  const stretches: Stretch[] = [];
  let size = 0;
  const add = (length: number, what: Content) => {
    if (length > 0) stretches.push({ start: size, length, ...what });
    size += length;
  };
  let some = false;
  for (const run of runs) {
    if (some) add(NEWLINE.length, { bytes: NEWLINE });
    some = true;
    if ('text' in run) {
      const bytes = Buffer.from(run.text);
      add(bytes.length, { bytes });
    } else {
      const { source, start, end } = await files.locate(run.from, run.count);
      add(end - start, { source, from: start });
    }
  }
  if (some && files.endsWithNewline) add(NEWLINE.length, { bytes: NEWLINE });

  return {
    size,
    async read(position, length, into) {
      const wanted = Math.max(0, Math.min(length, size - position));
      const buffer = roomFor(wanted, into);
      let filled = 0;
      for (let at = stretchAt(stretches, position); filled < wanted; at++) {
        const stretch = stretches[at];
        if (!stretch) break;
        const offset = position + filled - stretch.start;
        const count = Math.min(stretch.length - offset, wanted - filled);
        const part =
          'bytes' in stretch
            ? stretch.bytes.subarray(offset, offset + count)
            : await stretch.source.read(stretch.from + offset, count, buffer.subarray(filled));
        if (part.byteOffset !== buffer.byteOffset + filled || part.buffer !== buffer.buffer) part.copy(buffer, filled);
        filled += count;
      }
      return buffer;
    },
    close: () => files.close(),
  };
}

/** The stretch a position lies in, by halving. */
function stretchAt(stretches: readonly Stretch[], position: number): number {
  let [low, high] = [0, stretches.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((stretches[middle]?.start ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}
