import { answerPairs, winnerWithout } from './answerPairs.ts';
import { mcnemar } from './mcnemar.ts';
import { readComparisons, type AnswerOrder, type Comparison, type Winner } from './pairwiseFile.ts';
import type { PairwiseReport } from './report.ts';
import type { Run } from './runFolder.ts';

type Answered = Pick<Run, 'path' | 'predictions'>;

export type Verdict = 'win' | 'tie' | 'lose';

/** What a judge said of one example, seen from a: with the answer of a first, and with that of b first. */
export interface ComparedExample {
  example_id: number;
  verdict: Verdict;
  orders: { ab: Winner; ba: Winner };
}

/** 1 where a won, -1 where b did. */
const pointsOf = (winner: Winner, order: AnswerOrder) =>
  winner === 'tie' ? 0 : (winner === 'first') === (order === 'ab') ? 1 : -1;

/** Win: both, or one win and one tie. Tie: two ties, or one win and one loss. Lose: both, or one loss and one tie. */
export function verdictOfOrders({ ab, ba }: ComparedExample['orders']): Verdict {
  const points = pointsOf(ab, 'ab') + pointsOf(ba, 'ba');
  return points > 0 ? 'win' : points < 0 ? 'lose' : 'tie';
}

/** Every example that a judge compared in both orders, and those that need no judge. */
export function comparedExamples(a: Answered, b: Answered, said: readonly Comparison[]): ComparedExample[] {
  const winners = new Map(said.map(({ example_id, order, winner }) => [`${example_id} ${order}`, winner]));
  return answerPairs(a, b).flatMap((pair) => {
    const { example_id } = pair.a;
    const winner = (order: AnswerOrder) => winnerWithout(pair, order) ?? winners.get(`${example_id} ${order}`);
    const [ab, ba] = [winner('ab'), winner('ba')];
    return ab && ba ? [{ example_id, verdict: verdictOfOrders({ ab, ba }), orders: { ab, ba } }] : [];
  });
}

export function pairwiseReport(judge: string, examples: readonly ComparedExample[]): PairwiseReport {
  const counts = { win: 0, tie: 0, lose: 0 };
  let [changed, first, second] = [0, 0, 0];
  for (const { verdict, orders } of examples) {
    counts[verdict]++;
    if (pointsOf(orders.ab, 'ab') !== pointsOf(orders.ba, 'ba')) changed++;
    if (orders.ab === 'first' && orders.ba === 'first') first++;
    if (orders.ab === 'second' && orders.ba === 'second') second++;
  }
  return { judge, n: examples.length, ...counts, p: mcnemar(counts.win, counts.lose), changed, first, second };
}

/** The same comparison seen from the other run. */
const turned = (report: PairwiseReport): PairwiseReport => ({ ...report, win: report.lose, lose: report.win });

async function reportsFrom(a: Answered, b: Answered): Promise<PairwiseReport[]> {
  const judges = Map.groupBy(await readComparisons(a, b), ({ judge }) => judge);
  return [...judges].map(([judge, said]) => pairwiseReport(judge, comparedExamples(a, b, said)));
}

/** What judges said of two runs, seen from a, whichever of both keeps it. */
async function reportsOf(a: Answered, b: Answered): Promise<PairwiseReport[]> {
  const own = await reportsFrom(a, b);
  const others = (await reportsFrom(b, a)).filter(({ judge }) => !own.some((report) => report.judge === judge));
  return [...own, ...others.map(turned)].filter(({ n }) => n > 0);
}

/** Pairwise comparisons among runs, by the places (from 0) of both: `0 1` is the first seen against the second. */
export type PairwiseTable = ReadonlyMap<string, PairwiseReport[]>;

export async function readPairwise(runs: readonly Answered[]): Promise<PairwiseTable> {
  const table = new Map<string, PairwiseReport[]>();
  for (const [i, a] of runs.entries())
    for (const [j, b] of runs.entries()) {
      const found = i < j ? await reportsOf(a, b) : [];
      if (found.length === 0) continue;
      table.set(`${i} ${j}`, found);
      table.set(`${j} ${i}`, found.map(turned));
    }
  return table;
}
