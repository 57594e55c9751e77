import type { ExampleAnswer, ExampleRow } from './exampleRow.ts';
import type { MeasuredRun } from './score.ts';
import type { ScoredRow } from './scoreRow.ts';

/** A row for each example of any run, by number. `right` follows strict match, as the verdict does. */
export function exampleRows(runs: readonly Pick<MeasuredRun, 'run' | 'rows'>[]): ExampleRow[] {
  const byExample = runs.map(({ rows }) => new Map(rows.map((row) => [row.prediction.example_id, row])));
  const ids = new Set(byExample.flatMap((rows) => [...rows.keys()]));
  return [...ids]
    .sort((a, b) => a - b)
    .map((exampleId) => {
      const found = byExample.map((rows) => rows.get(exampleId));
      const asked = found.find((row) => row?.prediction.question !== undefined) ?? found.find(Boolean);
      return {
        exampleId,
        question: asked?.prediction.question ?? '',
        reference: asked?.prediction.actual_answer ?? '',
        type: asked?.type ?? '',
        hasImage: asked?.prediction.image !== undefined,
        answers: found.map((row, at) => row && answerOf(row, ratingsOf(runs[at]?.run, exampleId))),
      };
    });
}

type Ratings = Pick<ExampleAnswer, 'rating' | 'ownRating'>;

function ratingsOf(run: MeasuredRun['run'] | undefined, exampleId: number): Ratings {
  const ownRating = run?.ownRatings?.get(exampleId);
  return { rating: run?.judgements.get(exampleId)?.rating, ...(ownRating && { ownRating }) };
}

function answerOf(row: ScoredRow, ratings: Ratings): ExampleAnswer {
  const { predicted_answer, error, latency_ms } = row.prediction;
  return {
    prediction: { predicted_answer, ...(error !== undefined && { error }) },
    right: row.strict,
    ...ratings,
    anls: row.anls,
    ...(latency_ms !== undefined && { latencyMs: latency_ms }),
  };
}
