import { randomBytes } from 'node:crypto';
import { open, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Creates the file written aside; a test gives one whose disk is full. */
export type OpenAside = (path: string, mode: number | undefined) => Promise<FileHandle>;

/**
 * A file in the making: written beside the one it replaces, flushed to disk, then renamed over it. Permissions are
 * kept; behind a symbolic link its target is replaced, not the link. Until `place` nothing is at the path.
 */
export class AsideFile {
  readonly file: FileHandle;
  private readonly aside: string;
  private readonly mode: number | undefined;
  private open = true;

  private constructor(file: FileHandle, aside: string, mode: number | undefined) {
    this.file = file;
    this.aside = aside;
    this.mode = mode;
  }

  /** @param mode permissions of a file that is not there yet */
  static async begin(
    path: string,
    mode?: number,
    openAside: OpenAside = (aside, permissions) => open(aside, 'wx', permissions),
  ): Promise<AsideFile> {
    const target = await targetOf(path);
    const before = (await stat(target).catch(() => undefined))?.mode;
    const aside = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
    return new AsideFile(await openAside(aside, before ?? mode), aside, before);
  }

  /** Everything is on the disk and the file closed; once is enough. */
  async finish(): Promise<void> {
    if (!this.open) return;
    // the mode given to open is cut by the umask
    if (this.mode !== undefined) await this.file.chmod(this.mode);
    await this.file.sync();
    await this.close();
  }

  /** Puts the finished file where it belongs, over an earlier one. @param path in the folder it was begun for */
  async place(path: string): Promise<void> {
    await this.finish();
    await rename(this.aside, await targetOf(path));
  }

  /** Takes back what was written. Never rejects. */
  async discard(): Promise<void> {
    await this.close().catch(() => undefined);
    await rm(this.aside, { force: true }).catch(() => undefined);
  }

  private async close(): Promise<void> {
    if (!this.open) return;
    this.open = false;
    await this.file.close();
  }
}

const targetOf = (path: string) => realpath(path).catch(() => path);
