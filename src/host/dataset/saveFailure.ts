import { CancellationError, l10n } from 'vscode';

/** Codes of Node and of VS Code's file systems, and what to do then. VS Code says before it which file was not saved. */
const REASONS: Readonly<Record<string, () => string>> = {
  ENOSPC: () => l10n.t('the disk is full. Your edits are kept here: make room, then save again.'),
  EDQUOT: () => l10n.t('your share of the disk is used up. Your edits are kept here: make room, then save again.'),
  EACCES: () => l10n.t('you may not write there. Your edits are kept here: allow writing, or save as another file.'),
  EROFS: () => l10n.t('the disk is read-only. Your edits are kept here: save as another file.'),
  ENOENT: () => l10n.t('its folder is gone. Your edits are kept here: put it back, or save as another file.'),
  EISDIR: () => l10n.t('there is a folder of that name. Your edits are kept here: save as another file.'),
  Unavailable: () => l10n.t('its file system cannot be reached. Your edits are kept here: save again later.'),
};
const SAME: Readonly<Record<string, string>> = {
  EPERM: 'EACCES',
  NoPermissions: 'EACCES',
  FileNotFound: 'ENOENT',
  ENOTDIR: 'ENOENT',
  FileIsADirectory: 'EISDIR',
};

/** Why saving failed, as the user is to read it. An action that was cancelled says nothing. */
export function saveFailure(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === 'AbortError') return new CancellationError();
  const code = 'code' in error ? String(error.code) : '';
  const reason = REASONS[SAME[code] ?? code];
  return reason ? new Error(reason(), { cause: error }) : error;
}
