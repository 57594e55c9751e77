import { FilePermission, l10n, workspace, type Uri } from 'vscode';
import { stat } from 'node:fs/promises';
import { bytesSource, openFile, type ByteSource } from '../../dataset/byteSource.ts';
import type { DatasetDocument } from '../../dataset/document.ts';
import { replaceFile, writeSource } from '../../dataset/replaceFile.ts';
import type { WorkerSource } from '../../protocol/worker.ts';
import { PREVIEW_SCHEME } from '../recipes/previewScheme.ts';

/**
 * The bytes of a document: read by range from disk, or whole where a file system has no paths (`git:`, virtual).
 * @param untitled what a file that has no place yet begins with
 */
export async function openUri(
  uri: Uri,
  untitled?: Uint8Array,
): Promise<{ source: ByteSource; forWorker: WorkerSource }> {
  if (uri.scheme === 'file') return { source: await openFile(uri.fsPath), forWorker: { path: uri.fsPath } };
  const bytes = uri.scheme === 'untitled' ? (untitled ?? new Uint8Array()) : await workspace.fs.readFile(uri);
  return { source: bytesSource(bytes), forWorker: { name: uri.path, bytes } };
}

/** What a worker reads the edited lines with. */
export async function editedForWorker(document: DatasetDocument, opened: WorkerSource): Promise<WorkerSource> {
  if ('path' in opened) return { path: opened.path, unsaved: await document.unsaved() };
  const bytes = await document.bytes();
  return { name: opened.name, bytes: await bytes.read(0, bytes.size) };
}

/** Writes a file whole or not at all; a file system without paths is handed all bytes at once. */
export async function writeUri(uri: Uri, source: ByteSource, signal: AbortSignal): Promise<void> {
  if (uri.scheme === 'file') await replaceFile(uri.fsPath, (file) => writeSource(file, source, { signal }));
  else await workspace.fs.writeFile(uri, await source.read(0, source.size));
}

/** What a file is like now; `undefined` when it is not there. */
export interface FileState {
  /** Tells one state of a file from another. */
  stamp: string;
  /** Tells a file that was written in its place from another one under its name; missing where there are no paths. */
  inode?: bigint;
}

export async function stateOf(uri: Uri): Promise<FileState | undefined> {
  try {
    if (uri.scheme === 'file') {
      const { mtimeNs, size, ino } = await stat(uri.fsPath, { bigint: true });
      return { stamp: `${mtimeNs} ${size}`, inode: ino };
    }
    const { mtime, size } = await workspace.fs.stat(uri);
    return { stamp: `${mtime} ${size}` };
  } catch {
    return undefined;
  }
}

/** Why a file cannot be written, one sentence; `undefined` when it can. */
export async function whyReadOnly(uri: Uri): Promise<string | undefined> {
  const name = uri.path.split('/').at(-1) ?? '';
  if (uri.scheme === PREVIEW_SCHEME) return l10n.t('This is a preview: what stands here is changed in the recipe.');
  if (workspace.fs.isWritableFileSystem(uri.scheme) === false || uri.scheme === 'git')
    return l10n.t('{0} is shown as it was at another time; open the file itself to edit it.', name);
  const readOnly = l10n.t('{0} is read-only; allow writing to edit it.', name);
  if (uri.scheme === 'untitled') return undefined;
  if (uri.scheme !== 'file')
    return (await workspace.fs.stat(uri)).permissions === FilePermission.Readonly ? readOnly : undefined;
  const { mode } = await stat(uri.fsPath);
  // asked of the file, not of the user: who may write everything would not notice what is meant to stay
  return (mode & 0o222) === 0 ? readOnly : undefined;
}
