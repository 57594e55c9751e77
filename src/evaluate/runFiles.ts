import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { EvaluateError } from './evaluateError.ts';
import { RATINGS, type Judgement, type Prediction } from './run.ts';

/** Rows of a file of JSON lines, by example unless they are told apart by more. */
export interface Lines<Row, Key = number> {
  rows: Map<Key, Row>;
  tail: Tail;
}

/** How the file ends: `end` is the byte behind its last whole line, `newline` whether that line has its line end. */
export interface Tail {
  end: number;
  newline: boolean;
}

export interface Values {
  values: unknown[];
  tail: Tail;
}

const predictionSchema = z.object({
  example_id: z.int(),
  predicted_answer: z.string().nullable(),
  actual_answer: z.union([z.string(), z.number(), z.boolean()]),
  question: z.string().exactOptional(),
  image: z.string().exactOptional(),
  latency_ms: z.number().exactOptional(),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }).exactOptional(),
  finish_reason: z.string().exactOptional(),
  error: z.string().exactOptional(),
});

/** A line of a file of ratings, and what a judge is asked to answer. */
export const judgementSchema = z.object({
  example_id: z.int(),
  rating: z.enum(RATINGS),
  type: z.enum(['Open', 'Closed']),
});

/** A line of a file of further ratings: the second of an example is repeat 2. */
const repeatSchema = judgementSchema.extend({ repeat: z.int().min(2) });
export type Repeat = z.infer<typeof repeatSchema>;

/** The JSON values of a file's lines; a last line without its line end counts when it is whole. `[]` without a file. */
export async function linesOf(path: string): Promise<Values> {
  const bytes = await readFile(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  });
  return linesIn(bytes, path);
}

/** The same of a part of a file that begins with a line. @param before lines that stand before it */
export function linesIn(bytes: Buffer, path: string, before = 0): Values {
  const end = bytes.lastIndexOf(10) + 1;
  const lines = bytes.toString('utf8', 0, end).split('\n');
  const values = lines.flatMap((line, index) => (line.trim() === '' ? [] : [parsed(line, path, before + index)]));
  try {
    const last = bytes.toString('utf8', end);
    if (last !== '') return { values: [...values, JSON.parse(last)], tail: { end: bytes.length, newline: false } };
  } catch {
    // the writer was stopped inside this line
  }
  return { values, tail: { end, newline: true } };
}

function parsed(line: string, path: string, index: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new EvaluateError(
      `Line ${index + 1} of ${path} is no JSON; take the line out and its example is asked again.`,
    );
  }
}

/**
 * Throws an `EvaluateError` for a line that is no prediction. Where lines share an id the last one counts; in a
 * cookbook's file (`byLine`), whose questions may carry no number, all count then, by line.
 */
export function readPredictions(path: string, { values, tail }: Values, byLine: boolean): Lines<Prediction> {
  const list = values.map((value, index) => {
    const read = predictionSchema.safeParse(value);
    if (!read.success)
      throw new EvaluateError(
        `Line ${index + 1} of ${path} is no prediction: it needs example_id, predicted_answer and actual_answer.`,
      );
    const { predicted_answer, actual_answer, ...rest } = read.data;
    return {
      ...rest,
      predicted_answer: predicted_answer ?? '',
      actual_answer: String(actual_answer),
    } satisfies Prediction;
  });
  const rows = new Map(list.map((row) => [row.example_id, row]));
  if (!byLine || rows.size === list.length) return { rows, tail };
  return { rows: new Map(list.map((row, line) => [line, { ...row, example_id: line }])), tail };
}

/** Lines that rate nothing (another scale, no id) are left out: their examples count as not rated yet. */
export function readJudgements({ values, tail }: Values): Lines<Judgement> {
  const rows = new Map<number, Judgement>();
  for (const value of values) {
    const read = judgementSchema.safeParse(value);
    if (read.success) rows.set(read.data.example_id, read.data);
  }
  return { rows, tail };
}

/** The same of further ratings, by example and repeat. */
export function readRepeats({ values, tail }: Values): Lines<Repeat, string> {
  const rows = new Map<string, Repeat>();
  for (const value of values) {
    const read = repeatSchema.safeParse(value);
    if (read.success) rows.set(`${read.data.example_id} ${read.data.repeat}`, read.data);
  }
  return { rows, tail };
}
