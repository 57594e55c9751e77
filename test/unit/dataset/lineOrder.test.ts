import assert from 'node:assert/strict';
import fc from 'fast-check';
import { followChanges, linesAt } from '../../../src/dataset/lineOrder.ts';
import { LineSequence, type LineChange } from '../../../src/dataset/lineSequence.ts';
import { sortedLines } from '../../../src/dataset/sortLines.ts';

const order = (...lines: number[]) => Uint32Array.from(lines);

describe('a list of examples under edits', () => {
  it('keeps those that are left at their places, and lists copies behind what was copied', () => {
    const listed = order(8, 2, 5);
    assert.deepEqual(followChanges(listed, [{ at: 2, remove: 1, insert: [] }]), order(7, 4));
    assert.deepEqual(followChanges(listed, [{ at: 3, remove: 0, insert: [{ from: 2, count: 1 }] }]), order(9, 2, 3, 6));
    assert.deepEqual(followChanges(listed, [{ at: 0, remove: 0, insert: [{ text: 'x' }] }]), order(0, 9, 3, 6));
    assert.equal(followChanges(listed, [{ at: 5, remove: 1, insert: [{ text: 'edited' }] }]), listed);
  });

  it('lists the same examples after any edits, in any order of the list', () => {
    const steps = fc.array(fc.record({ at: fc.nat(), remove: fc.nat(3) }), { maxLength: 8 });
    const shuffled = fc.shuffledSubarray(Array.from({ length: 20 }, (_, line) => line));
    fc.assert(
      fc.property(shuffled, steps, (listed, made) => {
        const lines = new LineSequence(20);
        const changes: LineChange[] = [];
        const removed = new Set<number>();
        const originals = () =>
          [...lines.runs()].flatMap((run) =>
            'text' in run ? [] : Array.from({ length: run.count }, (_, i) => run.from + i),
          );
        for (const { at, remove } of made) {
          const where = at % (lines.count + 1);
          const change = { at: where, remove: Math.min(remove, lines.count - where), insert: [] };
          for (const line of originals().slice(where, where + change.remove)) removed.add(line);
          changes.push(change);
          lines.apply(change);
        }
        const after = followChanges(Uint32Array.from(listed), changes);
        const now = originals();
        assert.deepEqual(
          Array.from(after, (line) => now[line]),
          listed.filter((line) => !removed.has(line)),
        );
        // undone, all are listed again; those in the order of the file stand where they stood
        const ascending = Uint32Array.from(listed).sort();
        const undo = new LineSequence(20).applyAll(changes);
        const back = followChanges(followChanges(ascending, changes), undo);
        assert.deepEqual(
          back.filter((line) => listed.includes(line)),
          ascending,
        );
      }),
    );
  });

  it('names the lines at its places as few ascending ranges', () => {
    assert.deepEqual(
      linesAt(undefined, [
        { from: 5, to: 9 },
        { from: 0, to: 2 },
      ]),
      [
        { from: 0, to: 2 },
        { from: 5, to: 9 },
      ],
    );
    assert.deepEqual(linesAt(order(8, 3, 4, 1, 2), [{ from: 1, to: 5 }]), [{ from: 1, to: 5 }]);
    const all = Uint32Array.from({ length: 3_000_000 }, (_, i) => 2_999_999 - i);
    assert.deepEqual(linesAt(all, [{ from: 0, to: all.length }]), [{ from: 0, to: 3_000_000 }]);
  });
});

describe('sorting lines', () => {
  it('keeps equal ones in the order of the file in both directions', () => {
    assert.deepEqual(sortedLines(order(1, 4, 6, 9), [5, 7, 5, 0], true), order(4, 1, 6, 9));
    assert.deepEqual(sortedLines(order(1, 4, 6, 9), [5, 7, 5, 0], false), order(9, 1, 6, 4));
  });

  it('sorts as any other sort does', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(0xffffffff)), fc.boolean(), (keys, descending) => {
        const lines = Uint32Array.from(keys.keys());
        const expected = [...lines].sort((a, b) => ((keys[a] ?? 0) - (keys[b] ?? 0)) * (descending ? -1 : 1) || a - b);
        assert.deepEqual([...sortedLines(lines, keys, descending)], expected);
      }),
    );
  });
});
