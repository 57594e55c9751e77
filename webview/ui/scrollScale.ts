/** Chromium caps an element's height near 33.5 million pixels; this stays well below. */
export const TALLEST = 30_000_000;

/** How the pixels of all rows (the range) map to the pixels that are really scrolled (the bar). */
export interface ScrollScale {
  /** Height of the scrolled element. */
  height: number;
  /** Pixels of the range behind one pixel of the bar; 1 for lists that fit. */
  factor: number;
  /** The furthest the range scrolls. */
  end: number;
}

/** @param range height of everything in pixels, however tall; @param view height of the window onto it. */
export function scrollScale(range: number, view: number): ScrollScale {
  const height = Math.min(range, TALLEST);
  const end = Math.max(0, range - view);
  const bar = Math.max(0, height - view);
  return { height, factor: bar === 0 ? 1 : end / bar, end };
}

/**
 * Where the range is scrolled to after the bar moved. The place is kept exactly while the bar stands where that place
 * put it (a bar's pixel stands for several of the range); only a bar moved by hand decides.
 */
export function placeAfterScroll(scale: ScrollScale, bar: number, place: number): number {
  if (scale.factor === 1) return bar;
  return Math.abs(bar - place / scale.factor) <= 1 ? place : Math.min(scale.end, bar * scale.factor);
}

/** The place nearest to `place` at which a row is wholly in sight; in the middle when `centre` and it is not yet. */
export function placeToShow(
  row: { start: number; height: number },
  view: { place: number; height: number; covered: number },
  centre: boolean,
): number {
  const top = row.start - view.covered;
  const bottom = row.start + row.height - view.height;
  if (view.place <= top && view.place >= bottom) return view.place;
  if (centre) return Math.max(0, row.start - (view.height - row.height) / 2);
  return Math.max(0, view.place > top ? top : bottom);
}
