import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './icons.tsx';

/** Pixels that a popup keeps from the edges of the page. */
const MARGIN = 4;

export interface PopupProps {
  /** What the popup is called; the button's text names the button. */
  label: string;
  kind: 'menu' | 'dialog';
  /** Shown as pressed: what it holds is in force. */
  on: boolean;
  title?: string | undefined;
  /** Of the button. */
  children: ComponentChildren;
  /** Of the popup; `close` gives the focus back to the button. */
  content: (close: () => void) => ComponentChildren;
}

/** A button that opens something below it. Escape, a click elsewhere or leaving it closes it. */
export function PopupButton({ label, kind, on, title, children, content }: PopupProps) {
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const popup = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const element = popup.current;
    if (!element) return;
    const { left, right, top } = element.getBoundingClientRect();
    element.style.left = `${Math.max(MARGIN - left, Math.min(0, innerWidth - MARGIN - right))}px`;
    element.style.maxHeight = `${innerHeight - top - MARGIN}px`;
    const first = element.querySelector<HTMLElement>('[aria-checked=true], [role^=menuitem], select, input, button');
    first?.focus();
  }, [open]);
  useEffect(() => {
    if (!open) return undefined;
    const closeElsewhere = (event: Event) => {
      if (event.target instanceof Node && place.current?.contains(event.target)) return;
      setOpen(false);
    };
    document.addEventListener('pointerdown', closeElsewhere);
    window.addEventListener('blur', closeElsewhere);
    return () => {
      document.removeEventListener('pointerdown', closeElsewhere);
      window.removeEventListener('blur', closeElsewhere);
    };
  }, [open]);

  const close = () => {
    setOpen(false);
    place.current?.querySelector('button')?.focus();
  };
  return (
    <div
      ref={place}
      class="popup-place"
      onFocusOut={(event) => {
        const to = event.relatedTarget;
        if (to instanceof Node && !place.current?.contains(to)) setOpen(false);
      }}
      onKeyDown={(event) => {
        if (!open || event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        close();
      }}
    >
      <button
        type="button"
        class={on ? 'button on' : 'button'}
        title={title}
        aria-haspopup={kind}
        aria-expanded={open}
        onClick={() => {
          setOpen(!open);
        }}
        onKeyDown={(event) => {
          if (open || event.key !== 'ArrowDown') return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        {children}
        <Icon name="chevron-down" />
      </button>
      {open ? (
        <div ref={popup} class="popup" role={kind} aria-label={label}>
          {content(close)}
        </div>
      ) : null}
    </div>
  );
}
