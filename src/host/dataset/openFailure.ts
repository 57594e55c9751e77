import { l10n } from 'vscode';
import { NoRegularFile } from '../../dataset/byteSource.ts';

/** Why a file could not be opened, one sentence. */
export function openFailure(error: unknown, name: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (error instanceof NoRegularFile) {
    if (error.code === 'EISDIR') return l10n.t('{0} is a folder, not a training file.', name);
    return error.code === 'NO_SIZE'
      ? l10n.t('{0} is made up while it is read; copy it into a file first.', name)
      : l10n.t('{0} is a pipe or a device, not a file on a disk; copy it into one first.', name);
  }
  if (code === 'ENOENT') return l10n.t('{0} is not there any more.', name);
  if (code === 'EACCES' || code === 'EPERM') return l10n.t('{0} cannot be read: you have no permission.', name);
  return error instanceof Error ? error.message : String(error);
}
