import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useMedia } from '../ui/hooks.ts';
import { plural, t } from '../ui/l10n.ts';
import { ratingOfKey } from '../ui/ratingKeys.ts';
import { rowAfterKey } from '../ui/rowKeys.ts';
import { BEYOND, useVirtualRows } from '../ui/virtualRows.ts';
import { ExampleCells } from './exampleCells.tsx';
import type { ResultsModel } from './model.ts';
import type { RunLook } from './runLooks.ts';

const ROW_HEIGHT = 44;
const HEAD_HEIGHT = 24;
/** Up to so many runs, ratings have columns of their own. */
const RATING_COLUMNS = 2;

export interface ExamplesProps {
  model: ResultsModel;
  looks: readonly RunLook[];
  scroller: RefObject<HTMLElement | null>;
  /** Pixels at the top of the scroller under which the head stays. */
  below: number;
}

/** Every example under the filter: a table of which only what is in sight is drawn. */
export function Examples({ model, looks, scroller, below }: ExamplesProps) {
  const covered = below + HEAD_HEIGHT;
  const body = useRef<HTMLDivElement>(null);
  const current = useRef<HTMLDivElement>(null);
  const focusNext = useRef(false);
  const [above, setAbove] = useState(0);
  const { total, rows, place } = model;
  const { snapshot } = model;
  const rated = snapshot?.judge !== undefined || snapshot?.report.runs.some(({ person }) => person) === true;
  const wide = useMedia('(min-width: 1000px)');
  const ratingColumns = rated && wide && looks.length <= RATING_COLUMNS;
  const list = useVirtualRows({
    count: total,
    rowHeight: ROW_HEIGHT,
    scroller,
    above,
    covered,
    keep: place.row,
  });

  useLayoutEffect(() => {
    // what stands above the table grows and shrinks with the window and the charts
    setAbove(body.current?.offsetTop ?? 0);
    if (!focusNext.current) return;
    focusNext.current = false;
    list.show(place.row);
    current.current?.focus({ preventScroll: true });
  });
  useEffect(() => {
    // also those that are drawn just out of sight
    rows.show(Math.max(0, list.from - BEYOND), Math.min(total, list.to + BEYOND));
  }, [rows, list.from, list.to, total]);

  const open = (index: number) => {
    const row = rows.get(index);
    if (row) void model.host.openExample(row.exampleId);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const rating = ratingOfKey(event);
    if (rating !== undefined) {
      model.rate(place.row, event.shiftKey ? place.b : place.a, rating);
    } else if (event.key === 'Enter') {
      open(place.row);
    } else {
      const sight = (scroller.current?.clientHeight ?? 0) - covered;
      const next = rowAfterKey(event.key, place.row, total, Math.max(1, Math.floor(sight / ROW_HEIGHT) - 1));
      if (next === undefined) return;
      focusNext.current = true;
      model.setPlace({ row: next });
    }
    event.preventDefault();
  };

  const heads = [
    ...looks.map((look) => look.label),
    ...(ratingColumns ? looks.map((look) => (looks.length === 1 ? t('rating') : t('rating, {0}', look.label))) : []),
  ];
  const columns = `minmax(0, 1.3fr) minmax(0, 1fr) repeat(${looks.length}, minmax(0, 1.2fr)) ${
    ratingColumns ? `repeat(${looks.length}, 136px)` : ''
  }`;
  return (
    <div
      class="examples"
      role="grid"
      aria-label={plural(total, '{0} example', '{0} examples')}
      aria-rowcount={total + 1}
      aria-keyshortcuts="1 2 3 4 0"
      style={{
        '--below': `${below}px`,
        '--columns': columns,
        '--runs': looks.length,
        '--digits': String(total).length,
      }}
    >
      <div role="row" aria-rowindex={1} class="head small">
        <span role="columnheader" class="figure">
          #
        </span>
        <span role="columnheader">
          <span class="unseen">{t('image')}</span>
        </span>
        {[t('question'), t('reference'), ...heads].map((head, index) => (
          <span key={index} role="columnheader" class="cut">
            {head}
          </span>
        ))}
      </div>
      <div ref={body} role="rowgroup" class="virtual" style={{ height: `${list.height}px` }} onKeyDown={onKeyDown}>
        {list.rows.map(({ index, top }) => (
          <div
            key={index}
            ref={index === place.row ? current : null}
            role="row"
            class={index === place.row ? 'row selected' : 'row'}
            aria-rowindex={index + 2}
            aria-selected={index === place.row}
            tabIndex={index === place.row ? 0 : -1}
            style={{ transform: `translateY(${top}px)`, height: `${ROW_HEIGHT}px` }}
            onClick={() => {
              focusNext.current = true;
              model.setPlace({ row: index });
              open(index);
            }}
          >
            <ExampleCells
              thumbnails={model.thumbnails}
              number={index + 1}
              row={rows.get(index)}
              looks={looks}
              blind={place.blind}
              ratings={ratingColumns ? 'columns' : rated ? 'below' : 'none'}
            />
          </div>
        ))}
      </div>
      {total === 0 && model.counts ? <p class="nothing quiet">{t('No example passes these filters.')}</p> : null}
    </div>
  );
}
