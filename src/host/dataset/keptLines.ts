import { commands, l10n, Uri, window, workspace } from 'vscode';
import type { Backups } from './backups.ts';

/**
 * Lines that were written and not saved when their file became another one: the user is asked what becomes of them, and
 * asked again when the file is opened the next time, until they are saved or discarded.
 */
export async function offerKeptLines(backups: Backups, uri: Uri): Promise<void> {
  const name = uri.path.split('/').at(-1) ?? '';
  for (const kept of await backups.asideOf(uri)) {
    const [show, save, discard] = [l10n.t('Show Lines'), l10n.t('Save Lines As…'), l10n.t('Discard')];
    const sentence = l10n.t(
      '{0} was rewritten by another program while it had unsaved edits; the lines written here are kept.',
      name,
    );
    const chosen = await window.showWarningMessage(sentence, show, save, discard);
    if (chosen === show) await commands.executeCommand('vscode.open', kept);
    else if (chosen === save) await saveAs(kept, Uri.joinPath(uri, '..', name.replace(/(\.jsonl)?$/, '-kept.jsonl')));
    else if (chosen === discard) await workspace.fs.delete(kept);
  }
}

async function saveAs(kept: Uri, defaultUri: Uri): Promise<void> {
  const target = await window.showSaveDialog({ defaultUri, filters: { 'JSON Lines': ['jsonl'] } });
  if (!target) return;
  await workspace.fs.copy(kept, target, { overwrite: true });
  await workspace.fs.delete(kept);
  await commands.executeCommand('vscode.open', target);
}
