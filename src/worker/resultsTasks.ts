import { answeredRuns, readAnsweredRuns } from '../evaluate/answeredRuns.ts';
import { writeOwnRating } from '../evaluate/ownRatings.ts';
import { readQuestionTypes } from '../evaluate/questionTypes.ts';
import { readTestSet, type TestSet } from '../evaluate/testSet.ts';
import { OpenedResults } from './openedResults.ts';
import { RunSummaries } from './runSummaries.ts';
import type { ResultsTasks } from '../protocol/resultsTasks.ts';

/** Runs a task that can be cancelled; progress is a fraction from 0 to 1. */
type RunTask = <T>(
  task: number,
  work: (signal: AbortSignal, onProgress: (fraction: number) => void) => Promise<T>,
) => Promise<T>;

/** The worker's tasks about results. */
export function createResultsTasks(run: RunTask): ResultsTasks {
  const opened = new OpenedResults();
  const summaries = new RunSummaries();
  const of = (number: number) => opened.get(number);
  return {
    openResults: (task, folders, recipe, testPath) =>
      run(task, async (signal) => {
        const types = recipe === undefined ? [] : await readQuestionTypes(recipe);
        return opened.add({ folders, types, testPath }, signal);
      }),
    async prepareResults(folders, recipe) {
      const types = recipe === undefined ? [] : await readQuestionTypes(recipe);
      opened.prepare({ folders, types, testPath: undefined });
    },
    resultsSummary: async (results, a, b) => Promise.resolve(of(results).summary(a, b)),
    resultRows: async (results, filter, order, from, to) =>
      Promise.resolve(of(results).table.list(filter, order).slice(from, to)),
    resultCounts: async (results, filter) => Promise.resolve(of(results).table.count(filter)),
    async rateAnswer(...rating) {
      await writeOwnRating(...rating);
      opened.forget();
    },
    resultRated: async (results, at, exampleId, rating) => Promise.resolve(of(results).rated(at, exampleId, rating)),
    exportResults: (task, results, { format, path, a, b, picturesFrom }) =>
      run(task, async (signal, onProgress) => {
        const { exportEvaluation } = await import('../evaluate/export/exportEvaluation.ts');
        const evaluation = of(results).evaluation(a, b);
        if (picturesFrom === undefined) return exportEvaluation(evaluation, format, path, { signal });
        const { thumbnailsOf } = await import('../evaluate/export/thumbnails.ts');
        return withTests(picturesFrom, signal, (testSet) => {
          const thumbnails = thumbnailsOf(testSet, evaluation, { signal, onProgress });
          return exportEvaluation(evaluation, format, path, { signal, thumbnails });
        });
      }),
    picturesSize: (task, results, testPath) =>
      run(task, async (signal) => {
        const { sizeOfThumbnails } = await import('../evaluate/export/thumbnails.ts');
        const evaluation = of(results).evaluation(0, 0);
        return withTests(testPath, signal, (testSet) => sizeOfThumbnails(testSet, evaluation, signal));
      }),
    refreshResults: (results) => of(results).refresh(),
    closeResults(results) {
      opened.close(results);
      return Promise.resolve();
    },
    trend: (task, results, folders) => run(task, (signal) => summaries.trend(folders, of(results).points, signal)),
    resultAnswers: async (results) => Promise.resolve(answeredRuns(of(results).runs)),
    readAnsweredRuns,
    testStates: (task, folders) => run(task, () => summaries.testStates(folders)),
    runSummaries: (task, folders) => run(task, (signal) => summaries.of(folders, signal)),
  };
}

/** A test file whose answers are known already. */
async function withTests<T>(path: string, signal: AbortSignal, use: (testSet: TestSet) => Promise<T>): Promise<T> {
  const testSet = await readTestSet(path, { withoutReferences: true, signal });
  try {
    return await use(testSet);
  } finally {
    await testSet.close();
  }
}
