import { l10n } from 'vscode';
import type { Unsaved } from './backups.ts';
import type { DatasetModel, MadeEdit } from './datasetModel.ts';

/**
 * Puts unsaved edits of an earlier time over the file that was opened, once all its lines are known.
 * @returns them as one edit, which leads back to the file on disk
 */
export async function restoreEdits(model: DatasetModel, lines: Unsaved): Promise<MadeEdit> {
  const { document } = model;
  let onDisk: Unsaved = [];
  await model.turns.first(async () => {
    onDisk = await document.unsaved();
    await model.put(document, lines);
  });
  return {
    label: l10n.t('Restore unsaved edits'),
    undo: () => model.put(document, onDisk),
    redo: () => model.put(document, lines),
  };
}
