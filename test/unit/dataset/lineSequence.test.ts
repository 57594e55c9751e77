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
