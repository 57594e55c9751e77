/** What was mended. */
export interface FixReport {
  /** Problems that are gone, by the ids of their rules. */
  fixed: Record<string, number>;
  /** Problems of the same rules that could not be mended. */
  left: Record<string, number>;
  /** Lines that are others now, and lines that are gone. */
  changed: number;
  removed: number;
  /** Bytes of the whole file. */
  before: number;
  after: number;
}

export const newReport = (bytes: number): FixReport => ({
  fixed: {},
  left: {},
  changed: 0,
  removed: 0,
  before: bytes,
  after: bytes,
});

/** Problems of all rules. */
export const sumOf = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

/** Adds counts to others, by their rules. */
export function addCounts(to: Record<string, number>, more: Readonly<Record<string, number>>): void {
  for (const [rule, count] of Object.entries(more)) if (count > 0) to[rule] = (to[rule] ?? 0) + count;
}

/** Of a file that was mended twice. */
export function joined(first: FixReport, then: FixReport): FixReport {
  const fixed = { ...first.fixed };
  addCounts(fixed, then.fixed);
  const left = { ...first.left };
  addCounts(left, then.left);
  // every line of an array is another one already
  const changed = first.fixed['json-array-file'] ? first.changed : first.changed + then.changed;
  return { fixed, left, changed, removed: first.removed + then.removed, before: first.before, after: then.after };
}
