import { useCallback, useMemo } from 'preact/hooks';
import type { JobSnapshot } from '../../src/protocol/jobPage.ts';
import { Chart } from '../ui/chart.tsx';
import { ToggleButton } from '../ui/controls.tsx';
import { t } from '../ui/l10n.ts';
import { curvesOf, measuresOf, type Measure } from './curve.ts';
import { curvePlot } from './curvePlot.ts';
import { CurveTable } from './curveTable.tsx';
import { curveSummary, whyNoCurve } from './curveText.ts';
import type { JobModel } from './model.ts';
import { isOver } from './stateLine.ts';

const titleOf = (measure: Measure) => (measure === 'loss' ? t('Loss by step') : t('Accuracy by step'));

function MeasureChoice({ model, shown }: { model: JobModel; shown: Measure }) {
  return (
    <span class="choice" role="group" aria-label={t('Measure')}>
      {(['loss', 'accuracy'] as const).map((measure) => (
        <ToggleButton
          key={measure}
          on={measure === shown}
          onClick={() => {
            model.setPlace({ measure });
          }}
        >
          {measure === 'loss' ? t('loss') : t('accuracy')}
        </ToggleButton>
      ))}
    </span>
  );
}

/** How the model learns; where nothing was measured, why. */
export function CurveChart({ model, snapshot }: { model: JobModel; snapshot: JobSnapshot }) {
  const { curve, checkpoints, phase, step } = snapshot;
  const { measure: wanted, asTable } = model.place;
  const measures = useMemo(() => measuresOf(curve), [curve]);
  const measure = measures.includes(wanted) ? wanted : (measures[0] ?? 'loss');
  const curves = useMemo(() => curvesOf(curve, measure), [curve, measure]);
  const summary = useMemo(() => curveSummary(curves, curve, checkpoints), [curves, curve, checkpoints]);
  const now = isOver(phase) ? undefined : step;
  const options = useCallback(
    (width: number) => curvePlot({ curves, curve, checkpoints, now }, width),
    [curves, curve, checkpoints, now],
  );
  if (measures.length === 0)
    return (
      <section class="no-curve" aria-label={titleOf('loss')}>
        <h2>{titleOf('loss')}</h2>
        <p class="quiet">{whyNoCurve(phase)}</p>
      </section>
    );
  return (
    <Chart
      title={titleOf(measure)}
      label={`${titleOf(measure)}. ${summary}`}
      aside={measures.length > 1 ? <MeasureChoice model={model} shown={measure} /> : null}
      options={options}
      asTable={asTable}
      onTable={(next) => {
        model.setPlace({ asTable: next });
      }}
      table={<CurveTable points={curve.points} measures={measures} />}
    />
  );
}
