import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Summing } from '../dataset/summing.ts';
import { newId } from './collection.ts';

/** A file made of the parts of an upload. */
export interface JoinedFile {
  path: string;
  md5: string;
}

/**
 * Joins the parts of one upload while others are still on their way, in the order they were begun; that is mostly the
 * order in which they are wanted in the end.
 */
export class JoinedParts {
  private readonly folder: string;
  private readonly summing: Summing;
  private readonly path: string;
  private readonly sum: ReturnType<Summing['begin']>;
  private readonly begun: string[] = [];
  private readonly arrived = new Set<string>();
  private readonly joined: string[] = [];
  private work: Promise<void> = Promise.resolve();

  constructor(folder: string, summing: Summing) {
    this.folder = folder;
    this.summing = summing;
    this.path = join(folder, `${newId('joined_')}.bytes`);
    this.sum = summing.begin(['md5'], this.path);
  }

  begin(part: string): void {
    this.begun.push(part);
  }

  /** A part that failed is not waited for. */
  drop(part: string): void {
    this.begun.splice(this.begun.indexOf(part), 1);
    this.joinNext();
  }

  arrive(part: string): void {
    this.arrived.add(part);
    this.joinNext();
  }

  /** Rejects where a part is not there. */
  async complete(parts: readonly string[]): Promise<JoinedFile> {
    if (parts.length === this.joined.length && parts.every((part, at) => part === this.joined[at])) {
      await this.work;
      const [md5 = ''] = await this.sum.digest();
      return { path: this.path, md5 };
    }
    const path = join(this.folder, `${newId('joined_')}.bytes`);
    const sum = this.summing.begin(['md5'], path);
    try {
      for (const part of parts) await sum.add(join(this.folder, part));
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
    const [md5 = ''] = await sum.digest();
    return { path, md5 };
  }

  private joinNext(): void {
    for (let part = this.begun[this.joined.length]; part !== undefined; part = this.begun[this.joined.length]) {
      if (!this.arrived.has(part)) return;
      const path = join(this.folder, part);
      this.joined.push(part);
      this.work = this.work.then(() => this.sum.add(path));
      // told by `complete`
      this.work.catch(() => undefined);
    }
  }
}
