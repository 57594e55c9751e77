import { batchesOf, insertedLines } from './lineChanges.ts';
import { inOrder, rangesOf, type LineRange } from './lineRanges.ts';
import type { LineChange } from './lineSequence.ts';

/** Lines of ascending order that places of a list stand for. `order` holds the line at each place. */
export function linesAt(order: Uint32Array | undefined, places: readonly LineRange[]): LineRange[] {
  const ranges = inOrder(places);
  if (!order) return ranges;
  const lines = new Uint32Array(ranges.reduce((sum, { from, to }) => sum + Math.min(to, order.length) - from, 0));
  let length = 0;
  for (const { from, to } of ranges) {
    const some = order.subarray(from, to);
    lines.set(some, length);
    length += some.length;
  }
  return rangesOf(lines.sort());
}

/**
 * A list after edits of its file: lines that are still there keep their places, those taken out go, and new ones stand
 * behind the line they were put behind. Gives the same list when nothing moved.
 */
export function followChanges(order: Uint32Array, changes: readonly LineChange[]): Uint32Array {
  return batchesOf(changes).reduce(followBatch, order);
}

function followBatch(order: Uint32Array, batch: readonly LineChange[]): Uint32Array {
  const steps: Step[] = [];
  let by = 0;
  for (const change of batch) {
    const inserted = insertedLines(change);
    if (inserted === change.remove) continue;
    steps.push({ at: change.at, remove: change.remove, inserted, by });
    by += inserted - change.remove;
  }
  if (steps.length === 0) return order;

  const moved = new Uint32Array(order.length);
  let kept = 0;
  for (const line of order) {
    const after = lineAfter(steps, line);
    if (after !== undefined) moved[kept++] = after;
  }
  const added = steps.flatMap(({ at, remove, inserted, by: before }) =>
    inserted > remove ? [{ from: at + before + remove, to: at + before + inserted }] : [],
  );
  return added.length === 0 ? moved.slice(0, kept) : withLines(moved.subarray(0, kept), added);
}

/** A change that moves lines; `by` is how far those before it in its batch move it. */
interface Step {
  at: number;
  remove: number;
  inserted: number;
  by: number;
}

function lineAfter(steps: readonly Step[], line: number): number | undefined {
  const step = steps[countWhere(steps.length, (i) => (steps[i]?.at ?? 0) <= line) - 1];
  if (!step) return line;
  const within = line - step.at;
  if (within < step.remove) return within < step.inserted ? line + step.by : undefined;
  return line + step.by + step.inserted - step.remove;
}

/** How many of ascending things come before the first that does not hold. */
function countWhere(count: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Puts each range of new lines behind the last listed line before it. */
function withLines(order: Uint32Array, added: readonly LineRange[]): Uint32Array {
  /** Of the listed lines between the range before and this one, the last: its place, and the line itself. */
  const behind = added.map(() => ({ place: -1, line: -1 }));
  for (const [place, line] of order.entries()) {
    const next = behind[countWhere(added.length, (i) => (added[i]?.from ?? 0) <= line)];
    if (next && line > next.line) Object.assign(next, { place, line });
  }
  const ranges = added.map((range, i) => ({
    range,
    place: behind.slice(0, i + 1).findLast(({ line }) => line >= 0)?.place ?? -1,
  }));
  const whole = new Uint32Array(order.length + added.reduce((sum, { from, to }) => sum + to - from, 0));
  let [from, length] = [0, 0];
  for (const { range, place } of ranges.toSorted((a, b) => a.place - b.place)) {
    whole.set(order.subarray(from, place + 1), length);
    length += place + 1 - from;
    from = place + 1;
    for (let line = range.from; line < range.to; line++) whole[length++] = line;
  }
  whole.set(order.subarray(from), length);
  return whole;
}
