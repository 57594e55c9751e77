import type { Prediction } from './run.ts';
import type { TestSet } from './testSet.ts';

/**
 * Predictions with the question and the image of their example where the run did not keep them, as a cookbook's result
 * files do not. An example with another reference is another example: its prediction stays as it is.
 */
export function withTestSet(
  predictions: ReadonlyMap<number, Prediction>,
  { examples }: Pick<TestSet, 'examples'>,
): ReadonlyMap<number, Prediction> {
  const asked = new Map(examples.map((example) => [example.exampleId, example]));
  const filled = [...predictions].map(([id, prediction]) => {
    const example = asked.get(id);
    if (!example || (example.reference !== '' && example.reference !== prediction.actual_answer.trim()))
      return [id, prediction] as const;
    const { question, image } = example;
    return [id, { question, ...(image !== undefined && { image }), ...prediction }] as const;
  });
  return new Map(filled);
}

/** Whether a run says of none of its examples what was asked. */
export const lacksQuestions = ({ predictions }: { predictions: ReadonlyMap<number, Prediction> }): boolean =>
  predictions.size > 0 && [...predictions.values()].every(({ question }) => question === undefined);
