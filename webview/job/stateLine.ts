import type { JobPhase, JobSnapshot, SkippedView } from '../../src/protocol/jobPage.ts';
import { language, plural, t } from '../ui/l10n.ts';
import { durationText } from './times.ts';

/** Whether nothing more will happen. */
export const isOver = (phase: JobPhase): boolean =>
  phase === 'succeeded' || phase === 'failed' || phase === 'cancelled';

/** The vendor's word for a state as it is read: "validating_files" is "validating files". */
export const stateText = (state: string): string => state.replaceAll('_', ' ');

/** US dollars in the user's way of writing. */
export const usd = (value: number): string =>
  value.toLocaleString(language(), { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' });

function stepText({ phase, step, steps }: JobSnapshot): string | undefined {
  if (phase === 'succeeded' && steps !== undefined) return plural(steps, '{0} step', '{0} steps');
  if (step === undefined) return undefined;
  return steps === undefined ? t('step {0}', step) : t('step {0} of {1}', step, steps);
}

function costText({ cost, phase }: JobSnapshot): string | undefined {
  if (!cost) return undefined;
  const { soFar, total, exact } = cost;
  const over = isOver(phase);
  const paid = over ? (soFar ?? total) : soFar;
  if (paid === undefined && total === undefined) return undefined;
  if (paid === undefined) return exact ? t('{0} in all', usd(total ?? 0)) : t('about {0} in all', usd(total ?? 0));
  if (over) return exact ? usd(paid) : t('about {0}', usd(paid));
  if (total === undefined) return exact ? t('{0} so far', usd(paid)) : t('about {0} so far', usd(paid));
  return exact ? t('{0} of {1} so far', usd(paid), usd(total)) : t('about {0} of {1} so far', usd(paid), usd(total));
}

function leftText({ phase, timeLeft }: JobSnapshot): string | undefined {
  return timeLeft === undefined || isOver(phase) ? undefined : t('about {0} left', durationText(timeLeft));
}

/** What is said beside the vendor's word: ", step 312 of 460 · about 13 min left · about $14.40 of $21.20 so far". */
export function stateRest(snapshot: JobSnapshot): string {
  const step = stepText(snapshot);
  const rest = [leftText(snapshot), costText(snapshot)].filter((text) => text !== undefined);
  return [step === undefined ? '' : `, ${step}`, ...rest].join(' · ');
}

/** "230 of 630 examples trained: 400 skipped". */
export function skippedText({ count, used, of }: SkippedView): string {
  if (used === undefined) return plural(count, '{0} example skipped', '{0} examples skipped');
  if (of === undefined) return t('{0} examples trained: {1} skipped', used, count);
  return t('{0} of {1} examples trained: {2} skipped', used, of, count);
}

/** "people 212, faces 160"; empty where no reason is said. */
export const reasonsText = ({ reasons }: SkippedView): string =>
  reasons.map(({ label, count }) => (count === undefined ? label : t('{0} {1}', label, count))).join(', ');

/** What the plan is without them: "about $7.70 instead of $21.20 for 4 epochs"; `undefined` where nothing is known. */
export function planText({ price, epochs }: SkippedView): string | undefined {
  const cost = price && t('about {0} instead of {1}', usd(price.now), usd(price.planned));
  const length = epochs === undefined ? undefined : plural(epochs, '{0} epoch', '{0} epochs');
  return cost !== undefined && length !== undefined ? t('{0} for {1}', cost, length) : (cost ?? length);
}
