import { CancellationError, l10n, window, type LogOutputChannel } from 'vscode';

/** Tells the user in one sentence, and the log in full. A cancelled action tells nothing. */
export async function reportFailure(log: LogOutputChannel, error: unknown): Promise<void> {
  if (error instanceof CancellationError || (error instanceof Error && error.name === 'AbortError')) return;
  const sentence = error instanceof Error ? error.message : String(error);
  log.error(error instanceof Error ? error : sentence);
  const showLog = l10n.t('Show Log');
  if ((await window.showErrorMessage(sentence, showLog)) === showLog) log.show();
}
