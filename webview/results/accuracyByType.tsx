import { useCallback } from 'preact/hooks';
import type { ResultsSnapshot } from '../../src/protocol/resultsPage.ts';
import { Chart } from '../ui/chart.tsx';
import { ToggleButton } from '../ui/controls.tsx';
import { points, pText, signedPoints } from '../ui/format.ts';
import { t } from '../ui/l10n.ts';
import { accuracyBars, accuracyPlot } from './accuracyPlot.ts';
import { MEASURES } from './measures.ts';
import { filesOf } from './chartFiles.ts';
import type { ResultsModel } from './model.ts';
import { Swatch } from './modelsTable.tsx';
import type { RunLook } from './runLooks.ts';
import { pairLabels, typeDifferences } from './compared.ts';

export interface AccuracyProps {
  model: ResultsModel;
  snapshot: ResultsSnapshot;
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
export function AccuracyByType({ model, snapshot, looks }: AccuracyProps) {
  const { report } = snapshot;
  const { rule } = model.place;
  const bars = accuracyBars(report, rule, looks);
  const types = [...new Set(bars.map((bar) => bar.type))];
  const options = useCallback(
    (width: number) => accuracyPlot(accuracyBars(report, rule, looks), width, typeDifferences(snapshot, rule)),
    // looks are made of the report
    [snapshot, rule],
  );
  if (types.length === 0) return null;
  const differences = typeDifferences(snapshot, rule);
  const summary = bars.map((bar) => `${bar.type}, ${bar.label}: ${points(bar.value)}`).join('; ');
  return (
    <Chart
      title={t('Accuracy by type')}
      explained={MEASURES.byType()}
      files={filesOf(model)}
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
          {/* the bars of more runs have their names beside them */}
          {looks.length > 2 ? null : <Legend looks={looks} />}
        </>
      }
      options={options}
      asTable={model.place.asTable.includes('types')}
      onTable={(asTable) => {
        model.showAsTable('types', asTable);
      }}
      note={
        differences.length === 0
          ? undefined
          : t('Difference of {0} and {1}, p corrected for the number of types', ...pairLabels(snapshot, looks))
      }
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
              {differences.length > 0 ? <th class="figure">{t('difference')}</th> : null}
              {differences.length > 0 ? <th class="figure">p</th> : null}
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
                {differences
                  .filter(({ type }) => type === bar.type)
                  .flatMap(({ difference, holmP }) => [signedPoints(difference), pText(holmP)])
                  .map((text, cell) => (
                    <td key={cell} class="figure">
                      {bar.run === snapshot.a ? text : ''}
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
