import { Results, trendOf } from '../evaluate/results.ts';
import { readQuestionTypes } from '../evaluate/questionTypes.ts';
import { RunSummaries } from './runSummaries.ts';
import type { ResultsTasks } from '../protocol/resultsTasks.ts';

/** Runs a task that can be cancelled. */
type RunTask = <T>(task: number, work: (signal: AbortSignal) => Promise<T>) => Promise<T>;

/** The worker's tasks about results. */
export function createResultsTasks(run: RunTask): ResultsTasks {
  const kept = new Map<number, Results>();
  const summaries = new RunSummaries();
  let next = 1;
  const of = (number: number) => {
    const results = kept.get(number);
    // the thread was started anew
    if (!results) throw new Error('These results are no longer in memory: close the panel and show them again.');
    return results;
  };
  return {
    openResults: (task, folders, recipe) =>
      run(task, async () => {
        const types = recipe === undefined ? [] : await readQuestionTypes(recipe);
        const number = next++;
        kept.set(number, await Results.read(folders, types));
        return number;
      }),
    resultsSummary: async (results, a, b) => Promise.resolve(of(results).summary(a, b)),
    resultRows: async (results, filter, order, from, to) =>
      Promise.resolve(of(results).table.list(filter, order).slice(from, to)),
    resultCounts: async (results, filter) => Promise.resolve(of(results).table.count(filter)),
    refreshResults: (results) => of(results).refresh(),
    closeResults(results) {
      kept.delete(results);
      return Promise.resolve();
    },
    trend: (task, folders) => run(task, () => trendOf(folders)),
    runSummaries: (task, folders) => run(task, (signal) => summaries.of(folders, signal)),
  };
}
