import type { MatchRule } from './report.ts';
import type { Prediction } from './run.ts';

/** Whether a prediction counts as right (evaluation of the cookbook, and a containment that keeps to words). */

/** The cookbook's rule for the tuned model: equal, character by character. */
export function strict(predicted: string, actual: string): boolean {
  return predicted === actual;
}

/** The cookbook's rule for the base model: equal, or the reference inside the prediction, ignoring case. */
export function lenient(predicted: string, actual: string): boolean {
  return predicted.toLowerCase().includes(actual.toLowerCase());
}

/** Containment on word boundaries, ignoring case: no letter, digit or underscore touches the match ("No" is not in "None"). */
export function word(predicted: string, actual: string): boolean {
  // most answers are equal or do not hold the reference at all: no expression has to be made for them
  if (predicted === actual) return true;
  if (!lenient(predicted, actual)) return false;
  const escaped = actual.toLowerCase().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}_])${escaped}(?![\\p{L}\\p{N}_])`, 'u').test(predicted.toLowerCase());
}

export const RULES: Readonly<Record<MatchRule, (predicted: string, actual: string) => boolean>> = {
  strict,
  lenient,
  word,
};

/** Right under a rule; an example without an answer never is. */
export function isRight({ error, predicted_answer, actual_answer }: Prediction, rule: MatchRule): boolean {
  return error === undefined && RULES[rule](predicted_answer, actual_answer);
}
