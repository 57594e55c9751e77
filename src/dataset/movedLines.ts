import { batchesOf, insertedLines } from './lineChanges.ts';
import type { LineChange } from './lineSequence.ts';

/** What is known of lines (from 0) after changes made one after the other; what was known of a changed line goes. */
export function movedLines<T>(known: ReadonlyMap<number, T>, changes: readonly LineChange[]): Map<number, T> {
  let before = [...known].sort(([a], [b]) => a - b);
  for (const batch of batchesOf(changes)) {
    const after: [number, T][] = [];
    let [next, by] = [0, 0];
    for (const [line, value] of before) {
      for (let change = batch[next]; change && change.at + change.remove <= line; change = batch[++next])
        by += insertedLines(change) - change.remove;
      const within = batch[next];
      if (!within || line < within.at) after.push([line + by, value]);
    }
    before = after;
  }
  return new Map(before);
}
