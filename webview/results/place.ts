import type { Order, RowFilter } from '../../src/protocol/resultsPage.ts';

/** Where the user is and how the page is laid out: all that the page itself keeps. */
export interface Place extends RowFilter {
  rule: 'strict' | 'lenient';
  chartsOpen: boolean;
  /** Charts shown as numbers, by their names. */
  asTable: readonly string[];
  order: Order;
  /** The judge's rating is shown once the user has given theirs. */
  blind: boolean;
  /** The run and the type of question whose confusion is drawn; the type `''` is all. */
  confusionRun: number;
  confusionType: string;
  /** Row of the examples under the filter. */
  row: number;
}

export const FIRST_PLACE: Place = {
  a: 0,
  b: 1,
  agreement: 'all',
  type: '',
  rating: '',
  reference: '',
  text: '',
  rule: 'strict',
  chartsOpen: true,
  asTable: [],
  order: 'example',
  blind: false,
  confusionRun: 0,
  confusionType: '',
  row: 0,
};
