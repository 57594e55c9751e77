import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';

/** Pixels between a word and its explanation, and from that to the edges of the page. */
const GAP = 4;
const WIDTH = 320;

/** A word that explains itself when it is pointed at, focused, or read out. */
export function Explained({ text, children }: { text: string; children: ComponentChildren }) {
  const place = useRef<HTMLButtonElement>(null);
  const [at, setAt] = useState<{ left: number; top: number }>();
  const show = () => {
    const box = place.current?.getBoundingClientRect();
    if (!box) return;
    setAt({ left: Math.max(GAP, Math.min(box.left, innerWidth - WIDTH - GAP)), top: box.bottom + GAP });
  };
  const hide = () => {
    setAt(undefined);
  };
  return (
    <button
      ref={place}
      type="button"
      class="explained"
      aria-description={text}
      onMouseEnter={show}
      onMouseLeave={hide}
      onFocus={show}
      onBlur={hide}
      onClick={show}
      onKeyDown={({ key }) => {
        if (key === 'Escape') hide();
      }}
    >
      {children}
      {at ? (
        <span class="explanation" aria-hidden="true" style={{ left: `${at.left}px`, top: `${at.top}px` }}>
          {text}
        </span>
      ) : null}
    </button>
  );
}
