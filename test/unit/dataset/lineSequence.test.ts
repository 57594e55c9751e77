import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LineSequence, type LineChange, type LineRef } from '../../../src/dataset/lineSequence.ts';

const refs = (lines: LineSequence): LineRef[] => Array.from({ length: lines.count }, (_, i) => lines.at(i));

describe('the lines of an edited file', () => {
  it('follow any edits as a plain list would, and undo takes each back', () => {
    const edits = fc.array(
      fc.record({ at: fc.nat(), remove: fc.nat(4), insert: fc.array(fc.string(), { maxLength: 3 }) }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(fc.nat(12), edits, (count, changes) => {
        const lines = new LineSequence(count);
        let plain = refs(lines);
        const undo: { change: LineChange; before: LineRef[] }[] = [];
        for (const { at, remove, insert } of changes) {
          const where = at % (plain.length + 1);
          const change = {
            at: where,
            remove: Math.min(remove, plain.length - where),
            insert: insert.map((text) => ({ text })),
          };
          const before = plain;
          plain = plain.toSpliced(change.at, change.remove, ...change.insert);
          undo.push({ change: lines.apply(change), before });
          assert.deepEqual(refs(lines), plain);
        }
        for (const { change, before } of undo.toReversed()) {
          lines.apply(change);
          assert.deepEqual(refs(lines), before);
        }
        assert.ok(lines.equals(new LineSequence(count)));
      }),
    );
  });

  it('stay one run where nothing was touched', () => {
    const lines = new LineSequence(1_000_000);
    lines.apply({ at: 500_000, remove: 1, insert: [{ text: 'x' }] });
    assert.deepEqual(
      [...lines.runs()],
      [{ from: 0, count: 500_000 }, { text: 'x' }, { from: 500_001, count: 499_999 }],
    );
  });
});

describe('many changes of lines at once', () => {
  const steps = fc.array(
    fc.record({ at: fc.nat(), remove: fc.nat(4), insert: fc.array(fc.string(), { maxLength: 2 }) }),
    { maxLength: 12 },
  );
  /** As a person makes them: in any order, from the end, or from the beginning. */
  const arranged = fc.tuple(steps, fc.constantFrom<-1 | 0 | 1>(-1, 0, 1));

  it('do what they do one after the other, and undo as one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), arranged, (count, [made, order]) => {
        const changes: LineChange[] = [];
        const single = new LineSequence(count);
        const sorted = made
          .map((change) => ({ ...change, at: change.at % (count + 1) }))
          .sort((a, b) => order * (a.at - b.at));
        for (const { at, remove, insert } of sorted) {
          const where = Math.min(at, single.count);
          const change = {
            at: where,
            remove: Math.min(remove, single.count - where),
            insert: insert.map((text) => ({ text })),
          };
          changes.push(change);
          single.apply(change);
        }
        const together = new LineSequence(count);
        const undo = together.applyAll(changes);
        assert.deepEqual(refs(together), refs(single));
        const redo = together.applyAll(undo);
        assert.ok(together.equals(new LineSequence(count)));
        together.applyAll(redo);
        assert.deepEqual(refs(together), refs(single));
      }),
    );
  });

  it('go once through the file, however many they are', () => {
    const lines = new LineSequence(1_000_000);
    const every = Array.from({ length: 50_000 }, (_, i) => ({ at: 999_980 - i * 20, remove: 1, insert: [] }));
    const start = performance.now();
    const undo = lines.applyAll(every);
    assert.equal(lines.count, 950_000);
    lines.applyAll(undo);
    assert.ok(lines.equals(new LineSequence(1_000_000)));
    assert.ok(performance.now() - start < 2000, 'it took as long as one change after the other takes');
  });
});
