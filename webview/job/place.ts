import type { EventFilter } from '../../src/protocol/jobPage.ts';
import type { Measure } from './curve.ts';

/** Where the user is and how the page is laid out: all that the page itself keeps. */
export interface Place extends EventFilter {
  /** Shown where there are both. */
  measure: Measure;
  /** Whether the numbers stand in place of the chart. */
  asTable: boolean;
  /** Row of the events under the filter. */
  row: number;
  /** Whether that row is shown in full. */
  whole: boolean;
  /** Pixels the page is scrolled down. */
  scrolled: number;
}

export const FIRST_PLACE: Place = {
  kinds: [],
  text: '',
  measure: 'loss',
  asTable: false,
  row: 0,
  whole: false,
  scrolled: 0,
};
