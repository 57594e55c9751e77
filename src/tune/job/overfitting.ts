import type { CurvePoint } from './curves.ts';

/** Validations after the lowest one that must lie above it, and by how much of it. */
const AFTER = 3;
const ABOVE = 1.05;

/**
 * The step since which the validation loss rises: the one of its lowest value, once each of the last three validations
 * lies at least 5 % above it. Our own rule; one noisy value does not make a trend. `undefined` where it does not rise.
 */
export function risesSince(points: readonly CurvePoint[]): number | undefined {
  const measured = points.flatMap(({ step, validLoss }) => (validLoss === undefined ? [] : [{ step, validLoss }]));
  const lowest = measured.reduce((best, point) => (point.validLoss < best.validLoss ? point : best), {
    step: -1,
    validLoss: Number.POSITIVE_INFINITY,
  });
  const after = measured.filter(({ step }) => step > lowest.step).slice(-AFTER);
  const rises = after.length === AFTER && after.every(({ validLoss }) => validLoss >= lowest.validLoss * ABOVE);
  return rises ? lowest.step : undefined;
}
