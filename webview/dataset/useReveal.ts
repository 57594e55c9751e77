import { useEffect, useRef } from 'preact/hooks';

/**
 * For an element that hides something (`data-collapsed`): it opens on the event `reveal-text` sent to it or to anything
 * in it. `detail`, where it is a number, is how many characters have to be open.
 */
export function useReveal<T extends HTMLElement>(onReveal: (to: number | undefined) => void) {
  const place = useRef<T>(null);
  const reveal = useRef(onReveal);
  reveal.current = onReveal;
  useEffect(() => {
    const element = place.current;
    const listener = (event: Event) => {
      const { detail } = event as CustomEvent<unknown>;
      reveal.current(typeof detail === 'number' ? detail : undefined);
    };
    element?.addEventListener('reveal-text', listener);
    return () => {
      element?.removeEventListener('reveal-text', listener);
    };
  }, []);
  return place;
}
