import { bootstrap } from './bootstrap.ts';
import { holm } from './holm.ts';
import { mcnemar } from './mcnemar.ts';
import type { MatchRule, PairReport, TypePair } from './report.ts';
import type { ScoredRow } from './scoreRow.ts';

/** Quantiles of 95 % confidence and 80 % power together: 1.96 + 0.84. */
const POWER = 2.8;
/** A test below this is taken for a difference. */
export const SIGNIFICANT = 0.05;
const RULE_NAMES: readonly MatchRule[] = ['strict', 'lenient', 'word'];

/** A run in a comparison. */
export interface Side {
  name: string;
  rows: readonly ScoredRow[];
}

interface Pair {
  a: ScoredRow;
  b: ScoredRow;
}

/** Two runs on the examples both were asked, under each rule. `typeNames` in the order of the report. */
export function pairReports(
  a: Side,
  b: Side,
  { seed, typeNames }: { seed: number; typeNames: readonly string[] },
): Omit<PairReport, 'ratings' | 'pairwise'>[] {
  const pairs = pairsOf(a.rows, b.rows);
  const n = pairs.length;
  const images = pairs.map((pair) => pair.a.prediction.image ?? pair.b.prediction.image);
  return RULE_NAMES.map((rule) => {
    const { both, onlyA, onlyB, neither } = agreements(pairs, rule);
    const mcnemarP = mcnemar(onlyA, onlyB);
    const differences = pairs.map((pair) => Number(pair.a[rule]) - Number(pair.b[rule]));
    const { low, high, clusters } = bootstrap(differences, images, seed);
    return {
      ...{ a: a.name, b: b.name, rule, n, both, onlyA, onlyB, neither, mcnemarP },
      difference: n === 0 ? 0 : (onlyA - onlyB) / n,
      ...{ low, high, clusters, seed },
      minimumDetectableDifference: n === 0 ? 0 : (POWER * Math.sqrt(onlyA + onlyB)) / n,
      verdict: mcnemarP >= SIGNIFICANT ? 'not distinguishable' : onlyA > onlyB ? 'better' : 'worse',
      types: typePairs(pairs, rule, typeNames),
    };
  });
}

/** In the order of the examples, so that the order of arrival changes no draw. */
function pairsOf(a: readonly ScoredRow[], b: readonly ScoredRow[]): Pair[] {
  const inB = new Map(b.map((row) => [row.prediction.example_id, row]));
  const pairs = a.flatMap((row) => {
    const other = inB.get(row.prediction.example_id);
    return other ? [{ a: row, b: other }] : [];
  });
  return pairs.sort((x, y) => x.a.prediction.example_id - y.a.prediction.example_id);
}

function agreements(pairs: readonly Pair[], rule: MatchRule) {
  const counts = { both: 0, onlyA: 0, onlyB: 0, neither: 0 };
  for (const { a, b } of pairs) counts[a[rule] ? (b[rule] ? 'both' : 'onlyA') : b[rule] ? 'onlyB' : 'neither']++;
  return counts;
}

/** Types of which both runs were asked an example. */
function typePairs(pairs: readonly Pair[], rule: MatchRule, names: readonly string[]): TypePair[] {
  const groups = Map.groupBy(pairs, ({ a }) => a.type);
  const found = names.flatMap((type) => {
    const members = groups.get(type);
    if (!members) return [];
    const { onlyA, onlyB } = agreements(members, rule);
    const n = members.length;
    return [{ type, n, onlyA, onlyB, difference: (onlyA - onlyB) / n, mcnemarP: mcnemar(onlyA, onlyB) }];
  });
  const corrected = holm(found.map(({ mcnemarP }) => mcnemarP));
  return found.map((pair, at) => ({ ...pair, holmP: corrected[at] ?? 1 }));
}
