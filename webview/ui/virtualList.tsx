import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { useVirtualRows } from './virtualRows.ts';
import { rowAfterKey } from './rowKeys.ts';

/** How a row was gone to: alone, with all between, in or out of the chosen ones, or leaving them as they are. */
export type Reach = 'one' | 'span' | 'toggle' | 'focus';

const reachOf = (event: KeyboardEvent | MouseEvent, withCommand: Reach): Reach =>
  event.shiftKey ? 'span' : event.ctrlKey || event.metaKey ? withCommand : 'one';

export interface VirtualListProps {
  label: string;
  count: number;
  rowHeight: number;
  selected: number;
  onSelect: (index: number, reach: Reach) => void;
  /** Which rows are chosen where there may be many; `selected` is then the one with the focus. */
  isChosen?: (index: number) => boolean;
  /** Keys beyond those that move; true when it was one. */
  onKey?: (event: KeyboardEvent) => boolean;
  /** Enter on a row, or a double click. */
  onOpen: (index: number) => void;
  /** Rows in sight changed; `to` is exclusive. */
  onSight: (from: number, to: number) => void;
  row: (index: number) => ComponentChildren;
}

/** A list box of rows of one height, drawn as far as they are in sight; one row has the focus and arrows move it. */
export function VirtualList(props: VirtualListProps) {
  const { label, count, rowHeight, selected, onSelect, isChosen, onKey, onOpen, onSight, row } = props;
  const chosen = isChosen ?? ((index: number) => index === selected);
  const hadFocus = useRef(false);
  const scroller = useRef<HTMLDivElement>(null);
  const current = useRef<HTMLDivElement>(null);
  const focusNext = useRef(false);
  const shown = useRef(-1);
  const list = useVirtualRows({ count, rowHeight, scroller, keep: selected });
  const drawn = list.rows.length > 0;
  // asked before the row that has it may go
  hadFocus.current = document.activeElement?.matches('[role=option]') ?? false;

  useLayoutEffect(() => {
    if (selected !== shown.current && selected < count) {
      list.show(selected, Math.abs(selected - shown.current) > 1);
      shown.current = selected;
      if (hadFocus.current) focusNext.current = true;
    }
    if (focusNext.current) {
      focusNext.current = false;
      if (document.hasFocus()) current.current?.focus({ preventScroll: true });
    }
  });
  useEffect(() => {
    // arrow keys work as soon as the editor has the focus, which is never taken from elsewhere
    const take = () => {
      if (document.hasFocus() && document.activeElement === document.body)
        current.current?.focus({ preventScroll: true });
    };
    if (drawn) take();
    window.addEventListener('focus', take);
    return () => {
      window.removeEventListener('focus', take);
    };
  }, [drawn]);
  useEffect(() => {
    onSight(list.from, list.to);
  }, [list.from, list.to]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (onKey?.(event)) {
      // else VS Code would take the key too
      event.stopPropagation();
      event.preventDefault();
      return;
    }
    const command = event.ctrlKey || event.metaKey;
    if (event.altKey || (command && !isChosen)) return;
    if (command && event.key === ' ') {
      onSelect(selected, 'toggle');
    } else if (event.key === 'Enter' && !command) {
      onOpen(selected);
    } else {
      const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
      const next = rowAfterKey(event.key, selected, count, page);
      if (next === undefined) return;
      focusNext.current = true;
      if (next !== selected || !command) onSelect(next, reachOf(event, 'focus'));
      if (next === selected) list.show(next);
    }
    event.preventDefault();
  };

  return (
    <div ref={scroller} class="scroller">
      <div
        class="virtual"
        role="listbox"
        aria-label={label}
        aria-multiselectable={isChosen ? true : undefined}
        style={{ height: `${list.height}px` }}
        onKeyDown={onKeyDown}
      >
        {list.rows.map(({ index, top }) => (
          <div
            key={index}
            ref={index === selected ? current : null}
            class={`row${chosen(index) ? ' selected' : ''}${index === selected ? ' current' : ''}`}
            role="option"
            aria-selected={chosen(index)}
            aria-setsize={count}
            aria-posinset={index + 1}
            tabIndex={index === selected ? 0 : -1}
            style={{ transform: `translateY(${top}px)`, height: `${rowHeight}px` }}
            onMouseDown={(event) => {
              // a range of rows, not of text
              if (event.shiftKey) event.preventDefault();
            }}
            onClick={(event) => {
              focusNext.current = true;
              onSelect(index, reachOf(event, 'toggle'));
            }}
            onDblClick={() => {
              onOpen(index);
            }}
          >
            {row(index)}
          </div>
        ))}
      </div>
    </div>
  );
}
