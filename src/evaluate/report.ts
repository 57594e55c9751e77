import type { Prediction, Rating } from './run.ts';

/** Types of `vision-ft report --format json`; a field is added, never renamed. Values are proportions, intervals 95 %. */

export interface Proportion {
  correct: number;
  n: number;
  value: number;
  low: number;
  high: number;
}

export interface ByRule {
  strict: Proportion;
  lenient: Proportion;
  word: Proportion;
}

export type MatchRule = keyof ByRule;

export interface RunReport extends ByRule {
  name: string;
  model: string;
  n: number;
  /** Examples without an answer; they count as wrong. */
  errors: number;
  anls: number;
  f1: number;
  closed: ByRule;
  open: ByRule;
  types: ({ type: string; n: number } & ByRule)[];
  classes: { class: string; support: number; precision: number; recall: number; f1: number }[];
  macro: { precision: number; recall: number; f1: number };
  weighted: { precision: number; recall: number; f1: number };
  ratings: Record<string, number>;
}

export interface PairReport {
  a: string;
  b: string;
  rule: MatchRule;
  n: number;
  both: number;
  onlyA: number;
  onlyB: number;
  neither: number;
  mcnemarP: number;
  /** a - b. */
  difference: number;
  low: number;
  high: number;
  clusters: number;
  seed: number;
  minimumDetectableDifference: number;
  /** Of a: decided by McNemar p < 0.05. */
  verdict: 'better' | 'worse' | 'not distinguishable';
}

export interface Report {
  version: 1;
  runs: RunReport[];
  pairs: PairReport[];
}

/** What a model is to a comparison; a control arm is the same model without its pictures. */
export type RunRole = 'tuned' | 'base' | 'baseline' | 'control';

/** An example with every run's answer. */
export interface ExampleRow {
  exampleId: number;
  question: string;
  reference: string;
  type: string;
  hasImage: boolean;
  /** One for each run, in their order. */
  answers: { prediction: Pick<Prediction, 'predicted_answer' | 'error'>; right: boolean; rating: Rating | undefined }[];
}

export type Agreement = 'all' | 'onlyA' | 'onlyB' | 'both' | 'neither';

export interface RowFilter {
  agreement: Agreement;
  /** `''` for all. */
  type: string;
  /** Plain text in question, reference or answer, ignoring case; `''` for all. */
  text: string;
}
