import { l10n, type Uri } from 'vscode';
import type { DatasetEditorProvider } from './datasetEditor.ts';
import type { DatasetModel } from './datasetModel.ts';
import { Hint } from '../report.ts';

/**
 * The example a command is about: a line (from 0) of a file that is open, or the one in sight.
 * @param line menus of VS Code give something else in its place
 */
export function activeExample(
  editors: DatasetEditorProvider,
  uri?: Uri,
  line?: unknown,
): { model: DatasetModel; line: number } {
  const named = uri && typeof line === 'number' ? editors.modelOf(uri) : undefined;
  if (named && typeof line === 'number') return { model: named, line };
  const { active } = editors;
  if (!active) throw new Hint(l10n.t('Open a training file in the Dataset editor first.'));
  return { model: active.model, line: active.session.selected };
}
