import assert from 'node:assert/strict';
import fc from 'fast-check';
import { splitRows } from '../../../src/build/split.ts';

const OPTIONS = { seed: 42, shuffle: 'huggingface', name: 't.csv' } as const;

describe('sharing rows out to splits', () => {
  it('gives no row twice, no group to two splits, and every count exactly', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(12), { minLength: 40, maxLength: 80 }),
        fc.constantFrom('huggingface', 'sklearn', 'none'),
        fc.nat(),
        (keys, shuffle, seed) => {
          const seen = [...new Set(keys)];
          const groups = keys.map((key) => seen.indexOf(key));
          const largest = Math.max(...seen.map((key) => keys.filter((other) => other === key).length));
          const count = Math.floor((keys.length - 2 * largest) / 3);
          if (count < 1) return;
          const counts = { train: count, validation: count, test: count };
          const splits = Object.values(splitRows(keys.length, groups, { ...OPTIONS, shuffle, seed, counts }));
          assert.deepEqual(
            splits.map((rows) => rows.length),
            [count, count, count],
          );
          assert.equal(new Set(splits.flat()).size, 3 * count);
          const groupsOf = splits.map((rows) => new Set(rows.map((row) => groups[row])));
          assert.equal(
            new Set(groupsOf.flatMap((set) => [...set])).size,
            groupsOf.reduce((sum, set) => sum + set.size, 0),
          );
        },
      ),
    );
  });

  it('takes train first, but the held-out part first as train_test_split does', () => {
    const counts = { train: 2, validation: 1, test: 1 };
    assert.deepEqual(splitRows(4, undefined, { ...OPTIONS, shuffle: 'none', counts }), {
      train: [0, 1],
      validation: [2],
      test: [3],
    });
    // numpy: RandomState(42).permutation(4) = [1, 3, 0, 2]
    assert.deepEqual(splitRows(4, undefined, { ...OPTIONS, shuffle: 'sklearn', counts }), {
      test: [1],
      validation: [3],
      train: [0, 2],
    });
  });

  it('keeps the rows of a group together, in the order of the file', () => {
    const splits = splitRows(6, [0, 1, 0, 1, 2, 2], { ...OPTIONS, shuffle: 'none', counts: { train: 4, test: 2 } });
    assert.deepEqual(splits, { train: [0, 2, 1, 3], test: [4, 5] });
  });

  it('says so when more rows are asked for than there are', () => {
    assert.throws(() => splitRows(9, undefined, { ...OPTIONS, counts: { train: 8, test: 2 } }), {
      message: 'The recipe asks for 10 rows but t.csv has 9: lower the counts under "sample".',
    });
    assert.throws(() => splitRows(4, [0, 0, 0, 1], { ...OPTIONS, shuffle: 'none', counts: { train: 2, test: 2 } }), {
      message:
        'Only 1 row of t.csv is left for test because groups are not divided between splits: lower the counts under "sample".',
    });
  });
});
