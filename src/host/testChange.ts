import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { l10n } from 'vscode';
import type { Services } from './services.ts';
import type { FoundRun } from './runs.ts';

/** Whether a test file, or its file of answers, is another one than its runs were made with. */
export class TestChange {
  private readonly services: Services;
  private readonly runs: readonly FoundRun[];
  private known: { version: string; sentence: string | undefined } | undefined;

  constructor(services: Services, runs: readonly FoundRun[]) {
    this.services = services;
    this.runs = runs;
  }

  /** Another text whenever the files on disk may have changed. */
  async version(): Promise<string> {
    const stats = await Promise.all(this.files.map(({ path }) => stat(path).catch(() => undefined)));
    return stats.map((found) => (found ? `${found.size} ${found.mtimeMs}` : '')).join(' ');
  }

  /** One sentence about what has changed; `undefined` where nothing has. */
  async sentence(): Promise<string | undefined> {
    const version = await this.version();
    if (this.known?.version !== version) this.known = { version, sentence: await this.look() };
    return this.known.sentence;
  }

  private async look(): Promise<string | undefined> {
    const { worker } = this.services;
    const changed: string[] = [];
    for (const { path, sums } of this.files) {
      const [sum] = await worker.run((tasks, task) => tasks.sums(task, path, ['sha256'])).catch(() => [undefined]);
      if (sum !== undefined && sums.some((before) => before !== sum)) changed.push(basename(path));
    }
    if (changed.length === 0) return undefined;
    return l10n.t(
      '{0} changed after these runs: the results are those of the file as it was. Evaluate again for results of it as it is.',
      changed.join(', '),
    );
  }

  private get files(): { path: string; sums: string[] }[] {
    const [first] = this.runs;
    if (!first) return [];
    const answers = first.test.replace(/(\.jsonl)?$/, '.answers.jsonl');
    const sumsOf = (of: (run: FoundRun) => string | undefined) => this.runs.flatMap((run) => of(run) ?? []);
    return [
      { path: first.test, sums: sumsOf(({ info }) => info.test.sha256) },
      { path: answers, sums: sumsOf(({ info }) => info.answers?.sha256) },
    ].filter(({ sums }) => sums.length > 0);
  }
}
