import { mcnemar } from './mcnemar.ts';
import type { RatingTest } from './report.ts';
import { RATINGS, type Judgement } from './run.ts';

const rankOf = new Map(RATINGS.map((rating, rank) => [rating, rank]));

/**
 * Paired sign test of two runs' ratings: of the examples rated for both, how many the first was rated higher and lower
 * in, and the exact two-sided binomial probability of so uneven a split (Dixon and Mood 1946). `undefined` without any.
 */
export function ratingTest(
  a: ReadonlyMap<number, Judgement>,
  b: ReadonlyMap<number, Judgement>,
): RatingTest | undefined {
  let [n, higher, lower] = [0, 0, 0];
  for (const [id, { rating }] of a) {
    const other = b.get(id);
    if (!other) continue;
    n++;
    const difference = (rankOf.get(other.rating) ?? 0) - (rankOf.get(rating) ?? 0);
    if (difference > 0) higher++;
    else if (difference < 0) lower++;
  }
  return n === 0 ? undefined : { n, higher, lower, p: mcnemar(higher, lower) };
}
