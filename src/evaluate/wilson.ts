import type { Proportion } from './report.ts';

/** Two-sided 95 % quantile of the normal distribution. */
const Z = 1.959963984540054;

/** A proportion with its 95 % interval (Wilson 1927, without continuity correction); all 0 to 1 where `n` is 0. */
export function proportion(correct: number, n: number): Proportion {
  if (n === 0) return { correct, n, value: 0, low: 0, high: 1 };
  const value = correct / n;
  const scale = 1 + Z ** 2 / n;
  const centre = (value + Z ** 2 / (2 * n)) / scale;
  const half = (Z / scale) * Math.sqrt((value * (1 - value)) / n + Z ** 2 / (4 * n ** 2));
  // rounding must not push an end past the proportion it belongs to
  const low = correct === 0 ? 0 : Math.max(0, centre - half);
  const high = correct === n ? 1 : Math.min(1, centre + half);
  return { correct, n, value, low, high };
}
