import type { ImageFacts } from './imageFacts.ts';
import { MAX_PIXELS } from './limits.ts';

/** Why no pixel of an image is decoded for a look: no image, a program, of no known size, or a decompression bomb. */
export type Undrawn = 'unknown' | 'program' | 'size' | 'pixels';

/** Judges an image by its header before anything decodes it; `undefined` for one that may be drawn. */
export function whyNotDrawn({ format, width = 0, height = 0 }: ImageFacts): Undrawn | undefined {
  if (format === 'unknown') return 'unknown';
  // a vector image is a program: it is named, never run
  if (format === 'svg') return 'program';
  // a size that cannot be read cannot be judged: what draws it may find another one
  if (width <= 0 || height <= 0) return 'size';
  return width * height > MAX_PIXELS ? 'pixels' : undefined;
}
