import { typeOf, type QuestionType } from '../dataset/questionTypes.ts';
import { anls } from './anls.ts';
import type { ExampleRow } from './exampleRow.ts';
import type { MatchRule } from './report.ts';
import type { Prediction, Rating } from './run.ts';
import { isRight } from './match.ts';
import type { ScoredRun } from './score.ts';
import type { TestSet } from './testSet.ts';

/** What stands for a run that was not asked an example of another. */
const NOT_ASKED = { predicted_answer: '', error: 'not asked' } as const;

/**
 * A row for each example of any run, by number. Questions that a run did not keep come from the test set.
 * `right` follows strict match, as the verdict does.
 */
export function exampleRows(
  runs: readonly Pick<ScoredRun, 'predictions' | 'judgements' | 'ownRatings'>[],
  testSet: Pick<TestSet, 'examples'> | undefined,
  types: readonly QuestionType[],
  rule: MatchRule = 'strict',
): ExampleRow[] {
  const asked = new Map(testSet?.examples.map((example) => [example.exampleId, example]));
  const ids = new Set(runs.flatMap(({ predictions }) => [...predictions.keys()]));
  return [...ids]
    .sort((a, b) => a - b)
    .map((exampleId) => {
      const found = runs.map(({ predictions }) => predictions.get(exampleId));
      const answered = found.find((prediction) => prediction?.question !== undefined) ?? found.find(Boolean);
      const example = asked.get(exampleId);
      const question = answered?.question ?? example?.question ?? '';
      return {
        exampleId,
        question,
        reference: answered?.actual_answer ?? '',
        type: typeOf(question, types),
        hasImage: answered?.image !== undefined || example?.image !== undefined,
        answers: found.map((prediction, at) => ({
          prediction: prediction ? answerOf(prediction) : NOT_ASKED,
          right: prediction !== undefined && isRight(prediction, rule),
          rating: runs[at]?.judgements.get(exampleId)?.rating,
          ...own(runs[at]?.ownRatings?.get(exampleId)),
          anls: similarityOf(prediction),
          ...(prediction?.latency_ms !== undefined && { latencyMs: prediction.latency_ms }),
        })),
      };
    });
}

const own = (ownRating: Rating | undefined) => ownRating && { ownRating };

const answerOf = ({ predicted_answer, error }: Prediction) => ({
  predicted_answer,
  ...(error !== undefined && { error }),
});

const similarityOf = (prediction: Prediction | undefined) =>
  prediction?.error === undefined && prediction ? anls(prediction.predicted_answer, prediction.actual_answer) : 0;
