import type { AnsweredRuns } from '../evaluate/answeredRuns.ts';
import type { ExampleRow, Order, RowCounts, RowFilter } from '../evaluate/exampleRow.ts';
import type { PersonReport, TrendPoint } from '../evaluate/report.ts';
import type { ResultsSummary } from '../evaluate/results.ts';
import type { Rating } from '../evaluate/run.ts';
import type { PicturesSize, ResultsExport } from './resultsExport.ts';
import type { RunSummary, TestState } from '../evaluate/runSummary.ts';

/** Runs that were opened together. */
export interface OpenedRuns {
  /** The number they are then asked by. */
  results: number;
  /** Folders of those that are left out, and why, one sentence each. */
  unreadable: [folder: string, why: string][];
}

/** What the host asks of the worker thread about results. The runs stay there, for all their examples are many. */
export interface ResultsTasks {
  /**
   * Reads and measures runs, types of questions told apart by a recipe.
   * @param testPath for what runs did not keep of their questions
   */
  openResults(
    task: number,
    folders: readonly string[],
    recipePath: string | undefined,
    testPath: string | undefined,
  ): Promise<OpenedRuns>;
  /** Begins to read runs that are likely to be opened next. */
  prepareResults(folders: readonly string[], recipePath: string | undefined): Promise<void>;
  /** Run `a` compared with each other one; the verdict is about it and `b` (from 0). */
  resultsSummary(results: number, a: number, b: number): Promise<ResultsSummary>;
  /** Rows under a filter in an order, `from` to `to` (exclusive). */
  resultRows(results: number, filter: RowFilter, order: Order, from: number, to: number): Promise<ExampleRow[]>;
  resultCounts(results: number, filter: RowFilter): Promise<RowCounts>;
  /** Writes how a person rated an answer of a run; `null` takes the rating back. */
  rateAnswer(folder: string, exampleId: number, rating: Rating | null): Promise<void>;
  /** The same in results that are open: how judge and person agree on run `at` (from 0) now. */
  resultRated(results: number, at: number, exampleId: number, rating: Rating | null): Promise<PersonReport | undefined>;
  /** Writes results to a file, as a whole or not at all. @returns the files: of some formats one for each run */
  exportResults(task: number, results: number, request: ResultsExport): Promise<string[]>;
  /** What pictures of the examples would add to an export. */
  picturesSize(task: number, results: number, testPath: string): Promise<PicturesSize>;
  /** Reads what was written to the runs since. @returns whether there was anything */
  refreshResults(results: number): Promise<boolean>;
  closeResults(results: number): Promise<void>;
  /** How often each run was right, the oldest first; those of these results are not read again. */
  trend(task: number, results: number, folders: readonly string[]): Promise<TrendPoint[]>;
  /** Every answer of the runs, to stand under their examples. */
  resultAnswers(results: number): Promise<AnsweredRuns>;
  /** The same of runs that no results are open of. */
  readAnsweredRuns(folders: readonly string[]): Promise<AnsweredRuns>;
  /** Whether each run's test file is still what it was made on; what is no run is left out. */
  testStates(task: number, folders: readonly string[]): Promise<[folder: string, state: TestState][]>;
  /** What lists say of runs; what is no run is left out. What has not changed is not read again. */
  runSummaries(task: number, folders: readonly string[]): Promise<[folder: string, summary: RunSummary][]>;
}
