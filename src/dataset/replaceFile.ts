import type { FileHandle } from 'node:fs/promises';
import { AsideFile } from './asideFile.ts';
import { readChunks, type ByteSource } from './byteSource.ts';
import type { ScanOptions } from './lineIndex.ts';

/**
 * Replaces a file as a whole or not at all: `write` fills a temporary file beside it, which is flushed to disk and then
 * renamed over it. Permissions are kept; behind a symbolic link its target is replaced, not the link.
 * Rejects with what `write` or the disk says; the file is then as it was and nothing is left beside it.
 * @param mode permissions of a file that is not there yet
 */
export async function replaceFile(
  path: string,
  write: (file: FileHandle) => Promise<void>,
  mode?: number,
): Promise<void> {
  const aside = await AsideFile.begin(path, mode);
  try {
    await write(aside.file);
    await aside.place(path);
  } catch (error) {
    await aside.discard();
    throw error;
  }
}

/** Copies all bytes of a source to the end of a file. */
export async function writeSource(
  file: FileHandle,
  source: ByteSource,
  { signal, onProgress }: ScanOptions = {},
): Promise<void> {
  for await (const { chunk, position } of readChunks(source)) {
    signal?.throwIfAborted();
    await file.writeFile(chunk);
    onProgress?.(position + chunk.length);
  }
}
