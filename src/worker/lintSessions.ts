import { stat } from 'node:fs/promises';
import { openFile } from '../dataset/byteSource.ts';
import { findOut, type Depth, type Progress } from '../lint/findOut.ts';
import type { FileReport } from '../lint/finding.ts';
import type { DeepFacts } from '../lint/imagePool.ts';
import type { LintOptions } from '../lint/lintRun.ts';
import { lintSource } from '../lint/runner.ts';
import { LintSession } from '../lint/session.ts';
import type { WorkerSource } from '../protocol/worker.ts';
import { openSource } from './openSource.ts';

/** Files that are edited at the same time, and lines of all of them that are kept at most. */
const MOST_SESSIONS = 4;
const MOST_LINES = 150_000;

interface Running {
  signal: AbortSignal;
  onProgress: Progress;
}

interface Kept {
  /** Of the file on disk and of what was asked: another one, another session. */
  stamp: string;
  session: LintSession;
}

/** Lints files; of those that are edited it keeps what is known of their lines. Images that were decoded stay known. */
export class LintSessions {
  private readonly decoded = new Map<string, DeepFacts>();
  /** By path, the one used last behind the others. */
  private readonly kept = new Map<string, Kept>();
  private turn: Promise<unknown> = Promise.resolve();

  /** One after the other: a check of the same lines takes the place of the one before. */
  lint(from: WorkerSource, options: LintOptions & Depth, running: Running): Promise<FileReport> {
    const work = () => this.run(from, options, running);
    const report = this.turn.then(work, work);
    this.turn = report.catch(() => undefined);
    return report;
  }

  private async run(from: WorkerSource, options: LintOptions & Depth, running: Running): Promise<FileReport> {
    const { signal, onProgress } = running;
    signal.throwIfAborted();
    if (!('path' in from)) return this.lintWhole(from, from.name, options, running);
    const stamp = await this.stampOf(from.path, options);
    const kept = this.kept.get(from.path);
    if (kept?.stamp === stamp && options.depth !== 'deep') {
      this.keep(from.path, kept);
      return this.again(kept.session, from);
    }
    this.kept.delete(from.path);
    const source = await openFile(from.path);
    try {
      const { signal: _, ...known } = { signal, ...(await findOut(source, options, this.decoded, running)) };
      const onRead = (bytes: number) => {
        onProgress(source.size === 0 ? 1 : bytes / source.size, 'checking');
      };
      const begun = await LintSession.begin(source, from.path, options, { ...known, signal, onProgress: onRead });
      const { session, report } = begun;
      if (!session) return from.unsaved ? await this.lintWhole(from, from.path, options, running) : report;
      // images that were decoded meanwhile are part of the stamp
      this.keep(from.path, { stamp: await this.stampOf(from.path, options), session });
      return from.unsaved ? await this.again(session, from) : report;
    } finally {
      await source.close();
    }
  }

  private async again(session: LintSession, from: Extract<WorkerSource, { path: string }>): Promise<FileReport> {
    const source = await openFile(from.path);
    try {
      return await session.lint(from.unsaved ?? [{ from: 0, count: session.lineCount }], source);
    } finally {
      await source.close();
    }
  }

  /** Bytes that are no file of a disk, and files too large to be kept. */
  private async lintWhole(from: WorkerSource, name: string, options: LintOptions & Depth, running: Running) {
    const source = await openSource(from);
    try {
      const known = await findOut(source, options, this.decoded, running);
      const onProgress = (bytes: number) => {
        running.onProgress(source.size === 0 ? 1 : bytes / source.size, 'checking');
      };
      return await lintSource(source, name, options, { ...known, signal: running.signal, onProgress });
    } finally {
      await source.close();
    }
  }

  private keep(path: string, kept: Kept): void {
    this.kept.delete(path);
    this.kept.set(path, kept);
    let lines = 0;
    for (const [other, { session }] of [...this.kept].toReversed()) {
      lines += session.lineCount;
      if (other !== path && (lines > MOST_LINES || this.kept.size > MOST_SESSIONS)) this.kept.delete(other);
    }
  }

  private async stampOf(path: string, { depth: _, ...options }: LintOptions & Depth): Promise<string> {
    const states = await Promise.all(
      [path, ...(options.against ?? []).map((other) => other.path)].map(async (each) => {
        const { mtimeNs, size, ino } = await stat(each, { bigint: true });
        return `${mtimeNs} ${size} ${ino}`;
      }),
    );
    return JSON.stringify([states, this.decoded.size, options]);
  }
}
