import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

const usable = (bar: HTMLElement | null) => [
  ...(bar?.querySelectorAll<HTMLElement>('button:not(:disabled), select:not(:disabled), input:not(:disabled)') ?? []),
];

/** Quiet controls that show when their surroundings are pointed at or have the focus; one stop of the Tab key. */
export function Tools({ label, children }: { label: string; children: ComponentChildren }) {
  const bar = useRef<HTMLDivElement>(null);
  const last = useRef<HTMLElement | null>(null);
  const stop = () => {
    const controls = usable(bar.current);
    const one = controls.find((control) => control === last.current) ?? controls[0];
    for (const control of controls) control.tabIndex = control === one ? 0 : -1;
  };
  useLayoutEffect(stop);
  return (
    <div
      ref={bar}
      class="tools"
      role="toolbar"
      aria-label={label}
      onFocusIn={(event) => {
        last.current = event.target as HTMLElement;
        stop();
      }}
      onKeyDown={(event) => {
        const controls = usable(bar.current);
        const at = controls.indexOf(event.target as HTMLElement);
        const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: controls.length - 1 }[event.key];
        if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        controls[(to + controls.length) % controls.length]?.focus();
      }}
    >
      {children}
    </div>
  );
}
