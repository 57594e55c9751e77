import { EVENT_KINDS, type EventKind } from '../../src/protocol/jobPage.ts';
import { ToggleButton } from '../ui/controls.tsx';
import { useHeight } from '../ui/hooks.ts';
import { t } from '../ui/l10n.ts';
import { PausedField } from '../ui/pausedField.tsx';
import type { JobModel } from './model.ts';

const kindText = (kind: EventKind): string =>
  ({ message: t('Messages'), metrics: t('Metrics'), warning: t('Warnings'), error: t('Errors') })[kind];

export interface EventFiltersProps {
  model: JobModel;
  /** Told how high the bar is, which depends on how often it wraps. */
  onHeight: (pixels: number) => void;
}

/** Which events are listed, each kind with its count; none chosen is all. */
export function EventFilters({ model, onHeight }: EventFiltersProps) {
  const bar = useHeight(onHeight);
  const { place, counts } = model;
  const toggled = (kind: EventKind) => EVENT_KINDS.filter((each) => place.kinds.includes(each) !== (each === kind));
  return (
    <div ref={bar} class="bar filters" role="toolbar" aria-label={t('Filter events')}>
      <h2>{t('Events')}</h2>
      {EVENT_KINDS.map((kind) => (
        <ToggleButton
          key={kind}
          on={place.kinds.includes(kind)}
          onClick={() => {
            model.setFilter({ kinds: toggled(kind) });
          }}
        >
          {kindText(kind)}
          {counts ? <span class="count">{counts[kind].toLocaleString()}</span> : null}
        </ToggleButton>
      ))}
      <span class="end">
        <PausedField
          label={t('Find')}
          text={place.text}
          onPause={(text) => {
            model.setFilter({ text });
          }}
        />
      </span>
    </div>
  );
}
