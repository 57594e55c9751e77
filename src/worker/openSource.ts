import { bytesSource, openFile, type ByteSource } from '../dataset/byteSource.ts';
import { editedSource } from '../dataset/editedSource.ts';
import { LineFiles } from '../dataset/lineFiles.ts';
import { LineIndex } from '../dataset/lineIndex.ts';
import type { WorkerSource } from '../protocol/worker.ts';

/** The bytes of a file as its editor shows them, unsaved lines included. */
export async function openSource(from: WorkerSource): Promise<ByteSource> {
  if (!('path' in from)) return bytesSource(from.bytes);
  const file = await openFile(from.path);
  if (!from.unsaved) return file;
  const index = new LineIndex(file);
  await index.build();
  const files = new LineFiles(index);
  return editedSource(files, await files.adopt(from.unsaved));
}
