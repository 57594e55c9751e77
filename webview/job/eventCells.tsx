import type { EventRow } from '../../src/protocol/jobPage.ts';
import { Icon } from '../ui/icons.tsx';
import { t } from '../ui/l10n.ts';
import { clockText, momentText } from './times.ts';

const SIGNS = {
  message: undefined,
  metrics: undefined,
  warning: () => t('warning'),
  error: () => t('error'),
} as const;

/** The cells of one event; its message is cut where the row is not the one shown in full. */
export function EventCells({ event, dated }: { event: EventRow | undefined; dated: boolean }) {
  if (!event) return <span role="gridcell" />;
  const { at, kind, message } = event;
  const sign = SIGNS[kind];
  return (
    <>
      <span role="gridcell" class="when" title={momentText(at)}>
        {dated ? momentText(at) : clockText(at)}
      </span>
      <span role="gridcell" class="message" dir="auto">
        {sign && (kind === 'warning' || kind === 'error') ? (
          <>
            <Icon name={kind} tone={kind} label={sign()} />{' '}
          </>
        ) : null}
        {message}
      </span>
    </>
  );
}
