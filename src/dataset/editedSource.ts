import { roomFor, type ByteSource } from './byteSource.ts';
import type { LineIndex } from './lineIndex.ts';
import type { LineRun } from './lineSequence.ts';

const NEWLINE = Buffer.from('\n');

/** A stretch of the edited file: bytes of the original from an offset, or bytes of its own. */
type Stretch = { start: number; length: number } & ({ from: number } | { bytes: Buffer });

/**
 * The bytes of an edited file, as saving writes them: untouched lines are those of the original, byte for byte, edited
 * ones as they were written. It ends with a newline exactly when the original does. Closing it closes the original.
 */
export async function editedSource(source: ByteSource, index: LineIndex, runs: Iterable<LineRun>): Promise<ByteSource> {
  const stretches: Stretch[] = [];
  let size = 0;
  const add = (length: number, what: { from: number } | { bytes: Buffer }) => {
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
      const { start } = await index.range(run.from);
      const { end } = await index.range(run.from + run.count - 1);
      add(end - start, { from: start });
    }
  }
  if (some && index.endsWithNewline) add(NEWLINE.length, { bytes: NEWLINE });

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
            : await source.read(stretch.from + offset, count, buffer.subarray(filled));
        if (part.byteOffset !== buffer.byteOffset + filled || part.buffer !== buffer.buffer) part.copy(buffer, filled);
        filled += count;
      }
      return buffer;
    },
    close: () => source.close(),
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
