import type { RowFilter } from '../../src/protocol/resultsPage.ts';

/** Where the user is and how the page is laid out: all that the page itself keeps. */
export interface Place extends RowFilter {
  rule: 'strict' | 'lenient';
  /** Whether the numbers stand in place of the chart. */
  typesAsTable: boolean;
  ratingsAsTable: boolean;
  /** Row of the examples under the filter. */
  row: number;
}

export const FIRST_PLACE: Place = {
  agreement: 'all',
  type: '',
  text: '',
  rule: 'strict',
  typesAsTable: false,
  ratingsAsTable: false,
  row: 0,
};
