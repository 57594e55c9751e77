import { useRef } from 'preact/hooks';
import type { CurvePoint } from '../../src/protocol/jobPage.ts';
import { t } from '../ui/l10n.ts';
import { useVirtualRows } from '../ui/virtualRows.ts';
import { valueText, type Measure } from './curve.ts';

const ROW_HEIGHT = 22;

/** Every measured step with its values; only rows in sight are drawn. */
export function CurveTable({ points, measures }: { points: readonly CurvePoint[]; measures: readonly Measure[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useVirtualRows({ count: points.length, rowHeight: ROW_HEIGHT, scroller, keep: -1 });
  const columns = measures.flatMap((measure) => [
    {
      measure,
      head: measure === 'loss' ? t('training loss') : t('training accuracy'),
      key: measure === 'loss' ? ('trainLoss' as const) : ('trainAccuracy' as const),
    },
    {
      measure,
      head: measure === 'loss' ? t('validation loss') : t('validation accuracy'),
      key: measure === 'loss' ? ('validLoss' as const) : ('validAccuracy' as const),
    },
  ]);
  return (
    <div
      class="steps"
      role="table"
      aria-label={t('Measured steps')}
      aria-rowcount={points.length + 1}
      style={{ '--columns': columns.length }}
    >
      <div role="row" aria-rowindex={1} class="line small">
        <span role="columnheader">{t('step')}</span>
        {columns.map(({ head }) => (
          <span key={head} role="columnheader">
            {head}
          </span>
        ))}
      </div>
      {/* scrolled by keyboard too */}
      <div ref={scroller} class="body" role="rowgroup" tabIndex={0}>
        <div class="virtual" role="presentation" style={{ height: `${list.height}px` }}>
          {list.rows.map(({ index, top }) => {
            const point = points[index];
            return point === undefined ? null : (
              <div
                key={index}
                role="row"
                aria-rowindex={index + 2}
                class="row line"
                style={{ transform: `translateY(${top}px)`, height: `${ROW_HEIGHT}px` }}
              >
                <span role="cell">{point.step.toLocaleString()}</span>
                {columns.map(({ key, measure }) => {
                  const value = point[key];
                  return (
                    <span key={key} role="cell">
                      {value === undefined ? '–' : valueText(measure, value)}
                    </span>
                  );
                })}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
