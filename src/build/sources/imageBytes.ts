import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { BuildError } from '../buildError.ts';
import { readImageCell } from './imageCell.ts';

/** An image that is not in the cell any more, or not yet: read, or fetched, when it is needed. */
export abstract class WaitingImage {
  /** @param where names the row in an error */
  abstract bytes(where: string): Promise<Buffer>;
  /** What JSON, and so whoever compares cells, sees: the same for the same image. */
  abstract toJSON(): unknown;
}

/**
 * Bytes of the image that a cell stands for.
 * @param directory where relative paths begin
 * @throws {BuildError} when there is none, or it cannot be read
 */
export async function imageBytes(value: unknown, directory: string, where: string): Promise<Buffer> {
  if (value instanceof WaitingImage) return value.bytes(where);
  const cell = readImageCell(value);
  if (!cell) throw new BuildError(`${where} has no image: give a path, a data URL or base64.`);
  if ('bytes' in cell) return Buffer.from(cell.bytes.buffer, cell.bytes.byteOffset, cell.bytes.byteLength);
  if ('url' in cell)
    throw new BuildError(
      `${where}: images are not fetched from the web; save ${cell.url} beside the table and name the file.`,
    );
  try {
    return await readFile(resolve(directory, cell.path));
  } catch (error) {
    const why = error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'is missing' : 'cannot be read';
    throw new BuildError(`${where}: the image ${cell.path} ${why}; put it there or correct the row.`);
  }
}
