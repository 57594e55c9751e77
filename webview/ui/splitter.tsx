import { useRef } from 'preact/hooks';

const STEP = 16;

export interface SplitterProps {
  label: string;
  /** `vertical` stands between left and right, `horizontal` between above and below. */
  orientation: 'vertical' | 'horizontal';
  /** Pixels of the first side. */
  size: number;
  smallest: number;
  largest: number;
  onSize: (size: number) => void;
}

/** The line between two sides, moved by pointer or by arrow keys. */
export function Splitter({ label, orientation, size, smallest, largest, onSize }: SplitterProps) {
  const drag = useRef<{ from: number; size: number } | null>(null);
  const upright = orientation === 'vertical';
  const place = (event: PointerEvent) => (upright ? event.clientX : event.clientY);
  const release = () => {
    drag.current = null;
  };
  const resize = (wanted: number) => {
    onSize(Math.round(Math.min(largest, Math.max(smallest, wanted))));
  };
  return (
    <div
      class={`splitter ${orientation}`}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={size}
      aria-valuemin={smallest}
      aria-valuemax={Math.max(smallest, Math.round(largest))}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { from: place(event), size };
      }}
      onPointerMove={(event) => {
        if (drag.current) resize(drag.current.size + place(event) - drag.current.from);
      }}
      onPointerUp={release}
      onPointerCancel={release}
      onKeyDown={(event) => {
        const step = { ArrowLeft: -STEP, ArrowUp: -STEP, ArrowRight: STEP, ArrowDown: STEP }[event.key];
        if (step === undefined) return;
        event.preventDefault();
        resize(size + step);
      }}
    />
  );
}
