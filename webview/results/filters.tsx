import { useEffect, useRef } from 'preact/hooks';
import type { Agreement, ResultsSnapshot } from '../../src/protocol/resultsPage.ts';
import { ToggleButton } from '../ui/controls.tsx';
import { t } from '../ui/l10n.ts';
import { PausedField } from '../ui/pausedField.tsx';
import { Dropdown } from '../ui/toolkit.tsx';
import type { ResultsModel } from './model.ts';
import type { RunLook } from './runLooks.ts';

export interface FiltersProps {
  model: ResultsModel;
  snapshot: ResultsSnapshot;
  looks: readonly RunLook[];
  /** Told how high the bar is, which depends on how often it wraps. */
  onHeight: (pixels: number) => void;
}

/** Which runs the agreement is about: the report's first pair, or the first two runs. */
function pairLabels({ report }: ResultsSnapshot, looks: readonly RunLook[]): [string, string] {
  const [pair] = report.pairs;
  const label = (name: string | undefined, index: number) => {
    const found = report.runs.findIndex((run) => run.name === name);
    return looks[found < 0 ? index : found]?.label ?? '';
  };
  return [label(pair?.a, 0), label(pair?.b, 1)];
}

/** Which examples the table shows, each choice with its count. */
export function Filters({ model, snapshot, looks, onHeight }: FiltersProps) {
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      onHeight(bar.current?.offsetHeight ?? 0);
    });
    if (bar.current) observer.observe(bar.current);
    return () => {
      observer.disconnect();
    };
  }, [onHeight]);
  const { place, counts } = model;
  const [a, b] = pairLabels(snapshot, looks);
  const choices: [Agreement, string][] = [
    ['all', t('All')],
    ['onlyA', t('Only {0} right', a)],
    ['onlyB', t('Only {0} right', b)],
    ['both', t('Both right')],
    ['neither', t('Both wrong')],
  ];
  const shown = looks.length > 1 ? choices : choices.slice(0, 1);
  return (
    <div ref={bar} class="bar filters" role="toolbar" aria-label={t('Filter examples')}>
      {shown.map(([agreement, text]) => (
        <ToggleButton
          key={agreement}
          on={place.agreement === agreement}
          onClick={() => {
            model.setFilter({ agreement });
          }}
        >
          {text}
          {counts ? <span class="count">{counts[agreement].toLocaleString()}</span> : null}
        </ToggleButton>
      ))}
      <span class="end">
        {snapshot.types.length > 1 ? (
          <Dropdown
            label={t('Type of question')}
            value={place.type}
            choices={[
              { value: '', text: t('All types') },
              ...snapshot.types.map((type) => ({ value: type, text: type })),
            ]}
            onChange={(type) => {
              model.setFilter({ type });
            }}
          />
        ) : null}
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
