import { useCallback } from 'preact/hooks';
import type { ResultsSnapshot } from '../../src/protocol/resultsPage.ts';
import { Chart } from '../ui/chart.tsx';
import { timeText, usdText } from '../ui/format.ts';
import { t } from '../ui/l10n.ts';
import { filesOf } from './chartFiles.ts';
import { costBars, costsPlot } from './costsPlot.ts';
import { MEASURES } from './measures.ts';
import type { ResultsModel } from './model.ts';
import type { RunLook } from './runLooks.ts';

export interface CostsProps {
  model: ResultsModel;
  snapshot: ResultsSnapshot;
  looks: readonly RunLook[];
}

/** What the answers took: time and money. */
export function CostsChart({ model, snapshot, looks }: CostsProps) {
  const { runs } = snapshot.report;
  const options = useCallback(
    (width: number) => costsPlot(costBars(snapshot.report, looks), width),
    // looks are made of the report
    [snapshot],
  );
  const bars = costBars(snapshot.report, looks);
  if (bars.length === 0) return null;
  return (
    <Chart
      title={t('Latency and price')}
      explained={MEASURES.costs()}
      files={filesOf(model)}
      label={t('Latency and price of each model. {0}', bars.map(({ label, text }) => `${label}: ${text}`).join('; '))}
      aside={null}
      options={options}
      asTable={model.place.asTable.includes('costs')}
      onTable={(asTable) => {
        model.showAsTable('costs', asTable);
      }}
      table={
        <table class="numbers">
          <thead>
            <tr>
              <th>{t('model')}</th>
              {[t('timed'), t('median'), t('95 % within'), t('prompt tokens'), t('answer tokens'), t('price')].map(
                (head) => (
                  <th key={head} class="figure">
                    {head}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {runs.map(({ latency, tokens, usd }, index) => (
              <tr key={index}>
                <td>{looks[index]?.label}</td>
                {[
                  latency?.n.toLocaleString(),
                  latency && timeText(latency.medianMs),
                  latency && timeText(latency.p95Ms),
                  tokens?.prompt.toLocaleString(),
                  tokens?.completion.toLocaleString(),
                  usd === undefined ? undefined : usdText(usd),
                ].map((text, cell) => (
                  <td key={cell} class="figure">
                    {text ?? '–'}
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
