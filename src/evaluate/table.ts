import { typeOf, type QuestionType } from '../dataset/questionTypes.ts';
import type { Agreement, ExampleRow, MatchRule, RowFilter } from './report.ts';
import type { Prediction } from './run.ts';
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
  runs: readonly Pick<ScoredRun, 'predictions' | 'judgements'>[],
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
        })),
      };
    });
}

const answerOf = ({ predicted_answer, error }: Prediction) => ({
  predicted_answer,
  ...(error !== undefined && { error }),
});

/** How the first two runs agree on an example; one run alone is `onlyA` or `neither`. */
export function agreementOf({ answers: [a, b] }: ExampleRow): Exclude<Agreement, 'all'> {
  if (a?.right) return b?.right ? 'both' : 'onlyA';
  return b?.right ? 'onlyB' : 'neither';
}

export function filterRows(rows: readonly ExampleRow[], { agreement, type, text }: RowFilter): ExampleRow[] {
  const wanted = text.toLowerCase();
  const has = (value: string) => value.toLowerCase().includes(wanted);
  return rows.filter(
    (row) =>
      (type === '' || row.type === type) &&
      (agreement === 'all' || agreementOf(row) === agreement) &&
      (wanted === '' ||
        has(row.question) ||
        has(row.reference) ||
        row.answers.some(({ prediction }) => has(prediction.predicted_answer))),
  );
}

/** How many rows of a type and a text pass each agreement filter. */
export function countAgreement(
  rows: readonly ExampleRow[],
  { type, text }: Pick<RowFilter, 'type' | 'text'>,
): Record<Agreement, number> {
  const shown = filterRows(rows, { agreement: 'all', type, text });
  const counts = { all: shown.length, onlyA: 0, onlyB: 0, both: 0, neither: 0 };
  for (const row of shown) counts[agreementOf(row)]++;
  return counts;
}
