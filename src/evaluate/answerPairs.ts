import type { AnswerOrder, Winner } from './pairwiseFile.ts';
import type { Prediction } from './run.ts';
import type { Run } from './runFolder.ts';

/** Two runs' answers to one example. */
export interface AnswerPair {
  a: Prediction;
  b: Prediction;
}

/** Examples that both runs were asked, by number. */
export function answerPairs(a: Pick<Run, 'predictions'>, b: Pick<Run, 'predictions'>): AnswerPair[] {
  return [...a.predictions.values()]
    .flatMap((own) => {
      const other = b.predictions.get(own.example_id);
      return other ? [{ a: own, b: other }] : [];
    })
    .sort((x, y) => x.a.example_id - y.a.example_id);
}

/** What needs no judge: an answer wins over none, and none ties with none. `undefined` where both answered. */
export function winnerWithout(pair: AnswerPair, order: AnswerOrder): Winner | undefined {
  const [first, second] = order === 'ab' ? [pair.a, pair.b] : [pair.b, pair.a];
  const [one, two] = [first.error === undefined, second.error === undefined];
  if (one && two) return undefined;
  return one === two ? 'tie' : one ? 'first' : 'second';
}
