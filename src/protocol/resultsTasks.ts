import type { ExampleRow, Order, RowCounts, RowFilter } from '../evaluate/exampleRow.ts';
import type { TrendPoint } from '../evaluate/report.ts';
import type { ResultsSummary } from '../evaluate/results.ts';
import type { RunSummary } from '../evaluate/runSummary.ts';

/** What the host asks of the worker thread about results. The runs stay there, for all their examples are many. */
export interface ResultsTasks {
  /** Reads and measures runs, types of questions told apart by a recipe; the number they are then asked by. */
  openResults(task: number, folders: readonly string[], recipePath: string | undefined): Promise<number>;
  /** Run `a` compared with each other one; the verdict is about it and `b` (from 0). */
  resultsSummary(results: number, a: number, b: number): Promise<ResultsSummary>;
  /** Rows under a filter in an order, `from` to `to` (exclusive). */
  resultRows(results: number, filter: RowFilter, order: Order, from: number, to: number): Promise<ExampleRow[]>;
  resultCounts(results: number, filter: RowFilter): Promise<RowCounts>;
  /** Reads what was written to the runs since. @returns whether there was anything */
  refreshResults(results: number): Promise<boolean>;
  closeResults(results: number): Promise<void>;
  /** How often each run was right, the oldest first. */
  trend(task: number, folders: readonly string[]): Promise<TrendPoint[]>;
  /** What lists say of runs; one that cannot be read is left out. What has not changed is not read again. */
  runSummaries(task: number, folders: readonly string[]): Promise<[folder: string, summary: RunSummary][]>;
}
