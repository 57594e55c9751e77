/** Before this nothing can be told from what is done. */
const SOON_MS = 1500;

/**
 * How long a task that goes on as before still takes.
 * @returns whole seconds, above ten in steps of five so that they do not flicker; `undefined` where it cannot be told
 * yet or is as good as over
 */
export function remaining(fraction: number, elapsedMs: number): number | undefined {
  if (fraction <= 0 || fraction >= 1 || elapsedMs < SOON_MS) return undefined;
  const seconds = (elapsedMs / fraction - elapsedMs) / 1000;
  if (seconds < 1) return undefined;
  return seconds <= 10 ? Math.round(seconds) : Math.round(seconds / 5) * 5;
}
