import type { Confusion } from './report.ts';
import type { Prediction } from './run.ts';

/** More distinct references than this are no closed set of answers. */
export const MOST_CLASSES = 50;
/** A set whose answers do not come back is a list of names. */
const LEAST_PER_CLASS = 2;

/**
 * How often each reference answer (row) got each predicted one (column), equal texts compared; the last column counts
 * every other answer and none. Classes in the order of their support. `undefined` where the answers are no closed set.
 */
export function confusionOf(predictions: readonly Prediction[]): Confusion | undefined {
  const support = new Map<string, number>();
  for (const { actual_answer } of predictions) support.set(actual_answer, (support.get(actual_answer) ?? 0) + 1);
  const classes = [...support].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([name]) => name);
  if (classes.length < 2 || classes.length > MOST_CLASSES) return undefined;
  if (predictions.length < LEAST_PER_CLASS * classes.length) return undefined;
  const column = new Map(classes.map((name, at) => [name, at]));
  const counts = classes.map(() => new Array<number>(classes.length + 1).fill(0));
  for (const { actual_answer, predicted_answer, error } of predictions) {
    const row = counts[column.get(actual_answer) ?? 0];
    const at = (error === undefined ? column.get(predicted_answer) : undefined) ?? classes.length;
    if (row) row[at] = (row[at] ?? 0) + 1;
  }
  return { classes, counts };
}
