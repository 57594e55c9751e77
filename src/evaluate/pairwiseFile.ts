import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { appendTo } from './appendedLines.ts';
import { linesOf, type Lines } from './runFiles.ts';
import type { Run } from './runFolder.ts';
import { fileNameOf, pathFrom } from './runPaths.ts';

/** Which answer a pairwise judge took, by the place it stood at. */
export const WINNERS = ['first', 'second', 'tie'] as const;
export type Winner = (typeof WINNERS)[number];

/** `ab`: the answer of a stood first. */
export const ANSWER_ORDERS = ['ab', 'ba'] as const;
export type AnswerOrder = (typeof ANSWER_ORDERS)[number];

const lineSchema = z.object({
  example_id: z.int(),
  order: z.enum(ANSWER_ORDERS),
  winner: z.enum(WINNERS),
  judge: z.string(),
  /** The other run, from the one that keeps the file: two of one name are not taken for each other. */
  against: z.string(),
});

/** A line of a file of comparisons: what one judge said of one example in one order. */
export type Comparison = z.infer<typeof lineSchema>;

type Placed = Pick<Run, 'path'>;

/** What a comparison is of, as its line says. */
export const againstOf = (a: Placed, b: Placed): string => pathFrom(a.path, b.path);

const keyOf = ({ example_id, order, judge, against }: Comparison) =>
  JSON.stringify([example_id, order, judge, against]);

/** `pairwise.B.jsonl` in the folder of a, `A-pairwise.B.jsonl` beside a result file. */
async function pairwisePath(a: Placed, b: Placed): Promise<string> {
  const name = `pairwise.${fileNameOf(basename(b.path).replace(/(-results)?\.jsonl$/, ''))}.jsonl`;
  const inFolder = await stat(a.path).then(
    (found) => found.isDirectory(),
    () => true,
  );
  return inFolder ? join(a.path, name) : a.path.replace(/(-results)?\.jsonl$/, `-${name}`);
}

async function readLines(path: string): Promise<Lines<Comparison, string>> {
  const { values, tail } = await linesOf(path);
  const read = values.flatMap((value) => lineSchema.safeParse(value).data ?? []);
  return { rows: new Map(read.map((line) => [keyOf(line), line])), tail };
}

/** What judges said so far of the answers of a against those of b; each example, order and judge once. */
export async function readComparisons(a: Placed, b: Placed): Promise<Comparison[]> {
  const { rows } = await readLines(await pairwisePath(a, b));
  const against = againstOf(a, b);
  return [...rows.values()].filter((line) => line.against === against);
}

/** Opens the file to add to it: each line is written at once. */
export async function openComparisons(a: Placed, b: Placed) {
  const path = await pairwisePath(a, b);
  return appendTo(path, await readLines(path), keyOf);
}
