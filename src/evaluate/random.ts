/** Numbers from 0 (in) to 1 (out), the same for the same seed (xoshiro128+; Blackman and Vigna 2018). */
export function generator(seed: number): () => number {
  // splitmix32 spreads a small seed over the state
  let mixed = seed >>> 0;
  const next = () => {
    mixed = (mixed + 0x9e3779b9) | 0;
    let z = mixed;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return z ^ (z >>> 16);
  };
  let [a, b, c, d] = [next(), next(), next(), next()];
  return () => {
    const result = (a + d) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result / 4_294_967_296;
  };
}

/** Below this mean, counting up from 0 is quicker than rejection, and rejection is not valid. */
const SMALL_MEAN = 10;

/**
 * A sampler of binomial counts for up to `most` trials: inversion for small means, otherwise transformed rejection
 * (BTRS; Hörmann 1993, "The generation of binomial random variates"). Exact but for rounding.
 */
export function binomialSampler(most: number, random: () => number): (n: number, p: number) => number {
  const logFactorial = new Float64Array(most + 1);
  for (let k = 2; k <= most; k++) logFactorial[k] = (logFactorial[k - 1] ?? 0) + Math.log(k);
  const factorial = (k: number) => logFactorial[k] ?? 0;
  const half = (n: number, p: number) => (n * p < SMALL_MEAN ? inversion(n, p, random) : rejection(n, p));
  const rejection = (n: number, p: number) => {
    const deviation = Math.sqrt(n * p * (1 - p));
    const b = 1.15 + 2.53 * deviation;
    const a = -0.0873 + 0.0248 * b + 0.01 * p;
    const alpha = (2.83 + 5.1 / b) * deviation;
    const mode = Math.floor((n + 1) * p);
    for (;;) {
      const u = random() - 0.5;
      const v = random();
      const us = 0.5 - Math.abs(u);
      const k = Math.floor(((2 * a) / us + b) * u + n * p + 0.5);
      if (us >= 0.07 && v <= 0.92 - 4.2 / b) return k;
      if (k < 0 || k > n) continue;
      const accept =
        factorial(mode) + factorial(n - mode) - factorial(k) - factorial(n - k) + (k - mode) * Math.log(p / (1 - p));
      if (Math.log((v * alpha) / (a / (us * us) + b)) <= accept) return k;
    }
  };
  return (n, p) => {
    if (n === 0 || p <= 0) return 0;
    if (p >= 1) return n;
    return p <= 0.5 ? half(n, p) : n - half(n, 1 - p);
  };
}

function inversion(n: number, p: number, random: () => number): number {
  const odds = p / (1 - p);
  let term = (1 - p) ** n;
  let left = random();
  let k = 0;
  while (left > term && k < n) {
    left -= term;
    k++;
    term *= ((n - k + 1) / k) * odds;
  }
  return k;
}
