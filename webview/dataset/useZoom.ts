import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import {
  fitted,
  nextScale,
  panned,
  placed,
  refitted,
  zoomed,
  type Offset,
  type Size,
  type ZoomView,
} from './imageZoom.ts';

/** What can be done with the view; each takes it as it is at that moment. */
export interface Zoom {
  stage: RefObject<HTMLDivElement | null>;
  /** Of the picture on the stage, in pixels; `undefined` before the stage is measured. */
  place: ReturnType<typeof placed> | undefined;
  scale: number;
  fit: boolean;
  toFit: () => void;
  toScale: (scale: number, at?: Offset) => void;
  step: (direction: 1 | -1) => void;
  pan: (by: Offset) => void;
}

/** The view of one picture; it follows the size of the stage, and the wheel with the pointer as its centre. */
export function useZoom(image: Size): Zoom {
  const stage = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState<Size>();
  const [kept, setKept] = useState<ZoomView>();
  const view = room && (kept ? refitted(kept, room, image) : fitted(room, image));
  const change = (next: (view: ZoomView, room: Size) => ZoomView) => {
    if (room) setKept((before) => next(before ? refitted(before, room, image) : fitted(room, image), room));
  };
  const toScale = (scale: number, at?: Offset) => {
    change((before, size) => zoomed(before, scale, size, image, at));
  };
  const wheel = useRef<(event: WheelEvent) => void>(() => undefined);
  wheel.current = (event) => {
    event.preventDefault();
    const box = stage.current?.getBoundingClientRect();
    if (!box) return;
    const at = { x: event.clientX - box.x - box.width / 2, y: event.clientY - box.y - box.height / 2 };
    // lines and pages, as some mice count, in pixels
    const pixels = event.deltaY * ([1, 20, 400][event.deltaMode] ?? 1);
    // a pinch comes as small turns with ctrl
    const factor = Math.exp(-pixels * (event.ctrlKey ? 0.01 : 0.002));
    change((before, size) => zoomed(before, before.scale * factor, size, image, at));
  };

  useLayoutEffect(() => {
    const element = stage.current;
    if (!element) return;
    const measure = () => {
      setRoom({ width: element.clientWidth, height: element.clientHeight });
    };
    const turn = (event: WheelEvent) => {
      wheel.current(event);
    };
    const observer = new ResizeObserver(measure);
    measure();
    observer.observe(element);
    // attached by hand: the page must not scroll or zoom as well
    element.addEventListener('wheel', turn, { passive: false });
    return () => {
      observer.disconnect();
      element.removeEventListener('wheel', turn);
    };
  }, []);

  return {
    stage,
    place: view && placed(view, room, image),
    scale: view?.scale ?? 1,
    fit: view?.fit ?? true,
    toFit: () => {
      change((_, size) => fitted(size, image));
    },
    toScale,
    step: (direction) => {
      change((before, size) => zoomed(before, nextScale(before.scale, direction), size, image));
    },
    pan: (by) => {
      change((before, size) => panned(before, by, size, image));
    },
  };
}
