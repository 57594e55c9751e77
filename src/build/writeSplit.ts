import { linePieces, type Prefix } from './examples.ts';
import type { ImageParts } from './imageParts.ts';
import { inOrder } from './inOrder.ts';
import type { PlannedRow } from './plan.ts';
import { rowImages } from './rowImages.ts';

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
    shown: await rowImages(row, images),
  }));
  for await (const { row, shown } of encoded)
    for (const example of row.examples) {
      signal?.throwIfAborted();
      const pieces = linePieces(prefix, shown.bytes, example, withAnswers);
      await write(...pieces);
      written.examples++;
      written.images += prefix.images + shown.count;
      written.bytes += bytesOf(pieces);
      onLine();
    }
  return written;
}

/** Writes the reference answers of a test file, `{"example_id", "answer"}` a line. */
export async function writeAnswers(write: WritePieces, rows: readonly PlannedRow[]) {
  const written = { examples: 0, images: 0, bytes: 0 };
  for (const row of rows)
    for (const { id, answer } of row.examples) {
      const line = Buffer.from(`${JSON.stringify({ example_id: id, answer })}\n`);
      await write(line);
      written.examples++;
      written.bytes += line.length;
    }
  return written;
}

function bytesOf(pieces: readonly Buffer[]): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0);
}
