import { l10n, workspace, type Uri } from 'vscode';
import { stat } from 'node:fs/promises';
import { bytesSource, openFile, type ByteSource } from '../dataset/byteSource.ts';
import { replaceFile, writeSource } from '../dataset/replaceFile.ts';
import type { WorkerSource } from '../protocol/worker.ts';

/** The bytes of a document: read by range from disk, or whole where a file system has no paths (`git:`, virtual). */
export async function openUri(uri: Uri): Promise<{ source: ByteSource; forWorker: WorkerSource }> {
  if (uri.scheme === 'file') return { source: await openFile(uri.fsPath), forWorker: { path: uri.fsPath } };
  const bytes = await workspace.fs.readFile(uri);
  return { source: bytesSource(bytes), forWorker: { name: uri.path, bytes } };
}

/** Writes a file whole or not at all; a file system without paths is handed all bytes at once. */
export async function writeUri(uri: Uri, source: ByteSource, signal: AbortSignal): Promise<void> {
  if (uri.scheme === 'file') await replaceFile(uri.fsPath, (file) => writeSource(file, source, { signal }));
  else await workspace.fs.writeFile(uri, await source.read(0, source.size));
}

/** Tells one state of a file from another; `undefined` when it is not there. */
export async function stampOf(uri: Uri): Promise<string | undefined> {
  try {
    if (uri.scheme === 'file') {
      const { mtimeNs, size } = await stat(uri.fsPath, { bigint: true });
      return `${mtimeNs} ${size}`;
    }
    const { mtime, size } = await workspace.fs.stat(uri);
    return `${mtime} ${size}`;
  } catch {
    return undefined;
  }
}

/** Why a file cannot be written, one sentence; `undefined` when it can. */
export async function whyReadOnly(uri: Uri): Promise<string | undefined> {
  const name = uri.path.split('/').at(-1) ?? '';
  if (workspace.fs.isWritableFileSystem(uri.scheme) === false || uri.scheme === 'git')
    return l10n.t('{0} is shown as it was at another time; open the file itself to edit it.', name);
  if (uri.scheme !== 'file') return undefined;
  const { mode } = await stat(uri.fsPath);
  // asked of the file, not of the user: who may write everything would not notice what is meant to stay
  return (mode & 0o222) === 0 ? l10n.t('{0} is read-only; allow writing to edit it.', name) : undefined;
}
