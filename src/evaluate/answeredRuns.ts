import type { Judgement, Prediction, Rating } from './run.ts';
import { countAgreement, type RunCounts } from './runAgreement.ts';
import { openRun } from './runFolder.ts';

/** What a run answered, and how that was rated, by example. */
export interface AnsweredRun {
  predictions: ReadonlyMap<number, Prediction>;
  judgements: ReadonlyMap<number, Judgement>;
  /** Of a person. */
  ownRatings: Map<number, Rating>;
}

/** Runs as they stand under the examples of their test file. */
export interface AnsweredRuns {
  runs: AnsweredRun[];
  counts: RunCounts;
}

/** Reads runs by their folders, in their order. Throws an `EvaluateError` for what is no run. */
export async function readAnswers(folders: readonly string[]): Promise<AnsweredRuns> {
  return answersOf(await Promise.all(folders.map(openRun)));
}

/** The same of runs that are read. */
export function answersOf(runs: readonly AnsweredRun[]): AnsweredRuns {
  return {
    runs: runs.map(({ predictions, judgements, ownRatings }) => ({ predictions, judgements, ownRatings })),
    counts: countAgreement(runs.map(({ predictions }) => predictions)),
  };
}
