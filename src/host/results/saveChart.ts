import { l10n, Uri, window, workspace } from 'vscode';

/** Lets the user save the picture of a chart. @param name without an extension @param folder a run of the results */
export async function saveChart(name: string, format: string, bytes: Uint8Array, folder: string): Promise<void> {
  const target = await window.showSaveDialog({
    title: l10n.t('Save Chart As'),
    defaultUri: Uri.joinPath(Uri.file(folder), '..', `${name}.${format}`),
    filters: { [format.toUpperCase()]: [format] },
  });
  if (target) await workspace.fs.writeFile(target, bytes);
}
