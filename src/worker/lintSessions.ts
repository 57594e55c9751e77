import { stat } from 'node:fs/promises';
import { openFile } from '../dataset/byteSource.ts';
import { findOut, type Against, type Depth, type Progress } from '../lint/findOut.ts';
import type { FileReport } from '../lint/finding.ts';
import type { DeepFacts } from '../lint/imagePool.ts';
import type { LintOptions } from '../lint/lintRun.ts';
import { lintSource } from '../lint/runner.ts';
import { LintSession } from '../lint/session.ts';
import type { LintRequest, WorkerSource } from '../protocol/worker.ts';
import { openSource } from './openSource.ts';

/** Files that are edited at the same time, and lines of all of them that are kept at most. */
const MOST_SESSIONS = 4;
const MOST_LINES = 150_000;

type OnDisk = Extract<WorkerSource, { path: string }>;

interface Running {
  signal: AbortSignal;
  onProgress: Progress;
}

interface Kept {
  /** Of the file on disk and of what was asked: another one, another session. */
  stamp: string;
  /** Missing for a file that is judged whole each time. */
  session: LintSession | undefined;
}

/** Lints files; of those that are edited it keeps what is known of their lines. Images that were decoded stay known. */
export class LintSessions {
  private readonly decoded = new Map<string, DeepFacts>();
  /** Deep checks so far: after one, lines are judged anew by what it found out. */
  private deepChecks = 0;
  /** By path, the one used last behind the others. */
  private readonly kept = new Map<string, Kept>();
  private turn: Promise<unknown> = Promise.resolve();

  /** One after the other; `once`: for a file that is not being edited, nothing is kept. */
  async lint(from: WorkerSource, asked: LintRequest, running: Running): Promise<FileReport> {
    const { depth, once, ...options } = { ...asked, against: await existing(asked.against ?? []) };
    // decoding takes long: checks of edits do not wait for it
    if (depth === 'deep') await this.decode(from, options, running);
    const work = () => this.run(from, options, once === true, running);
    const report = this.turn.then(work, work);
    this.turn = report.catch(() => undefined);
    return report;
  }

  private async decode(from: WorkerSource, { against }: Depth, { signal, onProgress }: Running): Promise<void> {
    const source = await openSource(from);
    try {
      await findOut(source, { depth: 'deep', against }, this.decoded, { signal, onProgress });
      this.deepChecks++;
    } finally {
      await source.close();
    }
  }

  private async run(from: WorkerSource, options: LintOptions & Depth, once: boolean, running: Running) {
    running.signal.throwIfAborted();
    if (!('path' in from) || once) return this.lintWhole(from, options, running);
    // of the file as it is before it is read: one that changes meanwhile is read anew next time
    const stamp = await this.stampOf(from.path, options);
    const kept = this.kept.get(from.path);
    const { session, report } =
      kept?.stamp === stamp ? { ...kept, report: undefined } : await this.begin(from, options, running);
    this.keep(from.path, { stamp, session });
    if (!session) return report ?? this.lintWhole(from, options, running);
    return report ?? this.again(session, from, running.signal);
  }

  /** @returns no report where there are unsaved lines to be judged as well */
  private async begin({ path, unsaved }: OnDisk, options: LintOptions & Depth, running: Running) {
    const source = await openFile(path);
    try {
      const known = await findOut(source, options, this.decoded, running);
      const { session, report } = await LintSession.begin(source, path, options, {
        ...known,
        ...scanOf(source, running),
      });
      return { session, report: unsaved ? undefined : report };
    } finally {
      await source.close();
    }
  }

  private async again(session: LintSession, from: OnDisk, signal: AbortSignal): Promise<FileReport> {
    const source = await openFile(from.path);
    try {
      return await session.lint(from.unsaved ?? [{ from: 0, count: session.lineCount }], source, signal);
    } finally {
      await source.close();
    }
  }

  /** Bytes that are no file of a disk, files too large to be kept, and those nobody edits. */
  private async lintWhole(from: WorkerSource, options: LintOptions & Depth, running: Running): Promise<FileReport> {
    const source = await openSource(from);
    try {
      const known = await findOut(source, options, this.decoded, running);
      const name = 'path' in from ? from.path : from.name;
      return await lintSource(source, name, options, { ...known, ...scanOf(source, running) });
    } finally {
      await source.close();
    }
  }

  private keep(path: string, kept: Kept): void {
    this.kept.delete(path);
    this.kept.set(path, kept);
    let [lines, sessions] = [0, 0];
    for (const [other, { session }] of [...this.kept].toReversed()) {
      lines += session?.lineCount ?? 0;
      sessions++;
      if (other !== path && (lines > MOST_LINES || sessions > MOST_SESSIONS)) this.kept.delete(other);
    }
  }

  private async stampOf(path: string, options: LintOptions & Depth): Promise<string> {
    const states = await Promise.all(
      [path, ...(options.against ?? []).map((other) => other.path)].map(async (each) => {
        const { mtimeNs, size, ino } = await stat(each, { bigint: true });
        return `${mtimeNs} ${size} ${ino}`;
      }),
    );
    return JSON.stringify([states, this.deepChecks, options]);
  }
}

const scanOf = ({ size }: { size: number }, { signal, onProgress }: Running) => ({
  signal,
  onProgress: (bytes: number) => {
    onProgress(size === 0 ? 1 : bytes / size, 'checking');
  },
});

/** Splits that are there: a recipe may not have been built yet. */
async function existing(against: readonly Against[]): Promise<Against[]> {
  const there = await Promise.all(
    against.map(({ path }) =>
      stat(path).then(
        (found) => found.isFile(),
        () => false,
      ),
    ),
  );
  return against.filter((_, at) => there[at]);
}
