import { mersenneTwister } from './mersenneTwister.ts';
import { pcg64 } from './pcg64.ts';
import type { Shuffle } from '../recipe/recipeSchema.ts';

/**
 * The numbers 0 to `length` - 1 in the order in which Python would have put them:
 * `huggingface` = numpy's `default_rng(seed).permutation(length)`, which is `datasets.Dataset.shuffle(seed)`;
 * `sklearn` = numpy's `RandomState(seed).permutation(length)`, which is what `train_test_split` draws from.
 */
export function permutation(length: number, seed: number, shuffle: Shuffle): number[] {
  const order = Array.from({ length }, (_, index) => index);
  if (shuffle === 'none') return order;
  const next32 = shuffle === 'huggingface' ? pcg64(seed) : mersenneTwister(seed);
  for (let index = length - 1; index > 0; index--) {
    const other = boundedByMask(next32, index);
    const held = order[index] ?? 0;
    order[index] = order[other] ?? 0;
    order[other] = held;
  }
  return order;
}

/** numpy's `random_interval`: the low bits, drawn again while they exceed the bound. @returns 0 to `last`, both in */
function boundedByMask(next32: () => number, last: number): number {
  const mask = 2 ** (32 - Math.clz32(last)) - 1;
  for (;;) {
    const value = (next32() & mask) >>> 0;
    if (value <= last) return value;
  }
}
