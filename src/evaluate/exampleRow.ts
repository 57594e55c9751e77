import type { Prediction, Rating } from './run.ts';

/** An example with every run's answer. */
export interface ExampleRow {
  exampleId: number;
  question: string;
  reference: string;
  type: string;
  hasImage: boolean;
  /** One for each run, in their order; none of a run that was not asked (yet). */
  answers: (ExampleAnswer | undefined)[];
}

export interface ExampleAnswer {
  prediction: Pick<Prediction, 'predicted_answer' | 'error'>;
  right: boolean;
  rating: Rating | undefined;
  /** Of a person. */
  ownRating?: Rating | undefined;
  /** From 0 to 1; 0 without an answer. */
  anls: number;
  latencyMs?: number;
}

/**
 * How two runs agree on an example. `flipped`: one of them is right; `judge`: for one of them, match and rating
 * disagree (right but not rated Very Similar, or wrong and rated so).
 */
export type Agreement = 'all' | 'onlyA' | 'onlyB' | 'both' | 'neither' | 'flipped' | 'judge';

/** `rating`: where a was rated lower than b first, `ratingHigher`: where it was rated higher; `anls`: a's worst first; `latency`: a's slowest first. */
export type Order = 'example' | 'rating' | 'ratingHigher' | 'anls' | 'latency';

/** What an example has to be, apart from how the runs agree on it; `''` for all. */
export interface RowTraits {
  type: string;
  /** Of a. */
  rating: Rating | '';
  /** The reference answer itself. */
  reference: string;
  /** Plain text in question, reference or answer, ignoring case. */
  text: string;
}

export interface RowFilter extends RowTraits {
  /** The two runs that are compared, from 0; the same one where there is no other. */
  a: number;
  b: number;
  agreement: Agreement;
}

export const ANY: RowTraits = { type: '', rating: '', reference: '', text: '' };

/** Rows that would pass with each choice of one part, the other parts of the filter as they are. */
export interface RowCounts {
  agreement: Record<Agreement, number>;
  types: Record<string, number>;
  ratings: Record<string, number>;
  /** Empty where there are too many different references to choose from. */
  references: Record<string, number>;
}
