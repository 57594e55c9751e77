import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LineSequence, type LineChange } from '../../../src/dataset/lineSequence.ts';
import { movedLines } from '../../../src/dataset/movedLines.ts';

describe('what is known of lines', () => {
  it('follows them through any changes, and goes with those that are changed', () => {
    const step = fc.record({ at: fc.nat(100), remove: fc.nat(4), insert: fc.nat(4) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const lines = new LineSequence(30);
        const changes: LineChange[] = steps.map(({ at, remove, insert }) => {
          const from = at % (lines.count + 1);
          const change = {
            at: from,
            remove: Math.min(remove, lines.count - from),
            insert: Array.from({ length: insert }, () => ({ text: 'new' })),
          };
          lines.apply(change);
          return change;
        });
        const known = new Map(Array.from({ length: 30 }, (_, line) => [line, line]));
        const expected: [number, number][] = [];
        for (let line = 0; line < lines.count; line++) {
          const ref = lines.at(line);
          if ('original' in ref) expected.push([line, ref.original]);
        }
        assert.deepEqual([...movedLines(known, changes)], expected);
      }),
    );
  });
});
