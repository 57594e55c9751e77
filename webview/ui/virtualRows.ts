import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { rowAt, rowTop, type TallRow } from './rowPlaces.ts';
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
  /** One row may be taller than the others. */
  tall?: TallRow | undefined;
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
  /** What is in sight stays there though so many pixels came above it. */
  hold: (pixels: number) => void;
}

interface Geometry {
  scale: ScrollScale;
  place: number;
}

/** Rows drawn beyond each end of those in sight, so that a short scroll finds them there. */
export const BEYOND = 6;

const wheelPixels = (event: WheelEvent, rowHeight: number, view: number) =>
  event.deltaMode === WheelEvent.DOM_DELTA_LINE
    ? event.deltaY * rowHeight
    : event.deltaMode === WheelEvent.DOM_DELTA_PAGE
      ? event.deltaY * view
      : event.deltaY;

/**
 * The rows of a long list that are worth drawing, all of one height; taller lists than a browser can scroll included.
 * Nothing is kept for a row: a list of ten million costs what one of ten does.
 */
export function useVirtualRows(options: VirtualRowsOptions): VirtualRows {
  const { count, rowHeight, scroller, above = 0, covered = 0, keep, tall } = options;
  const extra = tall && tall.index < count ? tall.extra : 0;
  const [, redraw] = useState({});
  const [view, setView] = useState(0);
  const geometry = useRef<Geometry>({ scale: scrollScale(0, 0), place: 0 }).current;
  geometry.scale = scrollScale(above + count * rowHeight + extra, view);

  const moveTo = (place: number) => {
    const element = scroller.current;
    if (!element) return;
    geometry.place = Math.min(geometry.scale.end, Math.max(0, place));
    element.scrollTop = geometry.place / geometry.scale.factor;
    redraw({});
  };

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const scrolled = () => {
      geometry.place = placeAfterScroll(geometry.scale, element.scrollTop, geometry.place);
      redraw({});
    };
    const turned = (event: WheelEvent) => {
      // a notch of the wheel moves by its own pixels, however many the bar stands for
      if (geometry.scale.factor === 1 || event.ctrlKey) return;
      event.preventDefault();
      moveTo(geometry.place + wheelPixels(event, rowHeight, element.clientHeight));
    };
    const sized = new ResizeObserver(() => {
      setView(element.clientHeight);
    });
    setView(element.clientHeight);
    sized.observe(element);
    element.addEventListener('scroll', scrolled, { passive: true });
    element.addEventListener('wheel', turned, { passive: false });
    return () => {
      sized.disconnect();
      element.removeEventListener('scroll', scrolled);
      element.removeEventListener('wheel', turned);
    };
  }, [scroller, rowHeight]);

  const from = Math.min(count, Math.max(0, rowAt(geometry.place - above, rowHeight, tall)));
  const to = Math.min(count, Math.max(0, rowAt(Math.ceil(geometry.place + view - above) - 1, rowHeight, tall) + 1));
  const shift = (scroller.current?.scrollTop ?? 0) - geometry.place;
  return {
    rows: rowsToDraw(
      view > 0 ? Math.max(0, from - BEYOND) : 0,
      view > 0 ? Math.min(count, to + BEYOND) : 0,
      keep,
      count,
    ).map((index) => ({ index, top: rowTop(index, rowHeight, tall) + (geometry.scale.factor === 1 ? 0 : shift) })),
    height: Math.max(0, geometry.scale.height - above),
    from,
    to,
    show: (index, centre = false) => {
      const element = scroller.current;
      if (!element || index < 0 || index >= count) return;
      const place = placeToShow(
        {
          start: above + rowTop(index, rowHeight, tall),
          height: rowHeight + (index === tall?.index ? tall.extra : 0),
        },
        { place: geometry.place, height: element.clientHeight, covered },
        centre,
      );
      if (place !== geometry.place) moveTo(place);
    },
    hold: (pixels) => {
      const element = scroller.current;
      if (!element) return;
      element.scrollTop += pixels / geometry.scale.factor;
      geometry.place = placeAfterScroll(geometry.scale, element.scrollTop, geometry.place + pixels);
      redraw({});
    },
  };
}

/** Ascending: from `from` to `to` (exclusive), and the one to keep. */
function rowsToDraw(from: number, to: number, keep: number, count: number): number[] {
  const rows = Array.from({ length: to - from }, (_, i) => from + i);
  if (to === 0 || keep < 0 || keep >= count || (from <= keep && keep < to)) return rows;
  return keep < from ? [keep, ...rows] : [...rows, keep];
}
