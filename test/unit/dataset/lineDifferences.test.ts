import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bytesSource } from '../../../src/dataset/byteSource.ts';
import { differencesOf } from '../../../src/dataset/lineDifferences.ts';

const source = (lines: readonly string[]) => bytesSource(Buffer.from(lines.map((line) => `${line}\n`).join('')));

describe('the differences of two files in lines', () => {
  it('are none between a file and the same lines in another order', async () => {
    const found = await differencesOf(source(['a', 'b', 'b', 'c']), source(['b', 'c', 'a', 'b']));
    assert.deepEqual(found, { onlyFirst: 0, onlySecond: 0, same: 4 });
  });

  it('are counted as a person counts them, whatever the lines', async () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e\r', ''), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(lines, lines, async (first, second) => {
        const left = [...second];
        const same = first.filter((line) => {
          const at = left.indexOf(line);
          if (at >= 0) left.splice(at, 1);
          return at >= 0;
        }).length;
        assert.deepEqual(await differencesOf(source(first), source(second)), {
          onlyFirst: first.length - same,
          onlySecond: second.length - same,
          same,
        });
      }),
      { numRuns: 60 },
    );
  });
});
