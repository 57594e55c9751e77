/** A row that is taller than all the others, by so many pixels. */
export interface TallRow {
  index: number;
  extra: number;
}

/** Where a row begins, in pixels from the first. */
export function rowTop(index: number, rowHeight: number, tall?: TallRow): number {
  return index * rowHeight + (tall && index > tall.index ? tall.extra : 0);
}

/** The row that has a pixel, counted from the first row's begin; rows go on without end both ways. */
export function rowAt(pixel: number, rowHeight: number, tall?: TallRow): number {
  const even = Math.floor(pixel / rowHeight);
  return tall && even > tall.index ? Math.max(tall.index, Math.floor((pixel - tall.extra) / rowHeight)) : even;
}
