import type { FixOptions } from '../lint/fixLines.ts';
import type { FixReport } from '../lint/fixReport.ts';
import type { WorkerSource } from './worker.ts';

/** What the host asks of the worker thread to mend what the linter finds. */
export interface FixTasks {
  /**
   * Writes the lines that change to a new file, one behind the other; none is left behind when it is cancelled or
   * fails. Rejects with one sentence where the file cannot be mended.
   */
  fixLines(task: number, source: WorkerSource, options: FixOptions, into: string): Promise<FixedLines>;
  /** Hosts of the web images that would be put into the file, and how many images are theirs. */
  imageHosts(task: number, source: WorkerSource, options: FixOptions): Promise<Record<string, number>>;
  /** Mends a file small enough to be held: its new lines come with the answer. Nothing is fetched. */
  fixText(task: number, source: WorkerSource, options: FixOptions): Promise<FixedText>;
}

export interface FixedLines {
  report: FixReport;
  /** Neighbouring lines that change, in the order of the file; `whole`: the file becomes the lines that were written. */
  changes: FixedRun[] | 'whole';
  /** Lines that were written. */
  written: number;
}

/** `remove` lines from `at` (from 0) are replaced by the next `insert` lines of the file that was written. */
export interface FixedRun {
  at: number;
  remove: number;
  insert: number;
}

export interface FixedText {
  report: FixReport;
  /** What lines (from 0) become, without their line ends; one without a text goes. `whole`: the new text of all. */
  lines: { line: number; text?: string }[] | { whole: string };
}
