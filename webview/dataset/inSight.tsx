import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useReveal } from './useReveal.ts';

/** Drawn this far before it is scrolled to. */
const AHEAD = '1000px';

export interface InSightProps {
  /** Pixels it is thought to take before it was drawn. */
  height: number;
  /** The messages it stands for, as `from to`. */
  messages?: string;
  /** Whether it goes again when it is far out of sight: what takes memory does. */
  leaves?: boolean;
  class?: string;
  children: () => ComponentChildren;
}

/** Draws what is in it once it comes into sight, or is asked for by `reveal-text`; its room is kept. */
export function InSight({ height, messages, leaves = false, class: name, children }: InSightProps) {
  const [seen, setSeen] = useState(false);
  const kept = useRef(height);
  const place = useReveal<HTMLDivElement>(() => {
    setSeen(true);
  });
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const observer = new IntersectionObserver(
      (entries) => {
        const entry = entries.at(-1);
        if (entry?.isIntersecting) {
          setSeen(true);
          if (!leaves) observer.disconnect();
        } else if (leaves && element.childElementCount > 0 && !element.contains(document.activeElement)) {
          kept.current = element.offsetHeight;
          setSeen(false);
        }
      },
      { root: element.closest('.example-body'), rootMargin: AHEAD },
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [leaves, place]);
  return (
    <div
      ref={place}
      class={name}
      data-collapsed={seen ? undefined : ''}
      data-messages={messages}
      style={seen ? {} : { minHeight: `${kept.current}px` }}
    >
      {seen ? children() : null}
    </div>
  );
}
