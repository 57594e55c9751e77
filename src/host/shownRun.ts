import { anls } from '../evaluate/anls.ts';
import { foundFor, type Asked } from '../evaluate/asked.ts';
import { isRight } from '../evaluate/match.ts';
import type { Prediction, Rating } from '../evaluate/run.ts';
import type { PredictionView } from '../protocol/datasetPage.ts';

/** A run whose predictions stand under the examples of its test file. */
export interface ShownRun {
  folder: string;
  /** Two letters for the column's head. */
  code: string;
  name: string;
  model: string;
  baseline: boolean;
  predictions: ReadonlyMap<number, Prediction>;
  ratings: ReadonlyMap<number, Rating>;
  /** Of the user. */
  ownRatings: Map<number, Rating>;
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
  const rating = run.ratings.get(prediction.example_id);
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
