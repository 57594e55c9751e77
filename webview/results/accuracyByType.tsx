import { useCallback } from 'preact/hooks';
import type { ResultsSnapshot } from '../../src/protocol/resultsPage.ts';
import { Chart } from '../ui/chart.tsx';
import { ToggleButton } from '../ui/controls.tsx';
import { points } from '../ui/format.ts';
import { t } from '../ui/l10n.ts';
import { accuracyBars, accuracyPlot } from './accuracyPlot.ts';
import type { ResultsModel } from './model.ts';
import { Swatch } from './modelsTable.tsx';
import type { RunLook } from './runLooks.ts';

export interface AccuracyProps {
  model: ResultsModel;
  report: ResultsSnapshot['report'];
  looks: readonly RunLook[];
}

/** The runs' names with their colours. */
function Legend({ looks }: { looks: readonly RunLook[] }) {
  return (
    <span class="key small">
      {looks.map((look, index) => (
        <span key={index}>
          <Swatch color={look.color} />
          {look.label}
        </span>
      ))}
    </span>
  );
}

/** How often each run is right, by type of question, with what chance leaves open. */
export function AccuracyByType({ model, report, looks }: AccuracyProps) {
  const { rule, typesAsTable } = model.place;
  const bars = accuracyBars(report, rule, looks);
  const types = [...new Set(bars.map((bar) => bar.type))];
  const options = useCallback(
    (width: number) => accuracyPlot(accuracyBars(report, rule, looks), width),
    // looks are made of the report
    [report, rule],
  );
  if (types.length === 0) return null;
  const summary = bars.map((bar) => `${bar.type}, ${bar.label}: ${points(bar.value)}`).join('; ');
  return (
    <Chart
      title={t('Accuracy by type')}
      label={t('Accuracy by type of question in percent. {0}', summary)}
      aside={
        <>
          <span class="choice" role="group" aria-label={t('Match')}>
            {(['strict', 'lenient'] as const).map((choice) => (
              <ToggleButton
                key={choice}
                on={rule === choice}
                onClick={() => {
                  model.setPlace({ rule: choice });
                }}
              >
                {choice === 'strict' ? t('strict') : t('lenient')}
              </ToggleButton>
            ))}
          </span>
          <Legend looks={looks} />
        </>
      }
      options={options}
      asTable={typesAsTable}
      onTable={(asTable) => {
        model.setPlace({ typesAsTable: asTable });
      }}
      table={
        <table class="numbers">
          <thead>
            <tr>
              <th>{t('type')}</th>
              <th>{t('model')}</th>
              <th class="figure">n</th>
              <th class="figure">{t('right')}</th>
              <th class="figure">%</th>
              <th class="figure">95 %</th>
            </tr>
          </thead>
          <tbody>
            {bars.map((bar, index) => (
              <tr key={index}>
                <td>{bar.type}</td>
                <td>{bar.label}</td>
                <td class="figure">{bar.n.toLocaleString()}</td>
                <td class="figure">{bar.correct.toLocaleString()}</td>
                <td class="figure">{points(bar.value)}</td>
                <td class="figure quiet">{t('{0} to {1}', points(bar.low), points(bar.high))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  );
}
