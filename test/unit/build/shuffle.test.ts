import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { permutation } from '../../../src/build/plan/shuffle.ts';
import type { Shuffle } from '../../../src/build/recipe/recipeSchema.ts';
import vectors from './fixtures/shuffles.json' with { type: 'json' };

describe('shuffles give the rows that Python would give', () => {
  for (const { shuffle, length, seed, first, sha256 } of vectors)
    it(`${shuffle}: ${length} rows with seed ${seed}`, () => {
      const order = permutation(length, seed, shuffle as Shuffle);
      assert.deepEqual(order.slice(0, 10), first);
      assert.equal(createHash('sha256').update(order.join(',')).digest('hex'), sha256);
    });

  it('none keeps the order of the file', () => {
    assert.deepEqual(permutation(4, 42, 'none'), [0, 1, 2, 3]);
  });
});
