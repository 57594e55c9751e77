import type { PersonReport, RepeatReport } from './report.ts';
import { RATINGS, type Rating } from './run.ts';

const LAST = RATINGS.length - 1;
const rankOf = new Map(RATINGS.map((rating, rank) => [rating, rank]));

/** How far two ratings differ, squared: 0 for the same, 9 for the best and the worst. */
const distance = (a: number, b: number) => (a - b) ** 2;

/**
 * Cohen's kappa with quadratic weights (Cohen 1968) of a square table of counts: 1 for full agreement, 0 for what
 * chance alone would give. `undefined` where both always gave one and the same class, which says nothing.
 */
export function quadraticKappa(counts: readonly (readonly number[])[]): number | undefined {
  const rows = counts.map((row) => row.reduce((sum, count) => sum + count, 0));
  const columns = counts.map((_, at) => counts.reduce((sum, row) => sum + (row[at] ?? 0), 0));
  const n = rows.reduce((sum, count) => sum + count, 0);
  let [seen, chance] = [0, 0];
  for (const [i, row] of counts.entries())
    for (const [j, count] of row.entries()) {
      seen += distance(i, j) * count;
      chance += (distance(i, j) * (rows[i] ?? 0) * (columns[j] ?? 0)) / n;
    }
  return chance > 0 ? 1 - seen / chance : undefined;
}

/**
 * Krippendorff's alpha with the interval (squared) distance, of values that any number of raters gave each unit; units
 * with one value say nothing. The form of quadratic kappa for raters that are not told apart, as a judge asked again is
 * (Krippendorff 2011). `undefined` where all values are the same or no unit has two.
 */
export function intervalAlpha(units: readonly (readonly number[])[]): number | undefined {
  const paired = units.filter((values) => values.length > 1);
  const all = paired.flat();
  const seen = paired.reduce((sum, values) => sum + squaredDistances(values) / (values.length - 1), 0) / all.length;
  const chance = squaredDistances(all) / (all.length * (all.length - 1));
  return chance > 0 ? 1 - seen / chance : undefined;
}

/** Sum of the squared distances of all ordered pairs. */
function squaredDistances(values: readonly number[]): number {
  const sum = values.reduce((total, value) => total + value, 0);
  const squares = values.reduce((total, value) => total + value * value, 0);
  return 2 * (values.length * squares - sum * sum);
}

/** How a judge agrees with a person on the examples both rated; `undefined` where no person rated. */
export function personReport(
  judged: ReadonlyMap<number, { rating: Rating }>,
  own: ReadonlyMap<number, Rating>,
): PersonReport | undefined {
  if (own.size === 0) return undefined;
  const counts = RATINGS.map(() => RATINGS.map(() => 0));
  for (const [id, rating] of own) {
    const other = judged.get(id)?.rating;
    const row = counts[rankOf.get(rating) ?? LAST];
    const column = other === undefined ? undefined : rankOf.get(other);
    if (row && column !== undefined) row[column] = (row[column] ?? 0) + 1;
  }
  const n = counts.flat().reduce((sum, count) => sum + count, 0);
  const same = counts.reduce((sum, row, at) => sum + (row[at] ?? 0), 0);
  const kappa = n === 0 ? undefined : quadraticKappa(counts);
  return { rated: own.size, n, same, ...(kappa !== undefined && { kappa }), counts };
}

/** How a judge agrees with itself on the examples it rated more than once; `undefined` without any. */
export function repeatReport(ratings: ReadonlyMap<number, readonly Rating[]>): RepeatReport | undefined {
  const repeated = [...ratings.values()].filter((all) => all.length > 1);
  if (repeated.length === 0) return undefined;
  const same = repeated.filter((all) => new Set(all).size === 1).length;
  const alpha = intervalAlpha(repeated.map((all) => all.map((rating) => rankOf.get(rating) ?? LAST)));
  const most = Math.max(...repeated.map(({ length }) => length));
  return { n: repeated.length, most, same, ...(alpha !== undefined && { alpha }) };
}
