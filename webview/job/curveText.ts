import type { CheckpointView, CurveView, JobPhase } from '../../src/protocol/jobPage.ts';
import { plural, t } from '../ui/l10n.ts';
import { bestText, valueText, type Curves } from './curve.ts';
import { isOver } from './stateLine.ts';

/** "Validation loss rises since step 220". */
export const risesText = (since: number): string => t('Validation loss rises since step {0}', since);

/** The chart in sentences, for who does not see it. */
export function curveSummary(curves: Curves, curve: CurveView, checkpoints: readonly CheckpointView[]): string {
  const { measure, train, smooth, valid } = curves;
  const value = (reading: { value: number }) => valueText(measure, reading.value);
  const said: string[] = [];
  const [first, last] = [train[0], smooth.at(-1) ?? train.at(-1)];
  if (first && last)
    said.push(
      first.step === last.step
        ? t('Training: {0} at step {1}.', value(first), first.step)
        : t('Training: {0} at step {1}, {2} at step {3}.', value(first), first.step, value(last), last.step),
    );
  const lastValid = valid.at(-1);
  if (lastValid) {
    const best = valid.reduce((a, b) => ((measure === 'loss' ? b.value < a.value : b.value > a.value) ? b : a));
    const extreme =
      measure === 'loss'
        ? t('lowest {0} at step {1}', value(best), best.step)
        : t('highest {0} at step {1}', value(best), best.step);
    said.push(t('Validation: {0} at step {1}, {2}.', value(lastValid), lastValid.step, extreme));
  }
  const { rises } = curve;
  if (measure === 'loss' && rises) {
    const turned = risesText(rises.since);
    said.push(rises.best === undefined ? `${turned}.` : `${turned}; ${bestText(rises.best, checkpoints)}.`);
  }
  if (checkpoints.length > 0)
    said.push(
      plural(checkpoints.length, '{0} checkpoint', '{0} checkpoints') +
        `: ${checkpoints.map(({ step }) => t('step {0}', step)).join(', ')}.`,
    );
  return said.join(' ');
}

/** Why there is no chart, or when it comes. */
export function whyNoCurve(phase: JobPhase): string {
  if (phase === 'succeeded') return t('The vendor told no losses of this job.');
  if (isOver(phase)) return t('The job ended before a step was measured, so there is no curve.');
  if (phase === 'waiting') return t('The curve begins once the job runs and a step is measured.');
  return t('The curve begins with the first measured step.');
}
