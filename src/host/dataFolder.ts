import { isAbsolute, join } from 'node:path';
import { l10n, workspace, type Uri, type WorkspaceFolder } from 'vscode';
import { Hint } from './report.ts';
import { readSettings } from './settings.ts';

/** Where the embedded provider keeps its files, and what was sent and asked for is noted, for the workspace folder of a file. */
export function dataFolder(scope: Uri): string {
  const { baselineFolder } = readSettings(scope);
  return isAbsolute(baselineFolder) ? baselineFolder : join(workspaceFolder(scope).uri.fsPath, baselineFolder);
}

/** The workspace folder a file belongs to; runs and models are kept there. */
export function workspaceFolder(scope?: Uri): WorkspaceFolder {
  const folder = (scope && workspace.getWorkspaceFolder(scope)) ?? workspace.workspaceFolders?.[0];
  if (!folder) throw new Hint(l10n.t('Open a folder first: runs and models are kept in it.'));
  return folder;
}
