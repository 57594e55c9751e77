import { typeOf, type QuestionType } from '../dataset/questionTypes.ts';
import { anls } from './anls.ts';
import { isRight } from './match.ts';
import type { MatchRule } from './report.ts';
import type { Prediction } from './run.ts';
import { tokenF1 } from './tokenF1.ts';

/** An answer with everything that is measured of it alone; without an answer nothing is right, and scores are 0. */
export interface ScoredRow extends Record<MatchRule, boolean> {
  prediction: Prediction;
  type: string;
  anls: number;
  f1: number;
}

export function scoreRow(prediction: Prediction, types: readonly QuestionType[]): ScoredRow {
  const { error, predicted_answer, actual_answer, question } = prediction;
  return {
    prediction,
    type: typeOf(question, types),
    strict: isRight(prediction, 'strict'),
    lenient: isRight(prediction, 'lenient'),
    word: isRight(prediction, 'word'),
    anls: error === undefined ? anls(predicted_answer, actual_answer) : 0,
    f1: error === undefined ? tokenF1(predicted_answer, actual_answer) : 0,
  };
}
