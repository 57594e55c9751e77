import { remaining } from '../dataset/remaining.ts';
import { createRate } from '../dataset/rate.ts';

/** How fast a run goes. */
export interface Pace {
  /** Examples a second. */
  rate: number | undefined;
  /** Seconds that it still takes. */
  seconds: number | undefined;
}

/** Follows a run; what was done before it began does not count. */
export function createPace(now: () => number = Date.now): (progress: { done: number; total: number }) => Pace {
  const start = now();
  const rateOf = createRate(now);
  let first: number | undefined;
  return ({ done, total }) => {
    first ??= done;
    const fraction = total > first ? (done - first) / (total - first) : 1;
    return { rate: rateOf(done), seconds: remaining(fraction, now() - start) };
  };
}
