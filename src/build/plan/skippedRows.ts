import type { Skipped } from './plan.ts';

/** Named one by one; the rest is counted. */
const NAMED = 1000;

/** Gathers what a build leaves out. */
export class SkippedRows {
  readonly summary: { count: number; rows: Skipped[] } = { count: 0, rows: [] };
  private readonly known = new Set<string>();

  /** The same thing is noted once: a few-shot image is read apart from its row. */
  readonly note = (skipped: Skipped): void => {
    const key = `${skipped.where}\n${skipped.why}`;
    if (this.known.has(key)) return;
    this.summary.count++;
    if (this.summary.rows.length >= NAMED) return;
    this.known.add(key);
    this.summary.rows.push(skipped);
  };
}
