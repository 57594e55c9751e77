import { join } from 'node:path';
import { isRight } from './match.ts';
import type { Proportion, TrendPoint } from './report.ts';
import type { RunInfo } from './run.ts';
import { linesOf, readPredictions } from './runFiles.ts';
import { roleOf } from './runRole.ts';
import { spentOn } from './spending.ts';
import { proportion } from './wilson.ts';

/** What a list says of a run. */
export interface RunSummary {
  /** Examples with a line of their own, those with an error among them. */
  done: number;
  errors: number;
  /** Examples of the test file. */
  total: number;
  /** Of those done. */
  strict: Proportion;
  /** USD so far, where prices are known. */
  usd?: number;
  test: TestState;
  /** Why its answers cannot be read, one sentence. */
  failure?: string;
}

/** Whether the test file, and its file of answers, are what the run was made on. */
export type TestState = 'same' | 'changed' | 'missing';

/** Everything but the state of the test file. Throws an `EvaluateError` for lines that are no predictions. */
export async function summarizeRun(folder: string, info: Pick<RunInfo, 'test' | 'prices'>) {
  const path = join(folder, 'predictions.jsonl');
  const predictions = [...readPredictions(path, await linesOf(path), false).rows.values()];
  const right = predictions.filter((prediction) => isRight(prediction, 'strict')).length;
  return {
    done: predictions.length,
    errors: predictions.filter(({ error }) => error !== undefined).length,
    total: info.test.examples,
    strict: proportion(right, predictions.length),
    ...(info.prices && { usd: spentOn(predictions, info.prices) }),
  } satisfies Omit<RunSummary, 'test'>;
}

/** A run in the trend of its test file. */
export function trendPoint(info: RunInfo, strict: Proportion): TrendPoint {
  const { name, model, started } = info;
  return { name, model, role: roleOf(info), started, strict };
}
