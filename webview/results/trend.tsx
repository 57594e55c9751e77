import { useCallback } from 'preact/hooks';
import { Chart } from '../ui/chart.tsx';
import { points } from '../ui/format.ts';
import { language, t } from '../ui/l10n.ts';
import { filesOf } from './chartFiles.ts';
import { MEASURES } from './measures.ts';
import type { ResultsModel } from './model.ts';
import { Swatch } from './modelsTable.tsx';
import { trendLines, trendPlot } from './trendPlot.ts';
import type { TrendLook } from './trendPlot.ts';

/** How right the models were over time, on the same test. */
export function TrendChart({ model, looks }: { model: ResultsModel; looks: readonly TrendLook[] }) {
  const { trend } = model;
  const options = useCallback(
    (width: number) => trendPlot(trendLines(trend, looks), width),
    // looks are made of the snapshot
    [trend, model.snapshot],
  );
  if (trend.length < 2) return null;
  const lines = trendLines(trend, looks);
  const dots = lines.flatMap((line) => line.dots);
  const summary = dots
    .map(({ label, at, value }) => `${label}, ${at.toLocaleDateString(language())}: ${points(value)}`)
    .join('; ');
  return (
    <Chart
      title={t('Trend')}
      explained={MEASURES.trend()}
      files={filesOf(model)}
      label={t('Accuracy of every run over this test by date, in percent. {0}', summary)}
      aside={
        <span class="key small">
          {lines.map(({ label, color }) => (
            <span key={label}>
              <Swatch color={color} />
              {label}
            </span>
          ))}
        </span>
      }
      options={options}
      asTable={model.place.asTable.includes('trend')}
      onTable={(asTable) => {
        model.showAsTable('trend', asTable);
      }}
      table={
        <table class="numbers">
          <thead>
            <tr>
              <th>{t('begun')}</th>
              <th>{t('model')}</th>
              <th>{t('run')}</th>
              <th class="figure">n</th>
              <th class="figure">%</th>
              <th class="figure">95 %</th>
            </tr>
          </thead>
          <tbody>
            {dots
              .toSorted((a, b) => a.at.getTime() - b.at.getTime())
              .map(({ at, label, name, n, value, low, high }, index) => (
                <tr key={index}>
                  <td>{at.toLocaleString(language())}</td>
                  <td>{label}</td>
                  <td>{name}</td>
                  <td class="figure">{n.toLocaleString()}</td>
                  <td class="figure">{points(value)}</td>
                  <td class="figure quiet">{t('{0} to {1}', points(low), points(high))}</td>
                </tr>
              ))}
          </tbody>
        </table>
      }
    />
  );
}
