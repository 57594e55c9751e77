import { linePieces, type Prefix } from './examples.ts';
import type { Parts } from './imageParts.ts';
import { inOrder } from './inOrder.ts';
import { LineOrigins } from './lineOrigins.ts';
import type { PlannedExample, PlannedRow } from './plan.ts';
import { rowImages } from './rowImages.ts';

/** Rows whose images are read and encoded ahead of the writer. */
const AHEAD = 8;

/** Where pieces of a file go, in order. */
export type WritePieces = (...pieces: Buffer[]) => Promise<void>;

export interface SplitJob {
  rows: readonly PlannedRow[];
  prefix: Prefix;
  images: Parts;
  withAnswers: boolean;
  signal: AbortSignal | undefined;
  /** Called before a row's lines, when its images have been read. */
  onRow?: (row: PlannedRow, examples: readonly PlannedExample[]) => void;
  /** Called after each line. */
  onLine?: () => void;
}

export interface Written {
  examples: number;
  /** Image parts, the few-shot ones included. */
  images: number;
  bytes: number;
  /** Of each line. */
  origins: LineOrigins;
}

/** Writes the lines of a split. */
export async function writeSplit(
  write: WritePieces,
  { rows, prefix, images, withAnswers, signal, onRow, onLine }: SplitJob,
): Promise<Written> {
  const written = { examples: 0, images: 0, bytes: 0, origins: new LineOrigins() };
  const encoded = inOrder(rows, AHEAD, async (row) => ({
    row,
    shown: await rowImages(row, images),
  }));
  for await (const { row, shown } of encoded) {
    const { examples } = row;
    onRow?.(row, examples);
    for (const example of examples) {
      signal?.throwIfAborted();
      const pieces = linePieces(prefix, shown.bytes, example, withAnswers);
      await write(...pieces);
      written.examples++;
      written.images += prefix.images + shown.count;
      written.bytes += bytesOf(pieces);
      written.origins.add(row, example);
      onLine?.();
    }
  }
  return written;
}

/** Writes the reference answers of a test file, `{"example_id", "answer"}` a line. */
export async function writeAnswers(write: WritePieces, rows: readonly PlannedRow[]): Promise<Written> {
  const written = { examples: 0, images: 0, bytes: 0, origins: new LineOrigins() };
  for (const row of rows)
    for (const example of row.examples) {
      const line = Buffer.from(`${JSON.stringify({ example_id: example.id, answer: example.answer })}\n`);
      await write(line);
      written.examples++;
      written.bytes += line.length;
      written.origins.add(row, example);
    }
  return written;
}

function bytesOf(pieces: readonly Buffer[]): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0);
}
