import { useCallback } from 'preact/hooks';
import type { ResultsSnapshot } from '../../src/protocol/resultsPage.ts';
import { Chart } from '../ui/chart.tsx';
import { points } from '../ui/format.ts';
import { t } from '../ui/l10n.ts';
import { Select } from '../ui/select.tsx';
import { filesOf } from './chartFiles.ts';
import { classFigures, confusionPlot } from './confusionPlot.ts';
import { MEASURES } from './measures.ts';
import type { ResultsModel } from './model.ts';
import type { RunLook } from './runLooks.ts';

type RunReport = ResultsSnapshot['report']['runs'][number];

/** The types of question whose answers are a closed set; `''` is the whole file. */
const closedTypes = (run: RunReport | undefined): string[] => [
  ...(run?.confusion ? [''] : []),
  ...(run?.types.flatMap(({ type, confusion }) => (confusion ? [type] : [])) ?? []),
];

const confusionIn = (run: RunReport | undefined, type: string) =>
  type === '' ? run?.confusion : run?.types.find((each) => each.type === type)?.confusion;

export interface ConfusionProps {
  model: ResultsModel;
  snapshot: ResultsSnapshot;
  looks: readonly RunLook[];
}

/** Which answers of a closed set one run takes for which others. */
export function ConfusionChart({ model, snapshot, looks }: ConfusionProps) {
  const { place } = model;
  const { runs } = snapshot.report;
  const at = runs[place.confusionRun] ? place.confusionRun : 0;
  const types = closedTypes(runs[at]);
  const type = types.includes(place.confusionType) ? place.confusionType : (types[0] ?? '');
  const confusion = confusionIn(runs[at], type);
  const options = useCallback(
    (width: number) => confusionPlot(confusion ?? { classes: [], counts: [] }, width),
    [confusion],
  );
  if (!confusion) return null;
  const figures = classFigures(confusion);
  const summary = figures.map((row) => `${row.name}: ${row.hits} / ${row.support}`).join('; ');
  return (
    <Chart
      title={t('Confusion')}
      explained={MEASURES.confusion()}
      files={filesOf(model)}
      label={t('Right answers of {0} by reference. {1}', looks[at]?.label ?? '', summary)}
      aside={
        <>
          <Select
            label={t('Type of question of the confusion table')}
            value={type}
            choices={types.map((value) => ({ value, text: value === '' ? t('All types') : value }))}
            onChange={(confusionType) => {
              model.setPlace({ confusionType });
            }}
          />
          <Select
            label={t('Run of the confusion table')}
            value={String(at)}
            choices={looks.map(({ label }, index) => ({ value: String(index), text: label }))}
            onChange={(run) => {
              model.setPlace({ confusionRun: Number(run) });
            }}
          />
        </>
      }
      options={options}
      note={t('Rows: reference. Columns: answer of {0}.', looks[at]?.label ?? '')}
      asTable={place.asTable.includes('confusion')}
      onTable={(asTable) => {
        model.showAsTable('confusion', asTable);
      }}
      table={
        <table class="numbers">
          <thead>
            <tr>
              <th>{t('reference')}</th>
              {[...confusion.classes, t('other'), t('precision'), t('recall'), 'F1'].map((head, index) => (
                <th key={index} class="figure">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {figures.map(({ name, counts, precision, recall, f1 }) => (
              <tr key={name}>
                <td>{name}</td>
                {counts.map((count, index) => (
                  <td key={index} class="figure">
                    {count.toLocaleString()}
                  </td>
                ))}
                {[precision, recall, f1].map((value, index) => (
                  <td key={index} class="figure">
                    {points(value)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  );
}
