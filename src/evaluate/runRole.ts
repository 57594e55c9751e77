import type { RunRole } from './report.ts';
import type { RunInfo } from './run.ts';
import { baseModelOf } from './spending.ts';

/** Names of the embedded provider's base models (format.md of the provider: exactly these two). */
const BASELINES: readonly string[] = ['prior', 'nearest-neighbour'];

/** Whether a model, tuned or not, is one of the classical baselines. */
export const isBaseline = (model: string): boolean => BASELINES.includes(baseModelOf(model));

export function roleOf({ model, arm, provider }: Pick<RunInfo, 'model' | 'arm' | 'provider'>): RunRole {
  if (provider === 'file') return 'run';
  if (arm !== 'normal') return 'control';
  if (isBaseline(model)) return 'baseline';
  return model.startsWith('ft:') ? 'tuned' : 'base';
}
