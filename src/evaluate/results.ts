import type { QuestionType } from '../dataset/questionTypes.ts';
import type { ExampleRow, Report, RunRole } from './report.ts';
import { openRun, type Run } from './runFolder.ts';
import { medianLatencyMs } from './costs.ts';
import { reportOf } from './score.ts';
import { roleOf } from './runRole.ts';
import { exampleRows } from './table.ts';
import { verdictOf, type Verdict } from './verdict.ts';

/** Runs over one test file, scored: everything a results page shows. */
export interface Results {
  verdict: Verdict;
  report: Report;
  /** Beside each run of the report. */
  runs: { folder: string; role: RunRole; medianLatencyMs: number | undefined; judge: string | undefined }[];
  rows: ExampleRow[];
}

/** Reads and scores runs, in their order; the first is compared with each other. Throws an `EvaluateError` for what is no run. */
export async function readResults(paths: readonly string[], types: readonly QuestionType[]): Promise<Results> {
  const runs: Run[] = [];
  for (const path of paths) runs.push(await openRun(path));
  const report = reportOf(runs, { types });
  return {
    verdict: verdictOf(report),
    report,
    runs: runs.map((run) => ({
      folder: run.path,
      role: roleOf(run.info),
      medianLatencyMs: medianLatencyMs(run.predictions.values()),
      judge: run.judgements.size > 0 ? run.info.judge : undefined,
    })),
    rows: exampleRows(runs, undefined, types),
  };
}
