import { ProgressLocation, window } from 'vscode';

/** What a task under a progress bar is given. */
export interface Progressing {
  signal: AbortSignal;
  /** `fraction` from 0 to 1. */
  onProgress: (fraction: number, message?: string) => void;
}

/** Runs a task with a cancellable notification that shows how far it is. */
export function withProgress<T>(title: string, task: (options: Progressing) => Promise<T>): Promise<T> {
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
