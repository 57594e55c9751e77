import { linePieces } from './examples.ts';
import { inOrder } from '../inOrder.ts';
import { Counted, type LineSink, type WritePieces } from './lineSink.ts';
import type { PlannedExample, PlannedRow } from '../plan/plan.ts';
import { rowImages } from './rowImages.ts';

/** Rows whose images are read and encoded ahead of the writer. */
const AHEAD = 8;

export interface SplitJob {
  rows: readonly PlannedRow[];
  signal?: AbortSignal | undefined;
  /** Called before a row's lines, when its images have been read. */
  onRow?: (row: PlannedRow, examples: readonly PlannedExample[]) => void;
  /** Called after each example. */
  onExample?: () => void;
}

/** Writes the lines of a split, each row once for every sink. */
export async function writeSplit(
  sinks: readonly LineSink[],
  { rows, signal, onRow, onExample }: SplitJob,
): Promise<void> {
  const encoded = inOrder(rows, AHEAD, async (row) => ({
    row,
    shown: await Promise.all(sinks.map(async (sink) => ({ sink, ...(await rowImages(row, sink.images)) }))),
  }));
  for await (const { row, shown } of encoded) {
    const { examples } = row;
    onRow?.(row, examples);
    for (const example of examples) {
      signal?.throwIfAborted();
      for (const { sink, bytes, count } of shown) {
        const pieces = linePieces(sink.prefix, bytes, example, sink.withAnswers);
        await sink.add({ pieces, row, example, images: sink.prefix.images + count });
      }
      onExample?.();
    }
  }
}

/** Writes the reference answers of a test file, `{"example_id", "answer"}` a line. */
export async function writeAnswers(write: WritePieces, rows: readonly PlannedRow[]): Promise<Counted> {
  const written = new Counted();
  for (const row of rows)
    for (const example of row.examples) {
      const line = Buffer.from(`${JSON.stringify({ example_id: example.id, answer: example.answer })}\n`);
      await write(line);
      written.add({ pieces: [line], row, example, images: 0 });
    }
  return written;
}
