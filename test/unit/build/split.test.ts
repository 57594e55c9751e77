import assert from 'node:assert/strict';
import fc from 'fast-check';
import { splitRows } from '../../../src/build/plan/split.ts';

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

  it('counts fractions as train_test_split does: held out rounded up, trained on rounded down', () => {
    const sizes = (rows: number, counts: Record<string, number>) =>
      Object.fromEntries(
        Object.entries(splitRows(rows, undefined, { ...OPTIONS, counts })).map(([split, taken]) => [
          split,
          taken.length,
        ]),
      );
    // scikit-learn: train_test_split(range(n), test_size=0.2) gives 80 and 21 of 101, 8 and 2 of 10
    assert.deepEqual(sizes(101, { train: 0.8, test: 0.2 }), { train: 80, test: 21 });
    assert.deepEqual(sizes(10, { train: 0.8, test: 0.2 }), { train: 8, test: 2 });
    assert.deepEqual(sizes(103, { train: 0.8, validation: 0.1, test: 0.1 }), { train: 81, validation: 11, test: 11 });
    assert.deepEqual(sizes(20, { train: 0.5, test: 3 }), { train: 10, test: 3 });
  });

  it('fills fractions with whole groups, as near as they come', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(12), { minLength: 60, maxLength: 90 }), fc.nat(), fc.boolean(), (keys, seed, by) => {
        const seen = [...new Set(keys)];
        const groups = keys.map((key) => seen.indexOf(key));
        const largest = Math.max(...seen.map((key) => keys.filter((other) => other === key).length));
        const strata = by ? groups.map((group) => group % 3) : undefined;
        const counts = { train: 0.6, test: 0.4 };
        const { train = [], test = [] } = splitRows(keys.length, groups, { ...OPTIONS, seed, counts, strata });
        assert.equal(new Set([...train, ...test]).size, keys.length);
        const inTest = new Set(test.map((row) => groups[row]));
        assert.ok(train.every((row) => !inTest.has(groups[row])));
        assert.ok(Math.abs(train.length - 0.6 * keys.length) <= largest / 2);
      }),
    );
  });

  it('gives every split its share of each stratum, in the order of the shuffle', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(3), { minLength: 40, maxLength: 80 }),
        fc.constantFrom('huggingface', 'sklearn', 'none'),
        fc.nat(),
        (strata, shuffle, seed) => {
          const counts = { train: 20, validation: 5, test: 10 };
          const splits = splitRows(strata.length, undefined, { ...OPTIONS, shuffle, seed, counts, strata });
          const all = splitRows(strata.length, undefined, {
            ...OPTIONS,
            shuffle,
            seed,
            counts: { train: strata.length },
          });
          for (const [split, rows] of Object.entries(splits)) {
            assert.deepEqual(
              rows,
              all.train?.filter((row) => rows.includes(row)),
            );
            for (const stratum of new Set(strata)) {
              const share = strata.filter((each) => each === stratum).length / strata.length;
              const taken = rows.filter((row) => strata[row] === stratum).length;
              assert.ok(Math.abs(taken - share * rows.length) <= 2, `${split} ${taken} ${share * rows.length}`);
            }
          }
        },
      ),
    );
  });

  it('says so when a fraction is no row', () => {
    assert.throws(() => splitRows(4, [0, 0, 0, 0], { ...OPTIONS, counts: { train: 0.2, test: 0.8 } }), {
      message: '0.2 of the 4 rows of t.csv is no row for train: raise "sample.train".',
    });
    assert.throws(() => splitRows(4, undefined, { ...OPTIONS, counts: { train: 0.2 } }), {
      message: '0.2 of the 4 rows of t.csv is no row for train: raise "sample.train".',
    });
  });
});
