/**
 * p-values as they stand when several tests are looked at together (Holm 1979, "A simple sequentially rejective multiple
 * test procedure"), in the order given: each adjusted value may be compared with 0.05 as if it were alone.
 */
export function holm(values: readonly number[]): number[] {
  const order = values.map((p, at) => ({ p, at })).sort((a, b) => a.p - b.p);
  const adjusted = new Array<number>(values.length).fill(1);
  let least = 0;
  for (const [rank, { p, at }] of order.entries()) {
    least = Math.max(least, Math.min(1, p * (values.length - rank)));
    adjusted[at] = least;
  }
  return adjusted;
}
