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
  /** By folder. */
  runs: Map<string, AnsweredRun>;
  /** Of those. */
  counts: RunCounts;
  /** Why others are left out, by folder, one sentence each. */
  unreadable: Map<string, string>;
}

/** Reads runs by their folders. */
export async function readAnsweredRuns(folders: readonly string[]): Promise<AnsweredRuns> {
  const runs: ReadRun[] = [];
  const unreadable = new Map<string, string>();
  for (const folder of folders)
    try {
      runs.push(await openRun(folder));
    } catch (error) {
      unreadable.set(folder, error instanceof Error ? error.message : String(error));
    }
  return { ...answeredRuns(runs), unreadable };
}

type ReadRun = AnsweredRun & { path: string };

/** The same of runs that are read. */
export function answeredRuns(runs: readonly ReadRun[]): AnsweredRuns {
  const byFolder = runs.map(({ path, predictions, judgements, ownRatings }): [string, AnsweredRun] => [
    path,
    { predictions, judgements, ownRatings },
  ]);
  return {
    runs: new Map(byFolder),
    counts: countAgreement(runs.map(({ predictions }) => predictions)),
    unreadable: new Map(),
  };
}
