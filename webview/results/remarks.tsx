import type { ResultsSnapshot } from '../../src/protocol/resultsPage.ts';
import { Icon } from '../ui/icons.tsx';
import { t } from '../ui/l10n.ts';
import type { RunLook } from './runLooks.ts';

/** What to know before believing the numbers, and what people wrote about the runs. */
export function Remarks({ snapshot, looks }: { snapshot: ResultsSnapshot; looks: readonly RunLook[] }) {
  const { warnings, notes } = snapshot;
  if (warnings.length + notes.length === 0) return null;
  return (
    <ul class="remarks">
      {warnings.map((warning) => (
        <li key={warning} dir="auto">
          <Icon name="warning" label={t('Warning')} tone="warning" /> {warning}
        </li>
      ))}
      {notes.map(({ run, text }) => (
        <li key={run} class="quiet" dir="auto">
          {t('Notes on {0}: {1}', looks[run]?.label ?? '', text)}
        </li>
      ))}
    </ul>
  );
}
