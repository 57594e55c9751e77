import { randomUUID } from 'node:crypto';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Algorithm, Sums } from './sums.ts';

/** With a path: reads that file into a sum. Without: the sum is complete. */
export interface SumRequest {
  id: number;
  sum: string;
  algorithms: readonly Algorithm[];
  path?: string;
  into?: string | undefined;
}
export type SumAnswer = { id: number; digests: string[] } | { id: number; error: unknown };

/** Sums of files, worked out on a thread of its own; it is started when it is first needed and holds no process open. */
export class Summing {
  private worker: Worker | undefined;
  private readonly waiting = new Map<number, PromiseWithResolvers<string[]>>();
  private nextId = 1;

  /** A sum over several files, one after the other; `into` is a file that they are appended to. */
  begin(
    algorithms: readonly Algorithm[],
    into?: string,
  ): { add(path: string): Promise<void>; digest(): Promise<string[]> } {
    const sum = randomUUID();
    return {
      add: async (path) => {
        await this.ask({ sum, algorithms, path, into });
      },
      digest: () => this.ask({ sum, algorithms }),
    };
  }

  /** What is not answered yet is rejected. */
  async end(): Promise<void> {
    await this.worker?.terminate();
  }

  private ask(request: Omit<SumRequest, 'id'>): Promise<string[]> {
    const id = this.nextId++;
    const answer = Promise.withResolvers<string[]>();
    this.waiting.set(id, answer);
    this.worker ??= this.start();
    this.worker.ref();
    this.worker.postMessage({ id, ...request } satisfies SumRequest);
    return answer.promise;
  }

  private start(): Worker {
    // beside this file, as a source or built
    const worker = new Worker(new URL(`./sumThread${extname(import.meta.url)}`, import.meta.url));
    worker.on('message', (answer: SumAnswer) => {
      const waiting = this.waiting.get(answer.id);
      this.waiting.delete(answer.id);
      if (this.waiting.size === 0) worker.unref();
      if ('digests' in answer) waiting?.resolve(answer.digests);
      else waiting?.reject(answer.error);
    });
    const fail = (why: unknown) => {
      this.worker = undefined;
      for (const { reject } of this.waiting.values()) reject(why);
      this.waiting.clear();
    };
    worker.on('error', fail);
    worker.on('exit', () => {
      fail(new Error('The sums of a file were given up.'));
    });
    return worker;
  }
}

/** `sumsOf` on a thread of its own. */
export const sumsOnThread: Sums = async (path, algorithms, signal) => {
  signal?.throwIfAborted();
  const summing = new Summing();
  const stop = () => void summing.end();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const sum = summing.begin(algorithms);
    await sum.add(path);
    return await sum.digest();
  } finally {
    signal?.removeEventListener('abort', stop);
    await summing.end();
  }
};
