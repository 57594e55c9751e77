import { linePieces, type Prefix } from './examples.ts';
import type { ImageParts } from './imageParts.ts';
import { inOrder } from './inOrder.ts';
import type { PlannedRow } from './plan.ts';

/** Rows whose images are read and encoded ahead of the writer. */
const AHEAD = 8;

/** Where pieces of a file go, in order. */
export type WritePieces = (...pieces: Buffer[]) => Promise<void>;

export interface SplitJob {
  rows: readonly PlannedRow[];
  prefix: Prefix;
  images: ImageParts;
  withAnswers: boolean;
  signal: AbortSignal | undefined;
  /** Called after each line. */
  onLine: () => void;
}

/** Writes the lines of a split. @returns what was written; `images` counts image parts, the few-shot ones included */
export async function writeSplit(write: WritePieces, { rows, prefix, images, withAnswers, signal, onLine }: SplitJob) {
  const written = { examples: 0, images: 0, bytes: 0 };
  const encoded = inOrder(rows, AHEAD, async (row) => ({
    row,
    image: await images.part(row.image, row.directory, row.where),
  }));
  for await (const { row, image } of encoded)
    for (const example of row.examples) {
      signal?.throwIfAborted();
      const pieces = linePieces(prefix, image, example, withAnswers);
      await write(...pieces);
      written.examples++;
      written.images += prefix.images + 1;
      written.bytes += bytesOf(pieces);
      onLine();
    }
  return written;
}

/** Writes the reference answers of a test file, `{"example_id", "answer"}` a line. */
export async function writeAnswers(write: WritePieces, rows: readonly PlannedRow[]) {
  const examples = rows.flatMap((row) => row.examples);
  const lines = examples.map(({ id, answer }) => `${JSON.stringify({ example_id: id, answer })}\n`);
  const text = Buffer.from(lines.join(''));
  await write(text);
  return { examples: examples.length, images: 0, bytes: text.length };
}

function bytesOf(pieces: readonly Buffer[]): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0);
}
