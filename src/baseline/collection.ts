import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '../dataset/replaceFile.ts';

let counter = 0;

/** A new id; ids sort by the time they were made. */
export function newId(prefix: string): string {
  counter = (counter + 1) % 1296;
  const time = Date.now().toString(36).padStart(9, '0');
  return `${prefix}${time}${counter.toString(36).padStart(2, '0')}${randomBytes(4).toString('hex')}`;
}

export const seconds = (): number => Math.floor(Date.now() / 1000);

/**
 * Records of one kind, a JSON file each, written whole or not at all. Nothing is held in memory, so several servers
 * may work on one folder.
 */
export class Collection<T extends { id: string }> {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Where else something that belongs to a record may lie: `NAME.EXTENSION` beside its file. */
  path(id: string, extension: string): string {
    return join(this.folder, `${encodeURIComponent(id)}.${extension}`);
  }

  /** Makes the folder when it is missing. */
  async prepare(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
  }

  async get(id: string): Promise<T | undefined> {
    try {
      return JSON.parse(await readFile(this.path(id, 'json'), 'utf8')) as T;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async put(record: T): Promise<void> {
    await this.prepare();
    await replaceFile(this.path(record.id, 'json'), (file) => file.writeFile(JSON.stringify(record)), 0o600);
  }

  /** Ids, newest first. */
  async ids(): Promise<string[]> {
    const names = await readdir(this.folder).catch((error: unknown) => {
      if (isMissing(error)) return [];
      throw error;
    });
    const ids = names.filter((name) => name.endsWith('.json')).map((name) => decodeURIComponent(name.slice(0, -5)));
    return ids.sort().reverse();
  }

  /** Newest first. */
  async list(): Promise<T[]> {
    const records = await Promise.all((await this.ids()).map((id) => this.get(id)));
    return records.filter((record) => record !== undefined);
  }

  async delete(id: string, ...extensions: string[]): Promise<void> {
    for (const extension of ['json', ...extensions]) await rm(this.path(id, extension), { force: true });
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
