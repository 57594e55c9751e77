import type { ResultsSnapshot } from '../../src/protocol/resultsPage.ts';
import { t } from '../ui/l10n.ts';
import { Select } from '../ui/select.tsx';
import type { ResultsModel } from './model.ts';
import type { RunLook } from './runLooks.ts';

export interface CompareProps {
  model: ResultsModel;
  snapshot: ResultsSnapshot;
  looks: readonly RunLook[];
}

/** Which run is compared, and with which: the verdict, the differences and the filters are about these two. */
export function Compare({ model, snapshot: { a, b }, looks }: CompareProps) {
  if (looks.length < 2) return null;
  const choices = looks.map(({ label }, index) => ({ value: String(index), text: label }));
  return (
    <span class="compare quiet">
      {t('Compare')}
      <Select
        label={t('Run to compare')}
        value={String(a)}
        choices={choices}
        onChange={(run) => {
          model.compare({ a: Number(run) });
        }}
      />
      {t('with')}
      <Select
        label={t('Run to compare it with')}
        value={String(b)}
        choices={choices}
        onChange={(run) => {
          model.compare({ b: Number(run) });
        }}
      />
    </span>
  );
}
