import type { Prediction, Rating } from '../evaluate/run.ts';
import type { Report } from '../evaluate/report.ts';

export interface ResultsHost {
  ready(): Promise<ResultsSnapshot>;
  /** Rows of the example table under a filter, in order, `from` to `to` (exclusive). */
  rows(filter: ResultsFilter, from: number, to: number): Promise<ResultRow[]>;
  /** How many rows pass each agreement filter among those of a type and a text. */
  counts(filter: Pick<ResultsFilter, 'type' | 'text'>): Promise<Record<Agreement, number>>;
  /** Small picture of an example's last user image. */
  thumbnail(exampleId: number): Promise<Uint8Array | undefined>;
  /** Opens the example in the dataset editor. */
  openExample(exampleId: number): Promise<void>;
  exportReport(): Promise<void>;
}

export interface ResultsPage {
  update(snapshot: ResultsSnapshot): void;
}

export type Agreement = 'all' | 'onlyA' | 'onlyB' | 'both' | 'neither';

export interface ResultsFilter {
  agreement: Agreement;
  /** `''` for all. */
  type: string;
  /** Plain text in question, reference or answer, ignoring case; `''` for all. */
  text: string;
}

export interface ResultsSnapshot {
  /** One sentence: better, worse or not distinguishable; and the line of facts below it. */
  verdict: string;
  facts: string[];
  report: Report;
  /** Beside each run of the report. */
  runs: {
    folder: string;
    role: 'tuned' | 'base' | 'baseline' | 'control' | 'run';
    medianLatencyMs: number | undefined;
  }[];
  /** Rows that pass each agreement filter, under `filter.type` and `filter.text` all. */
  counts: Record<Agreement, number>;
  types: string[];
  /** Says who rated: "offline judge: thresholds on ANLS", or a model. */
  judge: string | undefined;
  failure?: string;
}

export interface ResultRow {
  exampleId: number;
  question: string;
  reference: string;
  type: string;
  hasImage: boolean;
  /** One for each run, in the report's order. */
  answers: { prediction: Pick<Prediction, 'predicted_answer' | 'error'>; right: boolean; rating: Rating | undefined }[];
}
