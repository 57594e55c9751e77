import type { ByteSource } from '../dataset/byteSource.ts';
import { findCommonPrefix } from '../dataset/sharedPrefix.ts';
import { sumsOf } from '../dataset/sums.ts';
import type { ImageTasks } from '../protocol/imageTasks.ts';
import type { InlineTasks } from '../protocol/inline.ts';
import type { RecipeTasks } from '../protocol/recipeTasks.ts';
import type { ResultsTasks } from '../protocol/resultsTasks.ts';
import { profileOf } from '../providers/profiles.ts';
import type { WorkerEvents, WorkerSource, WorkerTasks } from '../protocol/worker.ts';
import type { LintSessions } from './lintSessions.ts';
import { openSource } from './openSource.ts';

// each stage is loaded by the first task that needs it: the first answer does not wait for them all
const stages = {
  baseline: () => import('../baseline/server.ts'),
  candidates: () => import('../tune/job/candidates.ts'),
  exports: () => import('../tune/export/exportTraining.ts'),
  fix: () => import('./fixing.ts'),
  images: () => import('./imageTasks.ts'),
  inline: () => import('./inlineTasks.ts'),
  lintContext: () => import('./lintContext.ts'),
  lineTokens: () => import('./lineTokens.ts'),
  lint: () => import('./lintSessions.ts'),
  recipes: () => import('./recipeTasks.ts'),
  rules: () => import('../lint/rules.ts'),
  results: () => import('./resultsTasks.ts'),
  testSet: () => import('../evaluate/testSet.ts'),
  thumbnail: () => import('../images/thumbnail.ts'),
  tokens: () => import('../providers/textTokens.ts'),
  whatLeaves: () => import('./whatLeaves.ts'),
};

/** The worker's side of the protocol: each task runs with a signal of its own and reports its progress. */
export function createTasks(progress: WorkerEvents['progress']): WorkerTasks {
  const running = new Map<number, AbortController>();

  const run = async <T>(task: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    const controller = new AbortController();
    running.set(task, controller);
    try {
      return await work(controller.signal);
    } finally {
      running.delete(task);
    }
  };

  /** A task over the bytes of one file. */
  const read = <T>(task: number, from: WorkerSource, use: (source: ByteSource, options: Scan) => Promise<T>) =>
    run(task, async (signal) => {
      const source = await openSource(from);
      const onProgress = (bytes: number) => {
        progress(task, source.size === 0 ? 1 : bytes / source.size);
      };
      try {
        return await use(source, { signal, onProgress });
      } finally {
        await source.close();
      }
    });

  /** One for all: a survey of images is remembered for the next question about it. */
  let imageTasks: Promise<ImageTasks> | undefined;
  const images = () => (imageTasks ??= stages.images().then(({ createImageTasks }) => createImageTasks(read)));

  let recipeTasks: Promise<RecipeTasks> | undefined;
  const recipes = () =>
    (recipeTasks ??= stages.recipes().then(({ createRecipeTasks }) =>
      createRecipeTasks((task, work) =>
        run(task, (signal) =>
          work(signal, (fraction, message) => {
            progress(task, fraction, message);
          }),
        ),
      ),
    ));

  let resultsTasks: Promise<ResultsTasks> | undefined;
  const results = () =>
    (resultsTasks ??= stages.results().then(({ createResultsTasks }) =>
      createResultsTasks((task, work) =>
        run(task, (signal) =>
          work(signal, (fraction) => {
            progress(task, fraction);
          }),
        ),
      ),
    ));

  let inlineTasks: Promise<InlineTasks> | undefined;
  const inline = () =>
    (inlineTasks ??= stages.inline().then(({ createInlineTasks }) =>
      createInlineTasks((task, work) =>
        run(task, (signal) =>
          work(signal, (fraction) => {
            progress(task, fraction);
          }),
        ),
      ),
    ));

  let lintSessions: Promise<LintSessions> | undefined;
  const lints = () => (lintSessions ??= stages.lint().then(({ LintSessions }) => new LintSessions()));

  return {
    lint: (task, from, options) =>
      run(task, async (signal) => {
        const onProgress = (fraction: number, message: string) => {
          progress(task, fraction, message);
        };
        return (await lints()).lint(from, options, { signal, onProgress });
      }),
    sharedPrefix: (task, from) => read(task, from, findCommonPrefix),
    imageFor: async (...args) => (await images()).imageFor(...args),
    reencodeImage: async (...args) => (await images()).reencodeImage(...args),
    cropImage: async (...args) => (await images()).cropImage(...args),
    surveyImages: async (...args) => (await images()).surveyImages(...args),
    estimateImages: async (...args) => (await images()).estimateImages(...args),
    reencodeLines: async (...args) => (await images()).reencodeLines(...args),
    fixLines: (task, from, options, into) =>
      read(task, from, async (source, scan) =>
        (await stages.fix()).writeFixedLines(source, nameOf(from), options, into, scan),
      ),
    imageHosts: (task, from, options) =>
      read(task, from, async (source, scan) => (await stages.fix()).hostsOfImages(source, options, scan)),
    fixText: (task, from, options) =>
      read(task, from, async (source, scan) => (await stages.fix()).fixText(source, nameOf(from), options, scan)),
    thumbnail: async (...args) => (await stages.thumbnail()).thumbnail(...args),
    ruleTitles: async () => (await stages.rules()).RULES.map(({ id, title }) => [id, title]),
    lintContext: async (path, recipes) => (await stages.lintContext()).lintContext(path, recipes),
    checkRecipe: async (...args) => (await recipes()).checkRecipe(...args),
    previewLines: async (...args) => (await recipes()).previewLines(...args),
    buildPage: async (...args) => (await recipes()).buildPage(...args),
    sizesPage: async (...args) => (await recipes()).sizesPage(...args),
    viewTable: async (...args) => (await recipes()).viewTable(...args),
    placeOfFailure: async (...args) => (await recipes()).placeOfFailure(...args),
    overwritten: async (...args) => (await recipes()).overwritten(...args),
    isBuilt: async (...args) => (await recipes()).isBuilt(...args),
    originOf: async (...args) => (await recipes()).originOf(...args),
    fewShotRowOf: async (...args) => (await recipes()).fewShotRowOf(...args),
    build: async (...args) => (await recipes()).build(...args),
    candidates: (task, from, reasons) =>
      read(task, from, async (source, scan) => (await stages.candidates()).candidatesIn(source, reasons, scan)),
    exportTraining: (task, request) =>
      run(task, async (signal) => {
        const onProgress = (fraction: number, message: string) => {
          progress(task, fraction, message);
        };
        return (await stages.exports()).exportTraining(request, { signal, onProgress });
      }),
    async countTokens(examples) {
      const { messagesTokens } = await stages.tokens();
      return examples.map(messagesTokens);
    },
    lineTokens: (task, from, provider) =>
      read(task, from, async (source, scan) => {
        const { lineTokens } = await stages.lineTokens();
        return lineTokens(source, profileOf(provider).models[0], scan);
      }),
    openResults: async (...args) => (await results()).openResults(...args),
    prepareResults: async (...args) => (await results()).prepareResults(...args),
    resultsSummary: async (...args) => (await results()).resultsSummary(...args),
    rateAnswer: async (...args) => (await results()).rateAnswer(...args),
    resultRated: async (...args) => (await results()).resultRated(...args),
    resultRows: async (...args) => (await results()).resultRows(...args),
    resultCounts: async (...args) => (await results()).resultCounts(...args),
    exportResults: async (...args) => (await results()).exportResults(...args),
    picturesSize: async (...args) => (await results()).picturesSize(...args),
    refreshResults: async (...args) => (await results()).refreshResults(...args),
    testStates: async (...args) => (await results()).testStates(...args),
    runSummaries: async (...args) => (await results()).runSummaries(...args),
    closeResults: async (...args) => (await results()).closeResults(...args),
    resultAnswers: async (...args) => (await results()).resultAnswers(...args),
    readAnsweredRuns: async (...args) => (await results()).readAnsweredRuns(...args),
    trend: async (...args) => (await results()).trend(...args),
    nearestExamples: async (...args) => (await inline()).nearestExamples(...args),
    sums: (task, path, algorithms) => run(task, (signal) => sumsOf(path, algorithms, signal)),
    whatLeaves: (task, path, request) =>
      run(task, async (signal) => (await stages.whatLeaves()).whatLeavesFor(path, request, signal)),
    exampleLines: (task, path) =>
      run(task, async (signal) => {
        const { readTestSet } = await stages.testSet();
        const testSet = await readTestSet(path, { signal, withoutReferences: true });
        await testSet.close();
        return [...testSet.exampleIdToLine];
      }),
    async startBaseline(dataDir) {
      const { baseURL, apiKey } = await (await stages.baseline()).startBaseline({ dataDir });
      return { baseURL, apiKey };
    },
    cancel(task) {
      running.get(task)?.abort();
      return Promise.resolve();
    },
  };
}

const nameOf = (from: WorkerSource) => ('path' in from ? from.path : from.name);

interface Scan {
  signal: AbortSignal;
  onProgress: (bytes: number) => void;
}
