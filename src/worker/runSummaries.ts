import { join, resolve } from 'node:path';
import { sumsOf } from '../dataset/sums.ts';
import { ByFileState } from '../evaluate/fileStamp.ts';
import type { TrendPoint } from '../evaluate/report.ts';
import type { RunInfo } from '../evaluate/run.ts';
import { readInfo } from '../evaluate/runFolder.ts';
import { testPathOf } from '../evaluate/runPaths.ts';
import { summarizeRun, trendPoint, type RunSummary, type TestState } from '../evaluate/runSummary.ts';

const nothingOf = ({ test }: RunInfo) => ({
  ...{ done: 0, errors: 0, total: test.examples },
  strict: { correct: 0, n: 0, value: 0, low: 0, high: 0 },
});

/** What lists say of runs: a run and a test file are read once for every state they are in. */
export class RunSummaries {
  private readonly counts = new ByFileState<Omit<RunSummary, 'test'>>();
  private readonly sums = new ByFileState<string | undefined>();

  /** A folder that is no run is left out. */
  async of(folders: readonly string[], signal: AbortSignal): Promise<[string, RunSummary][]> {
    const found: [string, RunSummary][] = [];
    for (const folder of folders) {
      signal.throwIfAborted();
      const summary = await this.summary(folder).catch(() => undefined);
      if (summary) found.push([folder, summary]);
    }
    return found;
  }

  /** Whether the test file of each run is still what it was made on; what is no run is left out. */
  async testStates(folders: readonly string[]): Promise<[string, TestState][]> {
    const found: [string, TestState][] = [];
    for (const folder of folders) {
      const info = await readInfo(folder).catch(() => undefined);
      if (info) found.push([folder, await this.testState(folder, info)]);
    }
    return found;
  }

  /**
   * How often each run was right, the oldest first. A run that cannot be read is left out: others are still a trend.
   * @param known points of runs that are read already, by folder
   */
  async trend(
    folders: readonly string[],
    known: ReadonlyMap<string, TrendPoint>,
    signal: AbortSignal,
  ): Promise<TrendPoint[]> {
    const points: TrendPoint[] = [];
    for (const folder of folders) {
      signal.throwIfAborted();
      const point = known.get(folder) ?? (await this.point(folder).catch(() => undefined));
      if (point && point.strict.n > 0) points.push(point);
    }
    return points.sort((a, b) => a.started.localeCompare(b.started));
  }

  private async point(folder: string): Promise<TrendPoint | undefined> {
    const info = await readInfo(folder);
    const counts = await this.counted(folder, info);
    return counts && trendPoint(info, counts.strict);
  }

  private counted(folder: string, info: RunInfo): Promise<Omit<RunSummary, 'test'> | undefined> {
    return this.counts.get(join(folder, 'predictions.jsonl'), () => summarizeRun(folder, info));
  }

  private async summary(folder: string): Promise<RunSummary> {
    const info = await readInfo(folder);
    const counts = await this.counted(folder, info).catch((error: unknown) => ({
      ...nothingOf(info),
      failure: error instanceof Error ? error.message : String(error),
    }));
    return { ...(counts ?? nothingOf(info)), test: await this.testState(folder, info) };
  }

  private async testState(path: string, info: RunInfo): Promise<TestState> {
    const sumOf = (file: string) => this.sums.get(file, async () => (await sumsOf(file, ['sha256']))[0]);
    const sum = await sumOf(testPathOf({ path, info }));
    if (sum === undefined) return 'missing';
    const { answers } = info;
    const same = !answers || (await sumOf(resolve(path, answers.path))) === answers.sha256;
    return sum === info.test.sha256 && same ? 'same' : 'changed';
  }
}
