/** Milliseconds of two ways to do the same, run in turn, the first pair thrown away. */
export interface Pairs {
  ours: number[];
  theirs: number[];
}

export async function pairs(ours: () => Promise<unknown>, theirs: () => Promise<unknown>, rounds = 7): Promise<Pairs> {
  const found: Pairs = { ours: [], theirs: [] };
  for (let round = 0; round <= rounds; round++)
    for (const [name, run] of [
      ['ours', ours],
      ['theirs', theirs],
    ] as const) {
      const start = performance.now();
      await run();
      if (round > 0) found[name].push(performance.now() - start);
    }
  return found;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 ? upper : (upper + (sorted[middle - 1] ?? NaN)) / 2;
}

/** Prints one line: both medians, their ratio, and what is expected of it. */
export function report(what: string, { ours, theirs }: Pairs, expected: string): void {
  const [a, b] = [median(ours), median(theirs)];
  reportValue(what, `${a.toFixed(1)} ms against ${b.toFixed(1)} ms, ratio ${(a / b).toFixed(2)}`, expected);
}

/** Prints one line: the median of several times in milliseconds, their range, and what is expected of the median. */
export function reportTimes(what: string, times: readonly number[], expected?: string): void {
  const [least, most] = [Math.min(...times).toFixed(0), Math.max(...times).toFixed(0)];
  reportValue(what, `${median(times).toFixed(0)} ms (median of ${times.length}, ${least} to ${most})`, expected);
}

/** Prints one line: a measured value, and what is expected of it where something is. */
export function reportValue(what: string, value: string, expected?: string): void {
  console.log(`${what}: ${value}${expected === undefined ? '' : ` (expected ${expected})`}`);
}
