import { quantile } from './quantile.ts';
import { binomialSampler, generator } from './random.ts';

/** Draws of the percentile bootstrap. */
export const DRAWS = 10_000;

export interface Interval {
  low: number;
  high: number;
  /** What was drawn: images, and examples without one. */
  clusters: number;
}

/**
 * 95 % percentile interval of the mean difference of paired scores, resampling clusters with replacement (Efron and
 * Tibshirani 1993). Clusters with the same sum and size are alike, so a draw is a multinomial count of each kind.
 * @param differences score of a minus score of b, one for each example
 * @param clusters what is resampled together, beside each difference; `undefined` is a cluster of its own
 */
export function bootstrap(
  differences: readonly number[],
  clusters: readonly (string | undefined)[],
  seed: number,
  draws: number = DRAWS,
): Interval {
  const { kinds, count } = kindsOf(differences, clusters);
  if (count === 0) return { low: 0, high: 0, clusters: 0 };
  const binomial = binomialSampler(count, generator(seed));
  const means = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw++) {
    let [toDraw, among, sum, rows] = [count, count, 0, 0];
    for (const kind of kinds) {
      if (toDraw === 0) break;
      const drawn = binomial(toDraw, kind.count / among);
      sum += drawn * kind.sum;
      rows += drawn * kind.size;
      toDraw -= drawn;
      among -= kind.count;
    }
    means[draw] = sum / rows;
  }
  means.sort();
  return { low: quantile(means, 0.025), high: quantile(means, 0.975), clusters: count };
}

interface Kind {
  /** Of the differences in one cluster. */
  sum: number;
  /** Examples in one cluster. */
  size: number;
  /** Clusters of this kind. */
  count: number;
}

/** The kinds of clusters, most frequent first, and the number of clusters. */
function kindsOf(differences: readonly number[], names: readonly (string | undefined)[]) {
  const clusters = new Map<string | number, { sum: number; size: number }>();
  for (const [row, difference] of differences.entries()) {
    const key = names[row] ?? row;
    const cluster = clusters.get(key);
    if (!cluster) clusters.set(key, { sum: difference, size: 1 });
    else {
      cluster.sum += difference;
      cluster.size++;
    }
  }
  const kinds = new Map<string, Kind>();
  for (const { sum, size } of clusters.values()) {
    const kind = kinds.get(`${sum}/${size}`);
    if (kind) kind.count++;
    else kinds.set(`${sum}/${size}`, { sum, size, count: 1 });
  }
  const frequent = [...kinds.values()].sort((a, b) => b.count - a.count || a.sum - b.sum || a.size - b.size);
  return { kinds: frequent, count: clusters.size };
}
