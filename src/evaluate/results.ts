import type { QuestionType } from '../dataset/questionTypes.ts';
import type { Evaluation } from './export/evaluation.ts';
import { ExampleTable } from './exampleTable.ts';
import { FollowedRun } from './followedRun.ts';
import { ownPrompt } from './judgeIdentity.ts';
import { isRight } from './match.ts';
import { readPairwise, type PairwiseTable } from './pairwiseReport.ts';
import type { Report, RunReport, RunRole, TrendPoint } from './report.ts';
import type { Rating, RunInfo } from './run.ts';
import { otherVersions, provisional, withoutPicture } from './runFacts.ts';
import { openRun } from './runFolder.ts';
import { testPathOf } from './runPaths.ts';
import { roleOf } from './runRole.ts';
import { agreements, comparedReport, measureRuns, type MeasuredRun } from './score.ts';
import { spentOn } from './spending.ts';
import { exampleRows } from './table.ts';
import { readTestSet } from './testSet.ts';
import { verdictOf, type Verdict } from './verdict.ts';
import { proportion } from './wilson.ts';
import { lacksQuestions, withTestSet } from './withTestSet.ts';

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
  judgePrompt: string | undefined;
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
  private pairwise: PairwiseTable;

  private constructor(runs: readonly FollowedRun[], types: readonly QuestionType[], pairwise: PairwiseTable) {
    this.runs = runs;
    this.types = types;
    this.pairwise = pairwise;
    this.measured = measureRuns(runs, types);
    this.table = new ExampleTable(exampleRows(this.measured));
  }

  /**
   * Throws an `EvaluateError` for what is no run.
   * @param testPath the test file, for the questions and images of runs that did not keep them
   */
  static async read(
    paths: readonly string[],
    types: readonly QuestionType[],
    testPath?: string,
    signal?: AbortSignal,
  ): Promise<Results> {
    const runs: FollowedRun[] = [];
    for (const path of paths) runs.push(await FollowedRun.open(path));
    if (testPath !== undefined && runs.some(lacksQuestions)) {
      const testSet = await readTestSet(testPath, { withoutReferences: true, signal });
      await testSet.close();
      for (const run of runs) run.predictions = withTestSet(run.predictions, testSet);
    }
    return new Results(runs, types, await readPairwise(runs));
  }

  /** Reads and measures what was written since. @returns whether there was anything */
  async refresh(): Promise<boolean> {
    const changed: boolean[] = [];
    for (const run of this.runs) changed.push(await run.refresh());
    const pairwise = await readPairwise(this.runs);
    const compared = JSON.stringify([...pairwise]) !== JSON.stringify([...this.pairwise]);
    this.pairwise = pairwise;
    if (!changed.includes(true)) return compared;
    this.measured = measureRuns(this.runs, this.types);
    this.table = new ExampleTable(exampleRows(this.measured));
    return true;
  }

  /** The test file, absolute, as the first run that names one does. */
  get testPath(): string | undefined {
    const run = this.runs.find(({ info }) => info.test.path !== '');
    return run && testPathOf(run);
  }

  /** A person has rated an answer of run `at` (from 0), or taken that back: what the run's report says of persons now. */
  rated(at: number, exampleId: number, rating: Rating | null): RunReport['person'] {
    const [run, measured] = [this.runs[at], this.measured[at]];
    const answer = this.table.rows.find((row) => row.exampleId === exampleId)?.answers[at];
    if (!run || !measured || !answer) return undefined;
    answer.ownRating = rating ?? undefined;
    if (rating === null) run.ownRatings.delete(exampleId);
    else run.ownRatings.set(exampleId, rating);
    const { person } = agreements(run);
    delete measured.report.person;
    if (person) measured.report.person = person;
    return person;
  }

  /** Run `a` (from 0) compared with each other one; the verdict is about it and `b`. */
  summary(a: number, b: number): ResultsSummary {
    const report = comparedReport(this.measured, { compared: a, pairwise: this.pairwise });
    return {
      verdict: this.verdict(report, a, b),
      report,
      runs: this.runs.map(({ path, info, predictions, judgements }) => ({
        ...{ folder: path, role: roleOf(info), info, done: predictions.size },
        judge: judgements.size > 0 ? info.judge : undefined,
        judgePrompt: ownPrompt(info),
        usd: info.prices && spentOn(predictions.values(), info.prices),
      })),
      types: [...new Set(this.table.rows.map(({ type }) => type))],
    };
  }

  private verdict(report: Report, a: number, b: number): Verdict {
    const names = this.measured.map(({ name }) => name);
    const { sentence, facts } = verdictOf(report, { a, b });
    return {
      sentence: [sentence, provisional(this.runs, names, [a, b])].filter(Boolean).join(' '),
      facts: [...facts, ...withoutPicture(this.runs, names), ...otherVersions(this.runs, names)],
    };
  }

  /** The same with every example, to be written to a file. */
  evaluation(a: number, b: number, seed?: number): Evaluation {
    const report = comparedReport(this.measured, { compared: a, seed, pairwise: this.pairwise });
    return {
      created: new Date().toISOString(),
      verdict: this.verdict(report, a, b),
      report,
      runs: this.runs.map(({ info, judgements }, at) => {
        const { name = '', rows = [] } = this.measured[at] ?? {};
        return {
          name,
          info,
          role: roleOf(info),
          judge: judgements.size > 0 ? info.judge : undefined,
          rows: new Map(rows.map((row) => [row.prediction.example_id, row])),
          ratings: judgements,
        };
      }),
      ...{ a, b, types: this.types },
      exampleIds: this.table.rows.map(({ exampleId }) => exampleId),
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
