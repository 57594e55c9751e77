import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

export interface HeldSightOptions {
  scroller: RefObject<HTMLElement | null>;
  body: RefObject<HTMLElement | null>;
  /** Pixels at the top of the scroller that something sticky covers. */
  covered: number;
  rowHeight: number;
  /** Pixels above the first row, as last drawn. */
  above: number;
  /** How many rows came before those known, ever. */
  cameBefore: number;
}

/**
 * Who scrolled down to rows keeps them in sight when new rows come before them, or something above grows. At the top
 * nothing is held: there the newest is looked at.
 * @param hold told by how many pixels the rows moved @param onAbove told how much stands above them now, in pixels
 */
export function useHeldSight(
  options: HeldSightOptions,
  hold: (pixels: number) => void,
  onAbove: (above: number) => void,
): void {
  const { scroller, body, covered, rowHeight, above, cameBefore } = options;
  const seen = useRef(cameBefore);
  useLayoutEffect(() => {
    const now = body.current?.offsetTop ?? 0;
    const moved = now - above + (cameBefore - seen.current) * rowHeight;
    const reading = above > 0 && (scroller.current?.scrollTop ?? 0) + covered > above;
    if (reading && moved !== 0) hold(moved);
    seen.current = cameBefore;
    onAbove(now);
  });
}
