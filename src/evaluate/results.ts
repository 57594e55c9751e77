import type { QuestionType } from '../dataset/questionTypes.ts';
import { ExampleTable } from './exampleTable.ts';
import type { Report, RunRole, TrendPoint } from './report.ts';
import { FollowedRun } from './followedRun.ts';
import { openRun } from './runFolder.ts';
import type { RunInfo } from './run.ts';
import { comparedReport, measureRuns, type MeasuredRun } from './score.ts';
import { provisional, otherVersions, withoutPicture } from './runFacts.ts';
import { roleOf } from './runRole.ts';
import { spentOn } from './spending.ts';
import { isRight } from './match.ts';
import { exampleRows } from './table.ts';
import { verdictOf, type Verdict } from './verdict.ts';
import { proportion } from './wilson.ts';

/** What a results page says of runs before their examples. */
export interface ResultsSummary {
  verdict: Verdict;
  report: Report;
  /** Beside each run of the report. */
  runs: ResultsRun[];
  /** In the order of the examples. */
  types: string[];
}

export interface ResultsRun {
  folder: string;
  role: RunRole;
  judge: string | undefined;
  /** As it is written now. */
  info: RunInfo;
  /** Examples with a line of their own. */
  done: number;
  /** USD so far, where prices are known. */
  usd: number | undefined;
}

/** Runs over one test file, measured once and again when more of them is written; compared as often as asked. */
export class Results {
  table: ExampleTable;
  private readonly runs: readonly FollowedRun[];
  private readonly types: readonly QuestionType[];
  private measured: readonly MeasuredRun[];

  private constructor(runs: readonly FollowedRun[], types: readonly QuestionType[]) {
    this.runs = runs;
    this.types = types;
    this.measured = measureRuns(runs, types);
    this.table = new ExampleTable(exampleRows(runs, undefined, types));
  }

  /** Throws an `EvaluateError` for what is no run. */
  static async read(paths: readonly string[], types: readonly QuestionType[]): Promise<Results> {
    const runs: FollowedRun[] = [];
    for (const path of paths) runs.push(await FollowedRun.open(path));
    return new Results(runs, types);
  }

  /** Reads and measures what was written since. @returns whether there was anything */
  async refresh(): Promise<boolean> {
    const changed: boolean[] = [];
    for (const run of this.runs) changed.push(await run.refresh());
    if (!changed.includes(true)) return false;
    this.measured = measureRuns(this.runs, this.types);
    this.table = new ExampleTable(exampleRows(this.runs, undefined, this.types));
    return true;
  }

  /** Run `a` (from 0) compared with each other one; the verdict is about it and `b`. */
  summary(a: number, b: number): ResultsSummary {
    const report = comparedReport(this.measured, { compared: a });
    const names = this.measured.map(({ name }) => name);
    const { sentence, facts } = verdictOf(report, { a, b });
    return {
      verdict: {
        sentence: [sentence, provisional(this.runs, names, [a, b])].filter(Boolean).join(' '),
        facts: [...facts, ...withoutPicture(this.runs, names), ...otherVersions(this.runs, names)],
      },
      report,
      runs: this.runs.map(({ path, info, predictions, judgements }) => ({
        ...{ folder: path, role: roleOf(info), info, done: predictions.size },
        judge: judgements.size > 0 ? info.judge : undefined,
        usd: info.prices && spentOn(predictions.values(), info.prices),
      })),
      types: [...new Set(this.table.rows.map(({ type }) => type))],
    };
  }
}

/** How often each run was right, the oldest first. A run that cannot be read is left out: others are still a trend. */
export async function trendOf(paths: readonly string[]): Promise<TrendPoint[]> {
  const points: TrendPoint[] = [];
  for (const path of paths) {
    const run = await openRun(path).catch(() => undefined);
    if (!run || run.predictions.size === 0) continue;
    const { name, model, started } = run.info;
    const predictions = [...run.predictions.values()];
    const right = predictions.filter((prediction) => isRight(prediction, 'strict')).length;
    points.push({ name, model, role: roleOf(run.info), started, strict: proportion(right, predictions.length) });
  }
  return points.sort((a, b) => a.started.localeCompare(b.started));
}
