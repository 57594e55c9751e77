import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { JobModel } from './model.ts';

const PAUSE_MS = 200;

/** Scrolls the page to where it was left once there is enough to scroll, and keeps where it is from then on. */
export function useKeptScroll(model: JobModel, scroller: RefObject<HTMLElement | null>): void {
  const restored = useRef(false);
  const ready = model.snapshot !== undefined && model.counts !== undefined;
  useLayoutEffect(() => {
    if (!ready || restored.current || !scroller.current) return;
    restored.current = true;
    scroller.current.scrollTop = model.place.scrolled;
  });
  useEffect(() => {
    const element = scroller.current;
    if (!ready || !element) return;
    let pause: ReturnType<typeof setTimeout>;
    const scrolled = () => {
      clearTimeout(pause);
      pause = setTimeout(() => {
        model.keepPlace({ scrolled: Math.round(element.scrollTop) });
      }, PAUSE_MS);
    };
    element.addEventListener('scroll', scrolled, { passive: true });
    return () => {
      clearTimeout(pause);
      element.removeEventListener('scroll', scrolled);
    };
  }, [model, scroller, ready]);
}
