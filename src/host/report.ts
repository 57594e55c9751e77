import { CancellationError, l10n, window, type LogOutputChannel } from 'vscode';
import { withoutKeys } from '../providers/keys.ts';

/** Something has to be done first: said as a hint, for nothing has failed. */
export class Hint extends Error {}

/** Tells the user in one sentence, and the log in full. A cancelled action tells nothing. */
export async function reportFailure(log: LogOutputChannel, error: unknown): Promise<void> {
  if (error instanceof CancellationError || (error instanceof Error && error.name === 'AbortError')) return;
  const sentence = withoutKeys(error instanceof Error ? error.message : String(error));
  if (error instanceof Hint) {
    void window.showInformationMessage(sentence);
    return;
  }
  log.error(withoutKeys((error instanceof Error ? error.stack : undefined) ?? sentence));
  const showLog = l10n.t('Show Log');
  if ((await window.showErrorMessage(sentence, showLog)) === showLog) log.show();
}
