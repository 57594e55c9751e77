import { bytesSource, openFile, type ByteSource } from '../dataset/byteSource.ts';
import { findSharedPrefix } from '../dataset/sharedPrefix.ts';
import type { WorkerEvents, WorkerSource, WorkerTasks } from '../protocol/worker.ts';

/** The worker's side of the protocol: each task runs with a signal of its own and reports its progress. */
export function createTasks(progress: WorkerEvents['progress']): Pick<WorkerTasks, 'sharedPrefix' | 'cancel'> {
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

  return {
    sharedPrefix: (task, source) =>
      run(task, (signal) =>
        reading(source, (bytes) =>
          findSharedPrefix(bytes, {
            signal,
            onProgress: (done) => {
              progress(task, done / bytes.size);
            },
          }),
        ),
      ),
    cancel(task) {
      running.get(task)?.abort();
      return Promise.resolve();
    },
  };
}

async function reading<T>(source: WorkerSource, use: (bytes: ByteSource) => Promise<T>): Promise<T> {
  const bytes = 'path' in source ? await openFile(source.path) : bytesSource(source.bytes);
  try {
    return await use(bytes);
  } finally {
    await bytes.close();
  }
}
