import type { Agreement, ExampleRow, Report, RowFilter, RunRole } from '../evaluate/report.ts';

export type { Agreement, ExampleRow, RowFilter, RunRole };

/** What the results page asks of the host. */
export interface ResultsHost {
  ready(): Promise<ResultsSnapshot>;
  /** Rows of the example table under a filter, in order, `from` to `to` (exclusive). */
  rows(filter: RowFilter, from: number, to: number): Promise<ExampleRow[]>;
  /** How many rows pass each agreement filter among those of a type and a text. */
  counts(filter: Pick<RowFilter, 'type' | 'text'>): Promise<Record<Agreement, number>>;
  /** Small picture of an example's last user image. */
  thumbnail(exampleId: number): Promise<Uint8Array | undefined>;
  /** Opens the example in the dataset editor. */
  openExample(exampleId: number): Promise<void>;
  /** Lets the user save the report as Markdown. */
  exportReport(): Promise<void>;
}

/** What the host tells the results page. */
export interface ResultsPage {
  update(snapshot: ResultsSnapshot): void;
}

export interface ResultsSnapshot {
  /** One sentence: better, worse or not distinguishable; and the lines of facts below it. */
  verdict: string;
  facts: string[];
  report: Report;
  /** Beside each run of the report. */
  runs: { folder: string; role: RunRole; medianLatencyMs: number | undefined }[];
  /** Rows that pass each agreement filter, under `filter.type` and `filter.text` all. */
  counts: Record<Agreement, number>;
  types: string[];
  /** Says who rated: "the offline judge (thresholds on ANLS)", or a model. */
  judge: string | undefined;
  failure?: string;
}
