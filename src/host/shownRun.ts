import { questionAndAnswer, splitQuestion, type Example } from '../dataset/example.ts';
import { anls } from '../evaluate/anls.ts';
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
}

/** What finds the prediction of an example: its line (from 0), the number in its question, and the question. */
export interface Asked {
  line: number;
  id: number | undefined;
  question: string;
}

export function askedIn(line: number, example: Example | { kind: 'long' }): Asked | undefined {
  return example.kind === 'chat' ? { line, ...splitQuestion(questionAndAnswer(example.messages).question) } : undefined;
}

/** The run's prediction for an example, by the number in its question, else by its line. */
export function predictionOf(run: ShownRun, asked: Asked): { prediction: Prediction; right: boolean } | undefined {
  const candidates = [asked.id, asked.line].map((id) => (id === undefined ? undefined : run.predictions.get(id)));
  const prediction = candidates.find(
    (candidate) => candidate && (candidate.question ?? asked.question).trim() === asked.question.trim(),
  );
  if (!prediction) return undefined;
  return { prediction, right: isRight(prediction, 'strict') };
}

export function predictionView(run: ShownRun, at: number, asked: Asked): PredictionView | undefined {
  const found = predictionOf(run, asked);
  if (!found) return undefined;
  const { prediction, right } = found;
  const rating = run.ratings.get(prediction.example_id);
  return {
    run: at,
    answer: prediction.predicted_answer,
    reference: prediction.actual_answer,
    right,
    anls: anls(prediction.predicted_answer, prediction.actual_answer),
    ...(prediction.error !== undefined && { error: prediction.error }),
    ...(rating && { rating }),
  };
}
