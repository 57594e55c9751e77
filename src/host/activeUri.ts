import { l10n, window, type Uri } from 'vscode';
import { isDatasetFile } from './fileAssociations.ts';
import { Hint } from './report.ts';

/** The file of the text editor or tab that has the focus. */
export function activeUri(): Uri {
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  const uri = window.activeTextEditor?.document.uri ?? (input as { uri?: Uri } | undefined)?.uri;
  if (!uri || !isDatasetFile(uri)) throw new Hint(l10n.t('Open a .jsonl file first.'));
  return uri;
}
