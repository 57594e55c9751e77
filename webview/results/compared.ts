import type { ResultsSnapshot } from '../../src/protocol/resultsPage.ts';
import type { RunLook } from './runLooks.ts';

type Pair = ResultsSnapshot['report']['pairs'][number];

/** The two runs compared, under a rule; `undefined` for one run alone. */
export function comparedPair({ report, a, b }: ResultsSnapshot, rule: Pair['rule']): Pair | undefined {
  const [first, second] = [report.runs[a]?.name, report.runs[b]?.name];
  return report.pairs.find((pair) => pair.rule === rule && pair.a === first && pair.b === second);
}

/** How they differ, type by type. */
export const typeDifferences = (snapshot: ResultsSnapshot, rule: Pair['rule']): Pair['types'] =>
  comparedPair(snapshot, rule)?.types ?? [];

/** What the two are called. */
export const pairLabels = ({ a, b }: ResultsSnapshot, looks: readonly RunLook[]): [string, string] => [
  looks[a]?.label ?? '',
  looks[b]?.label ?? '',
];
