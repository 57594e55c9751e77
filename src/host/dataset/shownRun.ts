import { anls } from '../../evaluate/anls.ts';
import { foundFor, type Asked } from '../../evaluate/asked.ts';
import { isRight } from '../../evaluate/match.ts';
import type { AnsweredRun } from '../../evaluate/answeredRuns.ts';
import type { Prediction } from '../../evaluate/run.ts';
import type { RunCounts } from '../../evaluate/runAgreement.ts';
import type { PredictionView } from '../../protocol/datasetPage.ts';

/** A run whose predictions stand under the examples of its test file. */
export interface ShownRun extends AnsweredRun {
  folder: string;
  /** Two letters for the column's head. */
  code: string;
  name: string;
  model: string;
  baseline: boolean;
}

/** Those of a file, with how often they are wrong and how they agree. */
export interface ShownRuns {
  runs: readonly ShownRun[];
  counts: RunCounts;
}

/** The run's prediction for an example, by the number in its question, else by its line. */
export function predictionOf(run: ShownRun, asked: Asked): { prediction: Prediction; right: boolean } | undefined {
  const prediction = foundFor(run.predictions, asked);
  return prediction && { prediction, right: isRight(prediction, 'strict') };
}

export function predictionView(run: ShownRun, at: number, asked: Asked): PredictionView | undefined {
  const found = predictionOf(run, asked);
  if (!found) return undefined;
  const { prediction, right } = found;
  const rating = run.judgements.get(prediction.example_id)?.rating;
  const ownRating = run.ownRatings.get(prediction.example_id);
  return {
    run: at,
    exampleId: prediction.example_id,
    answer: prediction.predicted_answer,
    reference: prediction.actual_answer,
    right,
    anls: anls(prediction.predicted_answer, prediction.actual_answer),
    ...(prediction.error !== undefined && { error: prediction.error }),
    ...(rating && { rating }),
    ...(ownRating && { ownRating }),
  };
}
