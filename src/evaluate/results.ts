import type { QuestionType } from '../dataset/questionTypes.ts';
import type { Evaluation } from './export/evaluation.ts';
import { ExampleTable } from './exampleTable.ts';
import { FollowedRun } from './followedRun.ts';
import { ownPrompt } from './judgeIdentity.ts';
import { readPairwise, type PairwiseTable } from './pairwiseReport.ts';
import type { Report, RunReport, RunRole, TrendPoint } from './report.ts';
import type { Rating, RunInfo } from './run.ts';
import { otherVersions, provisional, withoutPicture } from './runFacts.ts';
import { testPathOf } from './runPaths.ts';
import { roleOf } from './runRole.ts';
import { trendPoint } from './runSummary.ts';
import { agreements, comparedReport, measureRuns, type MeasuredRun } from './score.ts';
import { spentOn } from './spending.ts';
import { exampleRows } from './table.ts';
import { readTestSet } from './testSet.ts';
import { verdictOf, type Verdict } from './verdict.ts';
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
  readonly runs: readonly FollowedRun[];
  /** Why runs are left out, by folder, one sentence each. */
  readonly unreadable: ReadonlyMap<string, string>;
  private readonly types: readonly QuestionType[];
  private measured: readonly MeasuredRun[];
  private pairwise: PairwiseTable;
  /** Reports by what is compared in them, until more is written. */
  private reports = new Map<string, Report>();

  private constructor(
    { runs, unreadable }: Pick<Results, 'runs' | 'unreadable'>,
    types: readonly QuestionType[],
    pairwise: PairwiseTable,
  ) {
    this.runs = runs;
    this.unreadable = unreadable;
    this.types = types;
    this.pairwise = pairwise;
    this.measured = measureRuns(runs, types);
    this.table = new ExampleTable(exampleRows(this.measured));
  }

  /**
   * A run that cannot be read is left out; where none can, its `EvaluateError` is thrown.
   * @param testPath the test file, for the questions and images of runs that did not keep them
   */
  static async read(
    paths: readonly string[],
    types: readonly QuestionType[],
    testPath?: string,
    signal?: AbortSignal,
  ): Promise<Results> {
    const runs: FollowedRun[] = [];
    const unreadable = new Map<string, string>();
    for (const path of paths)
      try {
        runs.push(await FollowedRun.open(path));
      } catch (error) {
        if (paths.length === unreadable.size + 1) throw error;
        unreadable.set(path, error instanceof Error ? error.message : String(error));
      }
    if (testPath !== undefined && runs.some(lacksQuestions)) {
      const testSet = await readTestSet(testPath, { withoutReferences: true, signal });
      await testSet.close();
      for (const run of runs) run.predictions = withTestSet(run.predictions, testSet);
    }
    return new Results({ runs, unreadable }, types, await readPairwise(runs));
  }

  /** Reads and measures what was written since. @returns whether there was anything */
  async refresh(): Promise<boolean> {
    const changed: boolean[] = [];
    for (const run of this.runs) changed.push(await run.refresh());
    const pairwise = await readPairwise(this.runs);
    const compared = JSON.stringify([...pairwise]) !== JSON.stringify([...this.pairwise]);
    this.pairwise = pairwise;
    if (compared || changed.includes(true)) this.reports.clear();
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

  /** How often each run was right, by its folder. */
  get points(): Map<string, TrendPoint> {
    const points = new Map<string, TrendPoint>();
    for (const [at, { path, info }] of this.runs.entries()) {
      const measured = this.measured[at];
      if (measured) points.set(path, trendPoint(info, measured.report.strict));
    }
    return points;
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
    const report = this.report(a);
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

  private report(compared: number, seed?: number): Report {
    const key = `${compared} ${seed ?? ''}`;
    const known = this.reports.get(key);
    if (known) return known;
    const report = comparedReport(this.measured, { compared, seed, pairwise: this.pairwise });
    this.reports.set(key, report);
    return report;
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
    const report = this.report(a, seed);
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
