import type { RefObject, TargetedPointerEvent } from 'preact';
import { useRef } from 'preact/hooks';
import type { CropArea } from '../../src/protocol/imageEditing.ts';
import { drawn, HANDLES, holds, isWhole, moved, resized, type Handle, type Point } from './cropArea.ts';
import type { Size } from './imageZoom.ts';

/** Screen pixels the pointer moves before it draws: a click leaves the area as it is. */
const LEAST = 3;

interface Drag {
  how: 'draw' | 'move' | Handle;
  from: Point;
  /** As it was then. */
  area: CropArea;
}

export interface AreaDragProps {
  /** The picture on the screen. */
  picture: RefObject<HTMLElement | null>;
  size: Size;
  /** Screen pixels of one of its pixels. */
  scale: number;
  area: CropArea;
  onArea: (area: CropArea, settled: boolean) => void;
}

const handleAt = (target: EventTarget | null): Handle | undefined => {
  const held = target instanceof HTMLElement ? target.dataset['handle'] : undefined;
  return HANDLES.find((handle) => handle === held);
};

/** What the pointer does: draws an area, moves the one that is there, or pulls at one of its handles. */
export function useAreaDrag({ picture, size, scale, area, onArea }: AreaDragProps) {
  const drag = useRef<Drag | undefined>(undefined);
  const placeOf = ({ clientX, clientY }: PointerEvent): Point | undefined => {
    const box = picture.current?.getBoundingClientRect();
    return box && { x: (clientX - box.left) / scale, y: (clientY - box.top) / scale };
  };
  const end = () => {
    if (drag.current) onArea(area, true);
    drag.current = undefined;
  };
  return {
    onPointerDown: (event: TargetedPointerEvent<HTMLElement>) => {
      const from = placeOf(event);
      if (event.button !== 0 || !from) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const free = isWhole(area, size) || !holds(area, from);
      drag.current = { how: handleAt(event.target) ?? (free ? 'draw' : 'move'), from, area };
    },
    onPointerMove: (event: TargetedPointerEvent<HTMLElement>) => {
      const to = placeOf(event);
      if (!drag.current || !to) return;
      const { how, from, area: before } = drag.current;
      const by = { x: to.x - from.x, y: to.y - from.y };
      if (how === 'move') onArea(moved(before, by, size), false);
      else if (how !== 'draw') onArea(resized(before, how, by, size), false);
      else if (Math.max(Math.abs(by.x), Math.abs(by.y)) * scale >= LEAST) onArea(drawn(from, to, size), false);
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
}
