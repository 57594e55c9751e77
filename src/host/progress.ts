import { ProgressLocation, window } from 'vscode';
import type { TaskOptions } from './workerClient.ts';

/** Runs a task with a cancellable notification that shows how far it is. */
export function withProgress<T>(title: string, task: (options: Required<TaskOptions>) => Promise<T>): Promise<T> {
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  return Promise.resolve(
    window.withProgress(options, (progress, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => {
        stop.abort();
      });
      let shown = 0;
      const onProgress = (fraction: number, message?: string) => {
        progress.report({ increment: (fraction - shown) * 100, ...(message !== undefined && { message }) });
        shown = fraction;
      };
      return task({ signal: stop.signal, onProgress });
    }),
  );
}
