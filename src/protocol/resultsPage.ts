import type { Agreement, ExampleRow, Order, RowCounts, RowFilter } from '../evaluate/exampleRow.ts';
import type { Confusion, PersonReport, Report, RunRole, TrendPoint } from '../evaluate/report.ts';
import type { Rating } from '../evaluate/run.ts';

export type {
  Agreement,
  Confusion,
  ExampleRow,
  Order,
  PersonReport,
  Rating,
  RowCounts,
  RowFilter,
  RunRole,
  TrendPoint,
};

/** What the results page asks of the host. */
export interface ResultsHost {
  /** Run `a` (from 0) compared with each other one, the verdict about it and `b`; where there is none, the first ones. */
  ready(a: number, b: number): Promise<ResultsSnapshot>;
  /** Rows of the example table under a filter, in an order, `from` to `to` (exclusive). */
  rows(filter: RowFilter, order: Order, from: number, to: number): Promise<ExampleRow[]>;
  counts(filter: RowFilter): Promise<RowCounts>;
  /** Every run of the workspace over the same bytes of the test file, the oldest first. */
  trend(): Promise<TrendPoint[]>;
  /** Keeps how the user rates the answer of run `at` (from 0); `null` takes the rating back. */
  rate(at: number, exampleId: number, rating: Rating | null): Promise<void>;
  /** Small picture of an example's last user image. */
  thumbnail(exampleId: number): Promise<Uint8Array | undefined>;
  /** Opens the example in the dataset editor. */
  openExample(exampleId: number): Promise<void>;
  /** Asks what else is to stand beside run `a`; it joins the table as its answers come. */
  add(addition: Addition, a: number): Promise<void>;
  /** Asks a run that is not complete for the rest. */
  goOn(run: number): Promise<void>;
  /** Lets the user write the results to a file, in a format of choice. */
  exportReport(): Promise<void>;
  /** Lets the user save the picture of a chart. `name` without an extension. */
  saveChart(name: string, format: 'svg' | 'png', bytes: Uint8Array): Promise<void>;
}

/** What the host tells the results page. */
export interface ResultsPage {
  update(snapshot: ResultsSnapshot): void;
  /** The user has rated an answer of run `at`, here or under its example. */
  rated(at: number, person: PersonReport | undefined): void;
}

export interface ResultsSnapshot {
  /** One sentence: better, worse or not distinguishable; and the lines of facts below it. */
  verdict: string;
  facts: string[];
  report: Report;
  /** Beside each run of the report. */
  runs: { folder: string; role: RunRole }[];
  /** The runs compared, from 0; the same one where there is no other. */
  a: number;
  b: number;
  /** Without any filter. */
  counts: RowCounts;
  types: string[];
  /** Says who rated: "the offline judge (thresholds on ANLS)", or a model. */
  judge: string | undefined;
  /** What the user should know before believing it, a sentence each. */
  warnings: string[];
  /** Runs that are not complete. */
  live: LiveRun[];
  /** What is not there yet, or not shown, and can be asked. */
  additions: Addition[];
  /** What people wrote about runs. */
  notes: { run: number; text: string }[];
  failure?: string;
}

/** Baselines, and control arms of a run's own model. */
export type Addition = 'prior' | 'nearest-neighbour' | 'blank' | 'shuffled';

/** How far a run is that is not complete. */
export interface LiveRun {
  /** Place in the report, from 0. */
  run: number;
  done: number;
  total: number;
  /** Answers come; otherwise it was stopped. */
  going: boolean;
  /** Answers a second. */
  rate?: number | undefined;
  /** That it still takes. */
  seconds?: number | undefined;
  /** So far. */
  usd?: number | undefined;
  /** Milliseconds that the server asks to wait. */
  waits?: number | undefined;
}
