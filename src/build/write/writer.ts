import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { AsideFile, type OpenAside } from '../../dataset/asideFile.ts';
import { BuildError } from '../buildError.ts';

/** Gathered before they are written. */
const BATCH_BYTES = 1024 * 1024;

/** Where a build writes to. */
export interface FilesInto {
  create(path: string): Promise<Pick<OutputFile, 'write' | 'finish'>>;
  commit(): Promise<void>;
  /** Never rejects. */
  discard(): Promise<void>;
}

/** Files that come into being together: written aside, put in place only when all are complete. */
export class OutputFiles implements FilesInto {
  private readonly files: OutputFile[] = [];
  private readonly openAside: OpenAside | undefined;

  /** @param openAside creates a file for writing; a test gives one whose disk is full */
  constructor(openAside?: OpenAside) {
    this.openAside = openAside;
  }

  /** Begins a file; nothing is at `path` before `commit`. Missing folders are made. */
  async create(path: string): Promise<OutputFile> {
    const aside = await told(path, async () => {
      await mkdir(dirname(path), { recursive: true });
      return AsideFile.begin(path, undefined, this.openAside);
    });
    const file = new OutputFile(path, aside);
    this.files.push(file);
    return file;
  }

  /** Puts every file in its place, over an earlier one. */
  async commit(): Promise<void> {
    for (const file of this.files) await file.finish();
    for (const file of this.files) await file.place();
  }

  /** Takes back what was written aside; files already in place stay. Never rejects. */
  async discard(): Promise<void> {
    for (const file of this.files) await file.discard();
  }
}

export class OutputFile {
  /** Where it will stand; another file of the folder it was begun in may be named until `commit`. */
  path: string;
  private readonly aside: AsideFile;
  private readonly hash = createHash('sha256');
  private digest: string | undefined;
  private waiting: Buffer[] = [];
  private waitingBytes = 0;

  constructor(path: string, aside: AsideFile) {
    this.path = path;
    this.aside = aside;
  }

  async write(...pieces: Buffer[]): Promise<void> {
    for (const piece of pieces) this.waitingBytes += piece.length;
    this.waiting.push(...pieces);
    if (this.waitingBytes >= BATCH_BYTES) await this.flush();
  }

  /** Everything is on the disk, the file closed. @returns SHA-256 of its bytes */
  async finish(): Promise<string> {
    if (this.digest !== undefined) return this.digest;
    await this.flush();
    await told(this.path, () => this.aside.finish());
    return (this.digest = this.hash.digest('hex'));
  }

  place(): Promise<void> {
    return told(this.path, () => this.aside.place(this.path));
  }

  discard(): Promise<void> {
    return this.aside.discard();
  }

  private async flush(): Promise<void> {
    const [batch, bytes] = [this.waiting, this.waitingBytes];
    this.waiting = [];
    this.waitingBytes = 0;
    const written = told(this.path, () => this.append(batch, bytes));
    for (const piece of batch) this.hash.update(piece);
    await written;
  }

  /** The pieces as they are: most of a line is what every line begins with, and copying it costs more than writing. */
  private async append(batch: readonly Buffer[], bytes: number): Promise<void> {
    const { bytesWritten } = await this.aside.file.writev(batch);
    // a disk that is full takes a part, and says why with the next one
    if (bytesWritten < bytes) await this.aside.file.appendFile(Buffer.concat(batch).subarray(bytesWritten));
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
