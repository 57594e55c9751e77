import { NearestExamples } from '../baseline/nearestExamples.ts';
import { questionAndAnswer, readLine } from '../dataset/example.ts';
import type { InlineTasks } from '../protocol/inline.ts';

/** Runs a task that can be cancelled and tells how far it is. */
type RunTask = <T>(
  task: number,
  work: (signal: AbortSignal, onProgress: (fraction: number) => void) => Promise<T>,
) => Promise<T>;

/** The worker's tasks about one example. */
export function createInlineTasks(run: RunTask): InlineTasks {
  const nearest = new NearestExamples();
  return {
    nearestExamples: (task, { path, text, reference, count }) =>
      run(task, async (signal, onProgress) => {
        const read = readLine(text, 0);
        if (read.kind !== 'chat') return [];
        const answer = questionAndAnswer(read.messages).answer ?? reference;
        return nearest.find(path, read.messages, answer, count, { signal, onProgress });
      }),
  };
}
