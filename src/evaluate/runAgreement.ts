import { looseText } from '../dataset/looseText.ts';
import { isRight } from './match.ts';
import type { Prediction } from './run.ts';

/** What one run made of an example. */
export interface Outcome {
  /** Under strict match. */
  right: boolean;
  /** What it answered, without case and punctuation; absent where it gave no answer. */
  sense?: string;
}

/**
 * How the runs that are shown agree on an example. `disagree`: some are right and some are wrong; `allWrong`: none is
 * right; `suspect`: at least two answered, all in the same sense, and none as the reference says - the label may be wrong.
 */
export type RunAgreement = 'disagree' | 'allWrong' | 'suspect';

const noneRight = (outcomes: readonly Outcome[]) => outcomes.length > 0 && outcomes.every(({ right }) => !right);

export const AGREEMENTS: Readonly<Record<RunAgreement, (outcomes: readonly Outcome[]) => boolean>> = {
  disagree: (outcomes) => outcomes.some(({ right }) => right) && !outcomes.every(({ right }) => right),
  allWrong: noneRight,
  suspect: (outcomes) =>
    outcomes.length > 1 &&
    noneRight(outcomes) &&
    outcomes.every(({ sense }) => sense !== undefined && sense !== '' && sense === outcomes[0]?.sense),
};

export function outcomeOf(prediction: Prediction): Outcome {
  const right = isRight(prediction, 'strict');
  return prediction.error === undefined ? { right, sense: looseText(prediction.predicted_answer) } : { right };
}

/** Of the examples that runs answered, how many each got wrong, and on how many they agree in which way. */
export interface RunCounts extends Record<RunAgreement, number> {
  /** By run. */
  wrong: number[];
}

export function countAgreement(runs: readonly ReadonlyMap<number, Prediction>[]): RunCounts {
  const outcomes = new Map<number, Outcome[]>();
  const wrong = runs.map((predictions) => {
    let count = 0;
    for (const [id, prediction] of predictions) {
      const outcome = outcomeOf(prediction);
      if (!outcome.right) count++;
      outcomes.set(id, [...(outcomes.get(id) ?? []), outcome]);
    }
    return count;
  });
  const counts = { wrong, disagree: 0, allWrong: 0, suspect: 0 };
  for (const of of outcomes.values())
    for (const agreement of ['disagree', 'allWrong', 'suspect'] as const)
      if (AGREEMENTS[agreement](of)) counts[agreement]++;
  return counts;
}
