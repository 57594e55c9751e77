import type { Outcome, RunAgreement } from '../evaluate/runAgreement.ts';
import type { Hit, Listing, SortKey } from './listing.ts';
import type { WorkerSource } from './worker.ts';

/** What the extension host asks of the worker thread that searches for one view. It may be ended at any time. */
export interface SearchTasks {
  /**
   * Tells the lines that pass as they are found, in the order of the file.
   * @returns their order where another was asked for
   */
  list(source: WorkerSource, request: ListRequest): Promise<Uint32Array | undefined>;
  /** Where a text stands in one line (from 0), in the order it is shown. */
  hits(text: string, line: number, filter: Pick<Listing, 'text' | 'role'>): Promise<Hit[]>;
}

/** What that worker tells the host. */
export interface SearchEvents {
  /** Lines (from 0) found since the last time, how often they hold the text, and how much is read, from 0 to 1. */
  found(lines: Uint32Array, hits: number, fraction: number): void;
}

export interface ListRequest {
  lineCount: number;
  filter: Pick<Listing, 'text' | 'role' | 'images' | 'answer'>;
  /** Lines that are judged at all, ascending; all where they are not given. */
  only?: Uint32Array;
  /** What the runs shown answered, by the id of their examples. */
  runs?: RunOutcomes[];
  /** Which of the runs has to be right or wrong, or how they agree. */
  result?: { of: number; right: boolean } | RunAgreement;
  sort?: { by: SortKey; descending: boolean };
  /** Of each line, what it is sorted by: tokens or the weight of its problems. */
  keys?: Uint32Array;
}

export type RunOutcomes = ReadonlyMap<number, Outcome & { question?: string; answer: string }>;
