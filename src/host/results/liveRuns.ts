import { createPace } from '../../evaluate/pace.ts';
import type { ResultsRun } from '../../evaluate/results.ts';
import type { LiveRun } from '../../protocol/resultsPage.ts';
import { goingOf, isUnderWay } from '../runs/underWay.ts';

/** A run that nobody in this window asks is under way as long as it grows so often. */
const QUIET_MS = 30_000;

/** How far runs are that are not complete. What another program writes is known by how it grows. */
export class LiveRuns {
  private readonly seen = new Map<string, { done: number; grewAt: number; paceOf: ReturnType<typeof createPace> }>();

  of(runs: readonly ResultsRun[]): LiveRun[] {
    return runs.flatMap((run, at) => (this.isLive(run) ? [{ run: at, ...this.stateOf(run) }] : []));
  }

  private isLive({ folder, info, done }: ResultsRun): boolean {
    // a cookbook's result file says of no other example
    return isUnderWay(folder) || (info.provider !== 'file' && done < info.test.examples);
  }

  private stateOf({ folder, info, done, usd }: ResultsRun): Omit<LiveRun, 'run'> {
    const total = info.test.examples;
    const pace = this.paceOf(folder, done, total);
    const own = goingOf(folder);
    const { rate, seconds } = own ?? pace;
    return {
      ...{ done, total, usd, going: isUnderWay(folder) || pace.grows },
      ...((isUnderWay(folder) || pace.grows) && { rate, seconds }),
      ...(own?.waits !== undefined && { waits: own.waits }),
    };
  }

  private paceOf(folder: string, done: number, total: number) {
    const now = Date.now();
    const known = this.seen.get(folder) ?? { done, grewAt: 0, paceOf: createPace() };
    if (done > known.done) Object.assign(known, { done, grewAt: now });
    this.seen.set(folder, known);
    return { ...known.paceOf({ done, total }), grows: now - known.grewAt < QUIET_MS };
  }
}

/** After so many milliseconds it is seen whether a run that grew has stopped. */
export const SEEN_STOPPED_MS = QUIET_MS + 1000;
