import type { CropArea } from '../../src/protocol/imageEditing.ts';
import type { Size } from './imageZoom.ts';

/** A place in a picture, in its pixels. */
export interface Point {
  x: number;
  y: number;
}

/** Corners and edges an area is held by, as on a compass. */
export const HANDLES = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'] as const;
export type Handle = (typeof HANDLES)[number];

const between = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);

export const whole = ({ width, height }: Size): CropArea => ({ x: 0, y: 0, width, height });

export const isWhole = ({ width, height }: CropArea, size: Size): boolean =>
  width === size.width && height === size.height;

export const holds = ({ x, y, width, height }: CropArea, at: Point): boolean =>
  at.x >= x && at.y >= y && at.x < x + width && at.y < y + height;

/** What an area has of a picture of this size: whole pixels, one at least. */
export function within(area: CropArea, size: Size): CropArea {
  const x = between(Math.round(area.x), 0, size.width - 1);
  const y = between(Math.round(area.y), 0, size.height - 1);
  const width = between(Math.round(area.width), 1, size.width - x);
  const height = between(Math.round(area.height), 1, size.height - y);
  return { x, y, width, height };
}

/** As large as it was, no further than the picture's edges. */
export function moved(area: CropArea, by: Point, size: Size): CropArea {
  const x = between(Math.round(area.x + by.x), 0, size.width - area.width);
  const y = between(Math.round(area.y + by.y), 0, size.height - area.height);
  return { ...area, x, y };
}

/** The edges that a handle holds are moved; the others stay where they are. */
export function resized(area: CropArea, handle: Handle, by: Point, size: Size): CropArea {
  const [right, bottom] = [area.x + area.width, area.y + area.height];
  const left = handle.includes('w') ? between(Math.round(area.x + by.x), 0, right - 1) : area.x;
  const top = handle.startsWith('n') ? between(Math.round(area.y + by.y), 0, bottom - 1) : area.y;
  const end = handle.includes('e') ? between(Math.round(right + by.x), left + 1, size.width) : right;
  const low = handle.startsWith('s') ? between(Math.round(bottom + by.y), top + 1, size.height) : bottom;
  return { x: left, y: top, width: end - left, height: low - top };
}

/** From one corner to the one across, wherever they are. */
export function drawn(from: Point, to: Point, size: Size): CropArea {
  const x = between(Math.round(Math.min(from.x, to.x)), 0, size.width - 1);
  const y = between(Math.round(Math.min(from.y, to.y)), 0, size.height - 1);
  const width = Math.round(Math.max(from.x, to.x)) - x;
  const height = Math.round(Math.max(from.y, to.y)) - y;
  return within({ x, y, width, height }, size);
}
