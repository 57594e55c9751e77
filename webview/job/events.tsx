import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { plural, t } from '../ui/l10n.ts';
import { rowAfterKey } from '../ui/rowKeys.ts';
import { useVirtualRows } from '../ui/virtualRows.ts';
import { EventCells } from './eventCells.tsx';
import { EventFilters } from './eventFilters.tsx';
import { useHeldSight } from './heldSight.ts';
import type { JobModel } from './model.ts';
import { clockText, momentText, needsDay } from './times.ts';

const ROW_HEIGHT = 22;
/** As late and long as a time of day is written. */
const LONGEST = new Date(2000, 10, 28, 22, 58, 58).getTime();

export interface EventsProps {
  model: JobModel;
  scroller: RefObject<HTMLElement | null>;
  /** When the job began, Unix milliseconds. */
  since: number | undefined;
}

/** Every event under the filter, newest first, of which only what is in sight is drawn; the chosen one in full. */
export function Events({ model, scroller, since }: EventsProps) {
  const body = useRef<HTMLDivElement>(null);
  const current = useRef<HTMLDivElement>(null);
  const focusNext = useRef(false);
  const [covered, setCovered] = useState(32);
  const [above, setAbove] = useState(0);
  const [extra, setExtra] = useState(0);
  const { total, events, place } = model;
  const { row: chosen, whole } = place;
  const list = useVirtualRows({
    count: total,
    rowHeight: ROW_HEIGHT,
    scroller,
    above,
    covered,
    keep: chosen,
    tall: whole ? { index: chosen, extra } : undefined,
  });
  useHeldSight(
    { scroller, body, covered, rowHeight: ROW_HEIGHT, above, cameBefore: model.cameBefore },
    list.hold,
    setAbove,
  );

  useLayoutEffect(() => {
    const message = current.current?.querySelector<HTMLElement>('.message');
    setExtra(whole && message ? Math.max(0, message.scrollHeight - ROW_HEIGHT) : 0);
    if (!focusNext.current) return;
    focusNext.current = false;
    list.show(chosen);
    current.current?.focus({ preventScroll: true });
  });
  useEffect(() => {
    // the first before they come into sight
    events.show(list.from, Math.min(total, list.to + 1));
  }, [events, total, list.from, list.to]);

  const choose = (row: number, inFull: boolean) => {
    focusNext.current = true;
    model.setPlace({ row, whole: inFull });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' || event.key === ' ') {
      choose(chosen, !whole);
    } else {
      const sight = (scroller.current?.clientHeight ?? 0) - covered;
      const next = rowAfterKey(event.key, chosen, total, Math.max(1, Math.floor(sight / ROW_HEIGHT) - 1));
      if (next === undefined) return;
      choose(next, whole);
    }
    event.preventDefault();
  };

  const dated = since !== undefined && needsDay(since);
  const longest = (dated ? momentText(LONGEST) : clockText(LONGEST)).length;
  return (
    <section class="events" aria-label={t('Events')}>
      <EventFilters model={model} onHeight={setCovered} />
      <div role="grid" aria-label={plural(total, '{0} event', '{0} events')} aria-rowcount={total}>
        <div
          ref={body}
          role="rowgroup"
          class="virtual"
          style={{ height: `${list.height}px`, '--when': `${longest}ch` }}
          onKeyDown={onKeyDown}
          onFocusIn={() => {
            model.rowFocused = true;
          }}
          onFocusOut={() => {
            model.rowFocused = false;
          }}
        >
          {list.rows.map(({ index, top }) => {
            const own = index === chosen;
            const full = own && whole;
            return (
              <div
                // counted from the oldest, so that the focus goes along where new ones come before it
                key={total - index}
                ref={own ? current : null}
                role="row"
                class={`row${own ? ' selected' : ''}${full ? ' full' : ''}`}
                aria-rowindex={index + 1}
                aria-selected={own}
                tabIndex={own ? 0 : -1}
                style={{ transform: `translateY(${top}px)`, height: `${ROW_HEIGHT + (full ? extra : 0)}px` }}
                onClick={() => {
                  // text that was just marked is to be copied
                  if (getSelection()?.isCollapsed !== false) choose(index, !full);
                }}
              >
                <EventCells event={events.get(index)} dated={dated} />
              </div>
            );
          })}
        </div>
      </div>
      {total === 0 && model.counts ? (
        <p class="nothing quiet">
          {model.snapshot?.events === 0 ? t('No event yet.') : t('No event passes these filters.')}
        </p>
      ) : null}
    </section>
  );
}
