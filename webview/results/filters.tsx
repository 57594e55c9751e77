import type { Agreement, Order, ResultsSnapshot } from '../../src/protocol/resultsPage.ts';
import { ToggleButton } from '../ui/controls.tsx';
import { useHeight } from '../ui/hooks.ts';
import { t } from '../ui/l10n.ts';
import { RATINGS } from '../ui/marks.tsx';
import { MenuButton } from '../ui/menu.tsx';
import { Explained } from '../ui/explained.tsx';
import { PausedField } from '../ui/pausedField.tsx';
import { pairLabels } from './compared.ts';
import type { ResultsModel } from './model.ts';
import type { RunLook } from './runLooks.ts';

export interface FiltersProps {
  model: ResultsModel;
  snapshot: ResultsSnapshot;
  looks: readonly RunLook[];
  /** Told how high the bar is, which depends on how often it wraps. */
  onHeight: (pixels: number) => void;
}

/** The choices about how the two compared runs agree; one run alone has none, ratings need a judge. */
function agreementChoices(snapshot: ResultsSnapshot, looks: readonly RunLook[]): [Agreement, string][] {
  const [a, b] = [looks[snapshot.a]?.label ?? '', looks[snapshot.b]?.label ?? ''];
  const compared: [Agreement, string][] = [
    ['onlyA', t('Only {0} right', a)],
    ['onlyB', t('Only {0} right', b)],
    ['flipped', t('Flipped')],
    ['both', t('Both right')],
    ['neither', t('Both wrong')],
  ];
  const alone: [Agreement, string][] = [
    ['onlyA', t('Right')],
    ['neither', t('Wrong')],
  ];
  const judged: [Agreement, string][] = [['judge', t('Judge disagrees')]];
  return [
    ['all', t('All')],
    ...(snapshot.a === snapshot.b ? alone : compared),
    ...(snapshot.judge === undefined ? [] : judged),
  ];
}

interface ChoiceProps {
  model: ResultsModel;
  part: 'type' | 'rating' | 'reference';
  label: string;
  all: string;
  names: readonly string[];
  counts: Readonly<Record<string, number>>;
}

/** One of the values of a part of the filter, each with its count. */
function Choice({ model, part, label, all, names, counts }: ChoiceProps) {
  const value = model.place[part];
  const choose = (chosen: string) => {
    model.setFilter({ [part]: chosen });
  };
  const items = [
    {
      text: all,
      checked: value === '',
      onChoose: () => {
        choose('');
      },
    },
    ...names.map((name) => ({
      text: part === 'rating' ? t(name) : name,
      detail: (counts[name] ?? 0).toLocaleString(),
      checked: value === name,
      onChoose: () => {
        choose(name);
      },
    })),
  ];
  return (
    <MenuButton label={label} on={value !== ''} title={label} sections={[{ items }]}>
      {value === '' ? label : part === 'rating' ? t(value) : value}
    </MenuButton>
  );
}

function Sort({ model, labels: [a, b] }: { model: ResultsModel; labels: readonly [string, string] }) {
  const texts: Record<Order, string> = {
    example: t('By example'),
    rating: t('{0} rated lower than {1} first', a, b),
    ratingHigher: t('{0} rated higher than {1} first', a, b),
    anls: t('Lowest ANLS of {0} first', a),
    latency: t('Slowest answers of {0} first', a),
  };
  const items = (Object.keys(texts) as Order[]).map((order) => ({
    text: texts[order],
    checked: model.place.order === order,
    onChoose: () => {
      model.setOrder(order);
    },
  }));
  return (
    <MenuButton label={t('Sort')} on={model.place.order !== 'example'} title={t('Sort')} sections={[{ items }]}>
      {t('Sort')}
    </MenuButton>
  );
}

/** What the keys of a row do. */
function RateHint({ labels: [a, b], alone }: { labels: readonly [string, string]; alone: boolean }) {
  const own = t('In the row that has the focus, 1 to 4 rate the answer of {0}: 1 is Very Similar, 4 is Incorrect.', a);
  const other = alone ? '' : t('With Shift they rate that of {0}.', b);
  const back = t('0 or Backspace takes a rating back.');
  return (
    <span class="small rate-hint">
      <Explained text={[own, other, back].filter(Boolean).join(' ')}>{t('Rate: 1 2 3 4')}</Explained>
    </span>
  );
}

/** Which examples the table shows, each choice with its count. */
export function Filters({ model, snapshot, looks, onHeight }: FiltersProps) {
  const bar = useHeight(onHeight);
  const { place, counts } = model;
  const labels = pairLabels(snapshot, looks);
  const references = Object.keys(counts?.references ?? {});
  return (
    <div ref={bar} class="bar filters" role="toolbar" aria-label={t('Filter examples')}>
      {agreementChoices(snapshot, looks).map(([agreement, text]) => (
        <ToggleButton
          key={agreement}
          on={place.agreement === agreement}
          onClick={() => {
            model.setFilter({ agreement });
          }}
        >
          {text}
          {counts ? <span class="count">{counts.agreement[agreement].toLocaleString()}</span> : null}
        </ToggleButton>
      ))}
      <span class="end">
        {snapshot.types.length > 1 ? (
          <Choice
            {...{ model, part: 'type', names: snapshot.types, counts: counts?.types ?? {} }}
            label={t('Type of question')}
            all={t('All types')}
          />
        ) : null}
        {snapshot.judge === undefined ? null : (
          <Choice
            {...{ model, part: 'rating', names: RATINGS, counts: counts?.ratings ?? {} }}
            label={t('Rating of {0}', looks[snapshot.a]?.label ?? '')}
            all={t('All ratings')}
          />
        )}
        {references.length > 1 || place.reference !== '' ? (
          <Choice
            {...{ model, part: 'reference', names: references, counts: counts?.references ?? {} }}
            label={t('Class')}
            all={t('All classes')}
          />
        ) : null}
        <RateHint {...{ labels }} alone={snapshot.a === snapshot.b} />
        {snapshot.judge === undefined ? null : (
          <ToggleButton
            on={place.blind}
            title={t("Hides the judge's rating of an answer until you have rated it")}
            onClick={() => {
              model.setPlace({ blind: !place.blind });
            }}
          >
            {t('Rate blind')}
          </ToggleButton>
        )}
        <Sort model={model} labels={labels} />
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
