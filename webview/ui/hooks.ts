import type { RefObject } from 'preact';
import { useEffect, useReducer, useRef, useState } from 'preact/hooks';

/** Draws the component anew whenever the model says that it changed. */
export function useModel(model: { listen(listener: () => void): () => void }): void {
  const [, redraw] = useReducer((count: number, _: undefined) => count + 1, 0);
  useEffect(() => {
    redraw(undefined);
    return model.listen(() => {
      redraw(undefined);
    });
  }, [model]);
}

/** Whether a media query holds, now and later. */
export function useMedia(query: string): boolean {
  const [holds, setHolds] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const changed = () => {
      setHolds(list.matches);
    };
    list.addEventListener('change', changed);
    changed();
    return () => {
      list.removeEventListener('change', changed);
    };
  }, [query]);
  return holds;
}

/** For an element whose height is told (in pixels) now and whenever it changes. */
export function useHeight(onHeight: (pixels: number) => void): RefObject<HTMLDivElement | null> {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      onHeight(element.current?.offsetHeight ?? 0);
    });
    if (element.current) observer.observe(element.current);
    return () => {
      observer.disconnect();
    };
  }, [onHeight]);
  return element;
}
