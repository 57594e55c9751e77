import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { decodeDataUrl, parseDataUrl } from '../dataset/dataUrl.ts';
import { BuildError } from './buildError.ts';

/** Shorter text is never taken for base64: no image is that small, but a path is. */
const SHORTEST_BASE64 = 200;

/**
 * Bytes of the image that a cell stands for: a path from the table's folder, a data URL, or bare base64.
 * @throws {BuildError} when there is none, or it cannot be read
 */
export async function imageBytes(value: unknown, directory: string, where: string): Promise<Buffer> {
  if (typeof value !== 'string' || value === '')
    throw new BuildError(`${where} has no image: give a path, a data URL or base64.`);
  const url = parseDataUrl(value);
  if (url) return decodeDataUrl(url);
  if (/^https?:/i.test(value))
    throw new BuildError(
      `${where}: images are not fetched from the web; save ${value} beside the table and name the file.`,
    );
  if (value.length >= SHORTEST_BASE64 && /^[A-Za-z0-9+/\s]+=*\s*$/.test(value)) return Buffer.from(value, 'base64');
  try {
    return await readFile(resolve(directory, value));
  } catch (error) {
    const why = error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'is missing' : 'cannot be read';
    throw new BuildError(`${where}: the image ${value} ${why}; put it there or correct the row.`);
  }
}
