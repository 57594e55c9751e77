import type { ResultsSnapshot } from '../../src/protocol/resultsPage.ts';
import { t } from '../ui/l10n.ts';

type Role = ResultsSnapshot['runs'][number]['role'];

/** How a run is called and coloured all over the page. */
export interface RunLook {
  /** "tuned", "base", or the run's own name. */
  label: string;
  role: string;
  /** A CSS colour made of theme variables. */
  color: string;
}

const HUES = 6;
const GREYS = 4;

/** Roles as words; a run without one has none. */
export function roleText(role: Role): string {
  return { tuned: t('tuned'), base: t('base'), baseline: t('baseline'), control: t('control'), run: '' }[role];
}

/**
 * The tuned model is blue and the base model orange wherever they stand; others take the next hue, baselines and
 * control arms a grey. A role that only one run has is its name.
 */
export function runLooks(runs: readonly { name: string; role: Role }[]): RunLook[] {
  const kept: Partial<Record<Role, number>> = { tuned: 1, base: 2 };
  const taken = new Set<number>();
  let greys = 0;
  const hueOf = (role: Role) => {
    const own = kept[role];
    const reserved = new Set(runs.flatMap((run) => kept[run.role] ?? []));
    let hue = own !== undefined && !taken.has(own) ? own : 1;
    while (hue < HUES && (taken.has(hue) || (hue !== own && reserved.has(hue)))) hue++;
    taken.add(hue);
    return hue;
  };
  return runs.map(({ name, role }) => {
    const grey = role === 'baseline' || role === 'control';
    const alone = (role === 'tuned' || role === 'base') && runs.filter((run) => run.role === role).length === 1;
    return {
      label: alone ? roleText(role) : name,
      role: roleText(role),
      color: grey ? `var(--grey-${Math.min(++greys, GREYS)})` : `var(--run-${hueOf(role)})`,
    };
  });
}
