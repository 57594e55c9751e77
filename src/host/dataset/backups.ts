import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Uri, type ExtensionContext } from 'vscode';
import { bytesSource } from '../../dataset/byteSource.ts';
import { DatasetDocument } from '../../dataset/document.ts';
import { replaceFile, writeSource } from '../../dataset/replaceFile.ts';

/** Lines told over those on disk, as `DatasetDocument.unsaved` tells them. */
export type Unsaved = Awaited<ReturnType<DatasetDocument['unsaved']>>;

/** Unsaved lines and the state of the file they belong to. */
export interface Backup {
  stamp: string | undefined;
  lines: Unsaved;
}

/**
 * Unsaved edits of each file, in a place of their own. VS Code tells which backup belongs to an editor only when it had
 * the time to keep its own state: after a kill, and in a browser after any reload, it often asks for none. So a file's
 * backup is found by the file's address, and is there exactly as long as the file has unsaved edits.
 */
export class Backups {
  /** Files that a backup tells of lie here, too. */
  readonly folder: string;
  /** One after the other: the last one asked for is the one that stays. */
  private last: Promise<unknown> = Promise.resolve();

  constructor({ storageUri, globalStorageUri }: Pick<ExtensionContext, 'storageUri' | 'globalStorageUri'>) {
    this.folder = join((storageUri ?? globalStorageUri).fsPath, 'unsaved');
  }

  /** What VS Code may hand back as the backup's id. */
  idOf(uri: Uri): string {
    return Uri.file(this.pathOf(uri)).toString();
  }

  write(uri: Uri, backup: Backup): Promise<void> {
    return this.next(async () => {
      await mkdir(this.folder, { recursive: true });
      await replaceFile(this.pathOf(uri), (file) => file.writeFile(JSON.stringify({ version: 1, ...backup })));
    });
  }

  remove(uri: Uri): Promise<void> {
    return this.next(() => rm(this.pathOf(uri), { force: true }));
  }

  /**
   * The backup of a file, `undefined` where there is none.
   * @param id that of another file's backup where this one was renamed; it is this file's from now on
   */
  async read(uri: Uri, id?: string): Promise<Backup | undefined> {
    await this.last;
    const own = this.pathOf(uri);
    const before = id === undefined ? own : Uri.parse(id).fsPath;
    const text = await readFile(before, 'utf8').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (text === undefined) return undefined;
    const backup = JSON.parse(text) as Backup;
    if (before !== own) {
      await this.write(uri, backup);
      await rm(before, { force: true });
    }
    return backup;
  }

  /**
   * Makes a file of its own of the lines that were written and have no place in the file any more; the backup is then
   * gone. @returns how many lines were kept
   */
  async setAside(uri: Uri, lines: Unsaved): Promise<number> {
    const written = lines.filter((run) => 'text' in run || 'file' in run);
    const document = new DatasetDocument(bytesSource(new Uint8Array()));
    await document.indexed;
    await document.restore(written);
    const path = join(this.folder, `${this.keyOf(uri)}-${Date.now()}.jsonl`);
    await mkdir(this.folder, { recursive: true });
    const bytes = await document.bytes();
    if (written.length > 0) await replaceFile(path, (file) => writeSource(file, bytes));
    await this.remove(uri);
    return document.lineCount;
  }

  /** The files that `setAside` made and nobody has taken yet, oldest first. */
  async asideOf(uri: Uri): Promise<Uri[]> {
    const names = await readdir(this.folder).catch(() => []);
    const mine = names.filter((name) => name.startsWith(`${this.keyOf(uri)}-`) && name.endsWith('.jsonl'));
    return mine.sort().map((name) => Uri.file(join(this.folder, name)));
  }

  private next<T>(action: () => Promise<T>): Promise<T> {
    const done = this.last.then(action);
    this.last = done.catch(() => undefined);
    return done;
  }

  private pathOf(uri: Uri): string {
    return join(this.folder, `${this.keyOf(uri)}.json`);
  }

  private keyOf(uri: Uri): string {
    return `${basename(uri.path)}-${createHash('sha256').update(uri.toString()).digest('hex').slice(0, 24)}`;
  }
}
