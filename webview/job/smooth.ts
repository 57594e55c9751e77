/** A value measured at a step. */
export interface Reading {
  step: number;
  value: number;
}

/** With fewer there is no noise to be told from a course. */
const FEWEST = 12;
/** Readings to each side that count, as a share of all; and how many at least and at most, since a fall is no noise. */
const REACH = 1 / 8;
const LEAST = 6;
const MOST = 40;

/**
 * The course behind noisy readings: a line fitted around each of them, near ones counting most (locally weighted
 * regression, Cleveland 1979), so that neither end lags behind. Never beyond what was measured.
 * @param readings by step @returns as many, at the same steps; none where there are too few to smooth
 */
export function smoothed(readings: readonly Reading[]): Reading[] {
  if (readings.length < FEWEST) return [];
  const reach = Math.min(MOST, Math.max(LEAST, Math.ceil(readings.length * REACH)));
  const values = readings.map(({ value }) => value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return readings.map(({ step }, index) => {
    const value = fitted(readings.slice(Math.max(0, index - reach), index + reach + 1), step);
    return { step, value: Math.min(most, Math.max(least, value)) };
  });
}

/** The value at a step of the line through the readings. */
function fitted(readings: readonly Reading[], step: number): number {
  const furthest = Math.max(...readings.map((each) => Math.abs(each.step - step))) * 1.01;
  let [weights, x, y, xx, xy] = [0, 0, 0, 0, 0];
  for (const each of readings) {
    const distance = each.step - step;
    const weight = furthest === 0 ? 1 : (1 - Math.abs(distance / furthest) ** 3) ** 3;
    weights += weight;
    x += weight * distance;
    y += weight * each.value;
    xx += weight * distance * distance;
    xy += weight * distance * each.value;
  }
  const spread = weights * xx - x * x;
  return spread === 0 ? y / weights : (y * xx - x * xy) / spread;
}
