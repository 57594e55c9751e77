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
  console.log(
    `${what}: ${a.toFixed(1)} ms against ${b.toFixed(1)} ms, ratio ${(a / b).toFixed(2)} (expected ${expected})`,
  );
}
