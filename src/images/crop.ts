import { encodeImage } from './encode.ts';
import { inspectImage } from './inspect.ts';
import { jpegQuality } from './jpegQuality.ts';
import { GOOD, writtenFormat, type Encoded } from './reencode.ts';
import { uprightSize } from './uprightSize.ts';

/** A part of an image in its pixels as viewers show it, upright. */
export interface CropArea {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The part of an area that an image of this size has: whole pixels, one at least. */
export function clampArea(area: CropArea, size: { width: number; height: number }): CropArea {
  const axis = (from: number, length: number, room: number): [from: number, length: number] => {
    const start = Math.min(Math.max(0, Math.round(from)), room - 1);
    const end = Math.min(Math.max(start + 1, Math.round(from + length)), room);
    return [start, end - start];
  };
  const [x, width] = axis(area.x, area.width, size.width);
  const [y, height] = axis(area.y, area.height, size.height);
  return { x, y, width, height };
}

/**
 * A part of an image as an image of its own: its format where that can be written here (`writtenFormat`), a JPEG's
 * quality and colour resolution as they are, transparency kept, all metadata left out. What lies outside the image is
 * left away.
 * @throws one sentence for an image that is animated or cannot be decoded
 */
export async function cropImage(bytes: Uint8Array, area: CropArea): Promise<Encoded> {
  const facts = inspectImage(bytes);
  if (facts.animated)
    throw new Error('This image is animated, and cropping would keep one frame of it; replace it by a still one.');
  const format = writtenFormat(facts.format);
  const size = uprightSize(facts);
  if (format === undefined || size === undefined) throw new Error(UNDECODED);
  const quality = jpegQuality(bytes) ?? GOOD;
  const options = { format, quality, matchPillow: false, upright: true, keepAlpha: format !== 'jpeg' };
  try {
    return { bytes: await encodeImage(bytes, { ...options, area: clampArea(area, size), keepChroma: true }), format };
  } catch (error) {
    throw new Error(UNDECODED, { cause: error });
  }
}

const UNDECODED = 'This image cannot be decoded, so it cannot be cropped; replace it.';
