import type { SkippedView } from '../../src/protocol/jobPage.ts';
import { Icon } from '../ui/icons.tsx';
import { t } from '../ui/l10n.ts';
import { Actions } from './actions.tsx';
import type { JobModel } from './model.ts';
import { planText, reasonsText, skippedText } from './stateLine.ts';

/** How much of the file was trained on, why not all, and what that changes. */
export function SkippedLine({ model, skipped }: { model: JobModel; skipped: SkippedView }) {
  const reasons = reasonsText(skipped);
  const plan = planText(skipped);
  return (
    <div class="skipped">
      <p>
        <Icon name="warning" tone="warning" /> {skippedText(skipped)}
        {reasons === '' ? null : (
          <span class="quiet" dir="auto">
            {' '}
            ({reasons})
          </span>
        )}
        {plan === undefined ? null : <span> · {plan}</span>}
      </p>
      <Actions model={model} actions={skipped.actions} label={t('Skipped examples')} look="links" />
    </div>
  );
}
