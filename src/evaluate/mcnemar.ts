/**
 * Exact two-sided McNemar test: the binomial probability of a split of the discordant pairs at least as uneven as this.
 * @param b pairs only the first got right
 * @param c pairs only the second got right
 * @returns p, 1 without discordant pairs
 */
export function mcnemar(b: number, c: number): number {
  const n = b + c;
  if (n === 0) return 1;
  // logarithms of the binomial terms, so that thousands of pairs do not underflow
  let term = -n * Math.LN2;
  let tail = 0;
  for (let k = 0; k <= Math.min(b, c); k++) {
    tail += Math.exp(term);
    term += Math.log((n - k) / (k + 1));
  }
  return Math.min(1, 2 * tail);
}
