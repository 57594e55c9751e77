import { usdOf } from '../spending.ts';
import type { RunInfo } from '../run.ts';
import { examplesOf, type EvaluatedAnswer, type Evaluation } from './evaluation.ts';

type Cell = string | number | boolean | undefined;

/** Columns of an example, then the columns of every run. */
const EXAMPLE_COLUMNS = ['example_id', 'question', 'reference', 'type', 'image'];

const RUN_COLUMNS: readonly [string, (answer: EvaluatedAnswer, prices: RunInfo['prices']) => Cell][] = [
  ['prediction', ({ prediction }) => prediction.predicted_answer],
  ['strict', ({ strict }) => strict],
  ['lenient', ({ lenient }) => lenient],
  ['word', ({ word }) => word],
  ['rating', ({ rating }) => rating],
  ['anls', ({ anls }) => anls],
  ['f1', ({ f1 }) => f1],
  ['latency_ms', ({ prediction }) => prediction.latency_ms],
  ['prompt_tokens', ({ prediction }) => prediction.usage?.prompt_tokens],
  ['completion_tokens', ({ prediction }) => prediction.usage?.completion_tokens],
  ['usd', ({ prediction }, prices) => usdOf(prediction.usage, prices)],
  ['error', ({ prediction }) => prediction.error],
];

/** A row an example: RFC 4180, UTF-8 without a byte order mark; of a run that was not asked the cells are empty. */
export function* csvOf(evaluation: Evaluation): Generator<string> {
  const { runs } = evaluation;
  yield csvRow([
    ...EXAMPLE_COLUMNS,
    ...runs.flatMap(({ name }) => RUN_COLUMNS.map(([column]) => `${name}: ${column}`)),
  ]);
  for (const { exampleId, question, reference, type, image, answers } of examplesOf(evaluation))
    yield csvRow([
      ...[exampleId, question, reference, type, image],
      ...answers.flatMap((answer, at) => RUN_COLUMNS.map(([, of]) => answer && of(answer, runs[at]?.info.prices))),
    ]);
}

const csvRow = (cells: readonly Cell[]) => `${cells.map(csvCell).join(',')}\r\n`;

/** Numbers as they are, `1` and `0` for right and wrong. */
function csvCell(value: Cell): string {
  if (value === undefined) return '';
  if (typeof value !== 'string') return String(Number(value));
  const text = harmless(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A spreadsheet runs what begins like a formula: such text gets an apostrophe in front, which a spreadsheet takes for
 * "this is text". A mere number, as in `-5`, is none.
 */
const harmless = (text: string) =>
  /^[\s\0]*[=+\-@\uff0b\uff0d\uff1d\uff20]|^[\t\r\n]/.test(text) && !/^[+-]?\d+([.,]\d+)?$/.test(text)
    ? `'${text}`
    : text;
