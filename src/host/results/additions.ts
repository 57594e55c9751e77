import { MOST_RUNS } from '../../evaluate/mostRuns.ts';
import { roleOf } from '../../evaluate/runRole.ts';
import { baseModelOf } from '../../evaluate/spending.ts';
import type { Addition } from '../../protocol/resultsPage.ts';
import type { FoundRun } from '../runs/foundRuns.ts';

export type Baseline = Extract<Addition, 'prior' | 'nearest-neighbour'>;
const BASELINES: readonly Baseline[] = ['prior', 'nearest-neighbour'];
const CONTROLS = ['blank', 'shuffled'] as const;

export const isBaselineAddition = (addition: Addition): addition is Baseline =>
  BASELINES.some((baseline) => baseline === addition);

/** Whether a run is what an addition to the run `own` would make. */
export function isAddition(addition: Addition, { info }: FoundRun, own: FoundRun): boolean {
  if (info.test.sha256 !== own.info.test.sha256) return false;
  if (isBaselineAddition(addition)) return info.arm === 'normal' && baseModelOf(info.model) === addition;
  return info.arm === addition && info.model === own.info.model && info.provider === own.info.provider;
}

/** What can still stand beside the runs shown; control arms are of run `a`'s own model, where it is no baseline. */
export function additionsTo(shown: readonly FoundRun[], a: number): Addition[] {
  const own = shown[a];
  if (!own || own.info.provider === 'file' || shown.length >= MOST_RUNS) return [];
  const role = roleOf(own.info);
  const wanted = role === 'tuned' || role === 'base' ? [...BASELINES, ...CONTROLS] : BASELINES;
  return wanted.filter((addition) => !shown.some((run) => isAddition(addition, run, own)));
}
