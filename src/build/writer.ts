import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { BuildError } from './buildError.ts';

/** Gathered before they are written. */
const BATCH_BYTES = 1024 * 1024;

/** Files that come into being together: written aside, put in place only when all are complete. */
export class OutputFiles {
  private readonly files: OutputFile[] = [];
  private readonly openAside: (path: string) => Promise<FileHandle>;

  /** @param openAside creates a file for writing; a test gives one whose disk is full */
  constructor(openAside = (path: string) => open(path, 'w')) {
    this.openAside = openAside;
  }

  /** Begins a file; nothing is at `path` before `commit`. Missing folders are made. */
  async create(path: string): Promise<OutputFile> {
    const aside = `${path}.building`;
    const handle = await told(path, async () => {
      await mkdir(dirname(path), { recursive: true });
      return this.openAside(aside);
    });
    const file = new OutputFile(path, aside, handle);
    this.files.push(file);
    return file;
  }

  /** Puts every file in its place, over an earlier one. */
  async commit(): Promise<void> {
    for (const file of this.files) await file.finish();
    for (const { aside, path } of this.files) await told(path, () => rename(aside, path));
  }

  /** Takes back what was written aside; files already in place stay. Never rejects. */
  async discard(): Promise<void> {
    for (const file of this.files) await file.abandon();
  }
}

class OutputFile {
  readonly path: string;
  readonly aside: string;
  private readonly handle: FileHandle;
  private waiting: Buffer[] = [];
  private waitingBytes = 0;
  private open = true;

  constructor(path: string, aside: string, handle: FileHandle) {
    this.path = path;
    this.aside = aside;
    this.handle = handle;
  }

  async write(...pieces: Buffer[]): Promise<void> {
    for (const piece of pieces) this.waitingBytes += piece.length;
    this.waiting.push(...pieces);
    if (this.waitingBytes >= BATCH_BYTES) await this.flush();
  }

  /** Everything is on the disk, the file closed. */
  async finish(): Promise<void> {
    await this.flush();
    await told(this.path, () => this.handle.sync());
    await this.close();
  }

  async abandon(): Promise<void> {
    await this.close().catch(() => undefined);
    await rm(this.aside, { force: true }).catch(() => undefined);
  }

  private async flush(): Promise<void> {
    const batch = Buffer.concat(this.waiting, this.waitingBytes);
    this.waiting = [];
    this.waitingBytes = 0;
    await told(this.path, () => this.handle.appendFile(batch));
  }

  private async close(): Promise<void> {
    if (!this.open) return;
    this.open = false;
    await told(this.path, () => this.handle.close());
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full; make room and build again',
  EDQUOT: 'your share of the disk is used up; make room and build again',
  EACCES: 'you may not write there; choose another folder',
  EPERM: 'you may not write there; choose another folder',
  EROFS: 'the disk is read-only; choose another folder',
  EISDIR: 'there is a folder of that name; choose another name',
  EEXIST: 'a file stands where a folder is needed; choose another folder',
  ENOTDIR: 'a file stands where a folder is needed; choose another folder',
};

/** Runs a step of writing `path`; its failure becomes one sentence. */
async function told<T>(path: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const reason = REASONS[code] ?? (error instanceof Error ? error.message : String(error));
    throw new BuildError(`${basename(path)} was not written, an earlier one is unchanged: ${reason}.`);
  }
}
