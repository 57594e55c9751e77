import { MOST_CLASSES } from './confusion.ts';
import type { RunReport } from './report.ts';
import type { Prediction } from './run.ts';

type ClassScores = Pick<RunReport, 'classes' | 'macro' | 'weighted'>;

const NONE = { precision: 0, recall: 0, f1: 0 };
const ratio = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);

/**
 * Precision, recall and F1 of each reference answer, equal texts compared; 0 where a division has nothing below.
 * Macro averages over the classes of the references, weighted by their support. Empty when there are over 50 classes.
 */
export function classScores(predictions: readonly Prediction[]): ClassScores {
  const support = countOf(predictions.map(({ actual_answer }) => actual_answer));
  if (support.size > MOST_CLASSES || support.size === 0) return { classes: [], macro: NONE, weighted: NONE };
  const answered = predictions.filter(({ error }) => error === undefined);
  const said = countOf(answered.map(({ predicted_answer }) => predicted_answer));
  const right = countOf(
    answered.filter((row) => row.predicted_answer === row.actual_answer).map(({ actual_answer }) => actual_answer),
  );
  const classes = [...support]
    .map(([name, count]) => {
      const hits = right.get(name) ?? 0;
      const [precision, recall] = [ratio(hits, said.get(name) ?? 0), ratio(hits, count)];
      const f1 = ratio(2 * hits, count + (said.get(name) ?? 0));
      return { class: name, support: count, precision, recall, f1 };
    })
    .sort((a, b) => b.support - a.support || (a.class < b.class ? -1 : 1));
  const average = (weigh: (row: (typeof classes)[number]) => number) => {
    const total = classes.reduce((sum, row) => sum + weigh(row), 0);
    const mean = (key: keyof typeof NONE) =>
      ratio(
        classes.reduce((sum, row) => sum + row[key] * weigh(row), 0),
        total,
      );
    return { precision: mean('precision'), recall: mean('recall'), f1: mean('f1') };
  };
  return { classes, macro: average(() => 1), weighted: average((row) => row.support) };
}

function countOf(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}
