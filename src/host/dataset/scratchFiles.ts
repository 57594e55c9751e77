import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ByteSource } from '../../dataset/byteSource.ts';
import { writeSource } from '../../dataset/replaceFile.ts';

/** Fewer bytes are held as text. */
const WORTH_A_FILE = 16 * 1024 * 1024;
/** A file this old that no backup tells of belongs to nobody. */
const FORGOTTEN_MS = 24 * 60 * 60 * 1000;
const NAME = /^lines-[0-9a-f-]{36}\.jsonl$/;

/**
 * Files of lines that an open document has beside the file it edits (a bulk edit writes one). They lie in the folder
 * that VS Code keeps backups in, outlive a crash with them, and go when the document is closed without unsaved edits.
 */
export class ScratchFiles {
  private readonly folder: string;
  private readonly files = new Set<string>();

  /** @param folder the extension's own, where VS Code puts the backups of its documents */
  constructor(folder: string) {
    this.folder = folder;
  }

  /** Path of a file that is not there yet. */
  async create(): Promise<string> {
    await mkdir(this.folder, { recursive: true });
    const path = join(this.folder, `lines-${randomUUID()}.jsonl`);
    this.files.add(path);
    return path;
  }

  /** Takes charge of files that a backup tells of. */
  adopt(paths: Iterable<string>): void {
    for (const path of paths) this.files.add(path);
  }

  /** Writes lines to a file of their own; `undefined` where they are few. */
  keepLines = async (lines: ByteSource): Promise<string | undefined> => {
    if (lines.size < WORTH_A_FILE) return undefined;
    const path = await this.create();
    const file = await open(path, 'wx', 0o600);
    try {
      await writeSource(file, lines);
    } finally {
      await file.close();
    }
    return path;
  };

  /** Deletes them all; those of other documents stay. */
  async delete(): Promise<void> {
    await Promise.all([...this.files].map((path) => rm(path, { force: true })));
    this.files.clear();
  }

  /** Deletes what documents that were closed with unsaved edits, or a crash, left behind and no backup tells of. */
  static async sweep(folder: string, now = Date.now()): Promise<void> {
    const names = await readdir(folder).catch(() => []);
    const scratch = names.filter((name) => NAME.test(name));
    if (scratch.length === 0) return;
    const others = names.filter((name) => !NAME.test(name)).map((name) => readFile(join(folder, name), 'utf8'));
    const backups = (await Promise.all(others.map((text) => text.catch(() => '')))).join('\n');
    for (const name of scratch) {
      const path = join(folder, name);
      const made = (await stat(path).catch(() => undefined))?.mtimeMs ?? now;
      if (now - made > FORGOTTEN_MS && !backups.includes(name)) await rm(path, { force: true });
    }
  }
}
