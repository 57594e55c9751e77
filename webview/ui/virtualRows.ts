import { defaultRangeExtractor, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { placeAfterScroll, placeToShow, scrollScale, type ScrollScale } from './scrollScale.ts';

export interface VirtualRowsOptions {
  count: number;
  rowHeight: number;
  scroller: RefObject<HTMLElement | null>;
  /** Pixels above the first row inside the scroller. */
  above?: number;
  /** Pixels at the top of the scroller that something sticky covers. */
  covered?: number;
  /** A row that stays drawn wherever the list is scrolled, because it has the focus. */
  keep: number;
}

export interface VirtualRows {
  /** Rows to draw and where, in pixels from the first row's place. */
  rows: { index: number; top: number }[];
  /** Height of the element that holds them. */
  height: number;
  /** Rows in sight, `to` exclusive. */
  from: number;
  to: number;
  show(index: number, centre?: boolean): void;
}

interface Geometry {
  scale: ScrollScale;
  place: number;
}

const wheelPixels = (event: WheelEvent, rowHeight: number, view: number) =>
  event.deltaMode === WheelEvent.DOM_DELTA_LINE
    ? event.deltaY * rowHeight
    : event.deltaMode === WheelEvent.DOM_DELTA_PAGE
      ? event.deltaY * view
      : event.deltaY;

/** The rows of a long list that are worth drawing, all of one height; taller lists than a browser can scroll included. */
export function useVirtualRows(options: VirtualRowsOptions): VirtualRows {
  const { count, rowHeight, scroller, above = 0, covered = 0, keep } = options;
  const [, redraw] = useState({});
  const geometry = useRef<Geometry>({ scale: scrollScale(0, 0), place: 0 }).current;
  const keptRow = useRef(keep);
  keptRow.current = keep;

  const [virtualizer] = useState(
    () =>
      new Virtualizer<HTMLElement, HTMLElement>({
        count,
        getScrollElement: () => scroller.current,
        estimateSize: () => rowHeight,
        // places are set below, in scaled pixels
        scrollToFn: () => undefined,
        observeElementRect,
        observeElementOffset: (instance, report) => {
          const element = instance.scrollElement;
          if (!element) return;
          const moved = () => {
            geometry.place = placeAfterScroll(geometry.scale, element.scrollTop, geometry.place);
            report(geometry.place, false);
            redraw({});
          };
          element.addEventListener('scroll', moved, { passive: true });
          moved();
          return () => {
            element.removeEventListener('scroll', moved);
          };
        },
        onChange: () => {
          redraw({});
        },
      }),
  );
  virtualizer.setOptions({
    ...virtualizer.options,
    count,
    scrollMargin: above,
    overscan: 6,
    rangeExtractor: (range) => {
      const drawn = defaultRangeExtractor(range);
      const kept = keptRow.current;
      if (kept < 0 || kept >= count || ((drawn[0] ?? 0) <= kept && kept <= (drawn.at(-1) ?? -1))) return drawn;
      return kept < (drawn[0] ?? 0) ? [kept, ...drawn] : [...drawn, kept];
    },
  });

  const view = virtualizer.scrollRect?.height ?? 0;
  geometry.scale = scrollScale(above + count * rowHeight, view);

  const moveTo = (place: number) => {
    const element = scroller.current;
    if (!element) return;
    geometry.place = Math.min(geometry.scale.end, Math.max(0, place));
    element.scrollTop = geometry.place / geometry.scale.factor;
    element.dispatchEvent(new Event('scroll'));
  };

  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => {
    virtualizer._willUpdate();
  });
  useLayoutEffect(() => {
    // a notch of the wheel moves by its own pixels, however many the bar stands for
    const element = scroller.current;
    const turned = (event: WheelEvent) => {
      if (geometry.scale.factor === 1 || event.ctrlKey) return;
      event.preventDefault();
      moveTo(geometry.place + wheelPixels(event, rowHeight, element?.clientHeight ?? 0));
    };
    element?.addEventListener('wheel', turned, { passive: false });
    return () => {
      element?.removeEventListener('wheel', turned);
    };
  }, [scroller, rowHeight]);

  const shift = (scroller.current?.scrollTop ?? 0) - geometry.place - above;
  const first = Math.max(0, Math.floor((geometry.place - above) / rowHeight));
  return {
    rows: virtualizer.getVirtualItems().map((item) => ({
      index: item.index,
      top: geometry.scale.factor === 1 ? item.start - above : item.start + shift,
    })),
    height: Math.max(0, geometry.scale.height - above),
    from: Math.min(first, count),
    to: Math.min(count, Math.max(0, Math.ceil((geometry.place + view - above) / rowHeight))),
    show: (index, centre = false) => {
      const element = scroller.current;
      if (!element || index < 0 || index >= count) return;
      const place = placeToShow(
        { start: above + index * rowHeight, height: rowHeight },
        { place: geometry.place, height: element.clientHeight, covered },
        centre,
      );
      if (place !== geometry.place) moveTo(place);
    },
  };
}
