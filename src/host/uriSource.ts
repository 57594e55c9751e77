import type { Uri } from 'vscode';
import { FileType, workspace } from 'vscode';
import { bytesSource, openFile, type ByteSource } from '../dataset/byteSource.ts';
import type { WorkerSource } from '../protocol/worker.ts';

/** The bytes of a document: read by range from disk, or whole where a file system has no paths (`git:`, virtual). */
export async function openUri(uri: Uri): Promise<{ source: ByteSource; forWorker: WorkerSource }> {
  if (uri.scheme === 'file') return { source: await openFile(uri.fsPath), forWorker: { path: uri.fsPath } };
  const bytes = await workspace.fs.readFile(uri);
  return { source: bytesSource(bytes), forWorker: { name: uri.path, bytes } };
}

export async function exists(uri: Uri): Promise<boolean> {
  try {
    return (await workspace.fs.stat(uri)).type !== FileType.Unknown;
  } catch {
    return false;
  }
}
