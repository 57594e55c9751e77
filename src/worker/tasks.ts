import { startBaseline } from '../baseline/server.ts';
import { buildFromRecipe, outputPathsOf } from '../build/build.ts';
import type { ByteSource } from '../dataset/byteSource.ts';
import { findSharedPrefix } from '../dataset/sharedPrefix.ts';
import { readQuestionTypes } from '../evaluate/questionTypes.ts';
import { readResults } from '../evaluate/results.ts';
import { readTestSet } from '../evaluate/testSet.ts';
import { thumbnail } from '../images/thumbnail.ts';
import { lintSource } from '../lint/runner.ts';
import { messageTokens } from '../providers/textTokens.ts';
import { profileOf } from '../providers/profiles.ts';
import type { WorkerEvents, WorkerSource, WorkerTasks } from '../protocol/worker.ts';
import { lineTokens } from './lineTokens.ts';
import { openSource } from './openSource.ts';

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
        progress(task, bytes / source.size);
      };
      try {
        return await use(source, { signal, onProgress });
      } finally {
        await source.close();
      }
    });

  return {
    lint: (task, from, options) =>
      read(task, from, (source, scan) => lintSource(source, 'path' in from ? from.path : from.name, options, scan)),
    sharedPrefix: (task, from) => read(task, from, findSharedPrefix),
    thumbnail,
    buildOutputs: outputPathsOf,
    build: (task, recipe) =>
      run(task, (signal) =>
        buildFromRecipe(recipe, {
          signal,
          onProgress: (fraction, message) => {
            progress(task, fraction, message);
          },
        }),
      ),
    countTokens: (examples) =>
      Promise.resolve(
        examples.map((messages) => messages.reduce((sum, { role, texts }) => sum + messageTokens(role, texts), 0)),
      ),
    lineTokens: (task, from, provider) =>
      read(task, from, (source, scan) => lineTokens(source, profileOf(provider).models[0], scan)),
    results: (task, folders, recipe) =>
      run(task, async () => readResults(folders, recipe === undefined ? [] : await readQuestionTypes(recipe))),
    exampleLines: (task, path) =>
      run(task, async (signal) => {
        const testSet = await readTestSet(path, { signal });
        await testSet.close();
        return [...testSet.exampleIdToLine];
      }),
    async startBaseline(dataDir) {
      const { baseURL, apiKey } = await startBaseline({ dataDir });
      return { baseURL, apiKey };
    },
    cancel(task) {
      running.get(task)?.abort();
      return Promise.resolve();
    },
  };
}

interface Scan {
  signal: AbortSignal;
  onProgress: (bytes: number) => void;
}
