import { randomBytes } from 'node:crypto';
import { open, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { readChunks, type ByteSource } from './byteSource.ts';
import type { ScanOptions } from './lineIndex.ts';

/**
 * Replaces a file as a whole or not at all: `write` fills a temporary file beside it, which is flushed to disk and then
 * renamed over it. Permissions are kept; behind a symbolic link its target is replaced, not the link.
 * Rejects with what `write` or the disk says; the file is then as it was and nothing is left beside it.
 */
export async function replaceFile(path: string, write: (file: FileHandle) => Promise<void>): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const before = await stat(target).catch(() => undefined);
  const aside = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
  const file = await open(aside, 'wx', before?.mode);
  try {
    await write(file);
    // the mode given to open is cut by the umask
    if (before) await file.chmod(before.mode);
    await file.sync();
    await file.close();
    await rename(aside, target);
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(aside, { force: true });
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
