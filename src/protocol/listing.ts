import type { Hit, TextQuery } from '../dataset/textQuery.ts';
import type { Severity } from '../lint/finding.ts';

export type { Hit, TextQuery };

/** Which lines a view of a file lists, and in what order. All filters given must hold; none and no order is the file. */
export interface Listing {
  text?: TextQuery;
  /** The text stands in a message of this role; without a text, the example has such a message. */
  role?: string;
  /** Any problem where neither is given. */
  problems?: { severity?: Severity; rule?: string };
  /** The final answer, whatever its case; of a test file, the one a run knows. */
  answer?: string;
  /** Images of the whole line; `most` is included. */
  images?: { least: number; most?: number };
  /** What `run`, or the first run shown, answered; or how the runs shown agree, see `Agreement`. */
  result?: Result;
  /** Code or name of a run shown. */
  run?: string;
  sort?: { by: SortKey; descending: boolean };
}

export const RESULTS = ['right', 'wrong', 'disagree', 'allWrong', 'suspect'] as const;
export type Result = (typeof RESULTS)[number];
export const SORT_KEYS = ['line', 'tokens', 'bytes', 'problems'] as const;
export type SortKey = (typeof SORT_KEYS)[number];

/** What became of a listing. */
export interface ListState {
  listing: Listing;
  /** Another number with every listing that was asked for. */
  turn: number;
  /** Rows listed; those found so far while `progress` is given. */
  rows: number;
  /** How often the text was found (so far). */
  hits: number;
  /** From 0 to 1, absent once it is complete. */
  progress?: number;
  /** One sentence where it cannot be had; the rows are those of before. */
  failure?: string;
  /** Lines were edited since: those listed stay, fit or not, until it is asked for again. */
  stale: boolean;
}

/** Whether it is the file as it is. */
export const isWholeFile = (listing: Listing): boolean => !hasFilter(listing) && isFileOrder(listing);

export const isFileOrder = ({ sort }: Listing): boolean =>
  sort === undefined || (sort.by === 'line' && !sort.descending);

/** Whether it leaves lines out. */
export const hasFilter = ({ text, role, problems, answer, images, result }: Listing): boolean =>
  Boolean(text?.query) || [role, problems, answer, images, result].some((filter) => filter !== undefined);
