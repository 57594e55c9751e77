/** Draws of the percentile bootstrap. */
export const DRAWS = 10_000;

/**
 * 95 % percentile interval of a mean difference, resampling clusters with replacement (paired cluster bootstrap;
 * Efron and Tibshirani 1993). Several differences over the same examples share their draws.
 * @returns one interval for each list of differences, and the number of clusters
 */
export function bootstrap(
  differences: readonly (readonly number[])[],
  clusters: readonly (string | undefined)[],
  seed: number,
  draws: number = DRAWS,
): { intervals: { low: number; high: number }[]; clusters: number } {
  const { sums, sizes } = gather(differences, clusters);
  const count = sizes.length;
  if (count === 0) return { intervals: differences.map(() => ({ low: 0, high: 0 })), clusters: 0 };
  const means = differences.map(() => new Float64Array(draws));
  const random = generator(seed);
  const picks = new Uint32Array(count);
  for (let draw = 0; draw < draws; draw++) {
    let rows = 0;
    for (let i = 0; i < count; i++) {
      const pick = Math.floor(random() * count);
      picks[i] = pick;
      rows += sizes[pick] ?? 0;
    }
    for (const [at, column] of sums.entries()) {
      let sum = 0;
      for (let i = 0; i < count; i++) sum += column[picks[i] ?? 0] ?? 0;
      const list = means[at];
      if (list) list[draw] = sum / rows;
    }
  }
  return { intervals: means.map(percentiles), clusters: count };
}

/** Sum of the differences and number of rows in each cluster. */
function gather(differences: readonly (readonly number[])[], clusters: readonly (string | undefined)[]) {
  const ids = new Map<string, number>();
  let count = 0;
  const clusterOf = clusters.map((name) => {
    const known = name === undefined ? undefined : ids.get(name);
    if (known !== undefined) return known;
    if (name !== undefined) ids.set(name, count);
    return count++;
  });
  const sizes = new Float64Array(count);
  for (const cluster of clusterOf) sizes[cluster] = (sizes[cluster] ?? 0) + 1;
  const sums = differences.map((list) => {
    const column = new Float64Array(count);
    for (const [row, cluster] of clusterOf.entries()) column[cluster] = (column[cluster] ?? 0) + (list[row] ?? 0);
    return column;
  });
  return { sums, sizes };
}

/** 2.5 and 97.5 % points, linear between order statistics (numpy's default). */
function percentiles(values: Float64Array): { low: number; high: number } {
  values.sort();
  const at = (share: number) => {
    const place = share * (values.length - 1);
    const [below, above] = [values[Math.floor(place)] ?? 0, values[Math.ceil(place)] ?? 0];
    return below + (above - below) * (place - Math.floor(place));
  };
  return { low: at(0.025), high: at(0.975) };
}

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
