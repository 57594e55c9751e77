import type { LineChange } from './lineSequence.ts';

/** Lines that a change puts in. */
export const insertedLines = ({ insert }: LineChange): number =>
  insert.reduce((sum, line) => sum + ('count' in line ? line.count : 1), 0);

/**
 * Changes that are made one after the other, as batches whose changes can be made at once: in each they ascend, do not
 * overlap, and count lines as they are before the batch. Many changes in one direction are one batch.
 */
export function batchesOf(changes: readonly LineChange[]): LineChange[][] {
  const batches: LineChange[][] = [];
  for (let first = 0; first < changes.length;) {
    const down = descending(changes, first);
    const up = ascending(changes, first);
    batches.push(down.length > up.length ? down.reverse() : up);
    first += Math.max(down.length, up.length);
  }
  return batches;
}

/** Each before the one made before it: nothing that was changed moves the next. */
function descending(changes: readonly LineChange[], first: number): LineChange[] {
  const batch: LineChange[] = [];
  let end = Infinity;
  for (let i = first; i < changes.length; i++) {
    const change = changes[i];
    if (!change || change.at + change.remove > end) break;
    // two that put lines in at one place stand in the order they were made, which at once would turn round
    if (change.at === end) break;
    batch.push(change);
    end = change.at;
  }
  return batch;
}

/** Each behind what the one made before it put in: the lines counted are moved by all before. */
function ascending(changes: readonly LineChange[], first: number): LineChange[] {
  const batch: LineChange[] = [];
  let [moved, end] = [0, 0];
  for (let i = first; i < changes.length; i++) {
    const change = changes[i];
    if (!change || (batch.length > 0 && change.at < end)) break;
    const inserted = insertedLines(change);
    batch.push({ ...change, at: change.at - moved });
    moved += inserted - change.remove;
    end = change.at + inserted;
  }
  return batch;
}
