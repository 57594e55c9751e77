import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { useVirtualRows } from './virtualRows.ts';
import { rowAfterKey } from './rowKeys.ts';

export interface VirtualListProps {
  label: string;
  count: number;
  rowHeight: number;
  selected: number;
  onSelect: (index: number) => void;
  /** Enter on a row, or a double click. */
  onOpen: (index: number) => void;
  /** Rows in sight changed; `to` is exclusive. */
  onSight: (from: number, to: number) => void;
  row: (index: number) => ComponentChildren;
}

/** A list box of rows of one height, drawn as far as they are in sight; one row has the focus and arrows move it. */
export function VirtualList({ label, count, rowHeight, selected, onSelect, onOpen, onSight, row }: VirtualListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const current = useRef<HTMLDivElement>(null);
  const focusNext = useRef(false);
  const shown = useRef(-1);
  const list = useVirtualRows({ count, rowHeight, scroller, keep: selected });
  const drawn = list.rows.length > 0;

  useLayoutEffect(() => {
    if (selected !== shown.current && selected < count) {
      list.show(selected, Math.abs(selected - shown.current) > 1);
      shown.current = selected;
    }
    if (focusNext.current) {
      focusNext.current = false;
      current.current?.focus({ preventScroll: true });
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
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter') {
      onOpen(selected);
    } else {
      const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
      const next = rowAfterKey(event.key, selected, count, page);
      if (next === undefined) return;
      focusNext.current = true;
      if (next !== selected) onSelect(next);
      else list.show(next);
    }
    event.preventDefault();
  };

  return (
    <div ref={scroller} class="scroller">
      <div
        class="virtual"
        role="listbox"
        aria-label={label}
        style={{ height: `${list.height}px` }}
        onKeyDown={onKeyDown}
      >
        {list.rows.map(({ index, top }) => (
          <div
            key={index}
            ref={index === selected ? current : null}
            class={index === selected ? 'row selected' : 'row'}
            role="option"
            aria-selected={index === selected}
            aria-setsize={count}
            aria-posinset={index + 1}
            tabIndex={index === selected ? 0 : -1}
            style={{ transform: `translateY(${top}px)`, height: `${rowHeight}px` }}
            onClick={() => {
              focusNext.current = true;
              onSelect(index);
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
