import type { ImageFacts } from './imageFacts.ts';

/** Pixels of an image as viewers show it: EXIF may have it turned by a quarter. `undefined` where they are not known. */
export function uprightSize({
  width,
  height,
  orientation = 1,
}: Pick<ImageFacts, 'width' | 'height' | 'orientation'>): { width: number; height: number } | undefined {
  if (!width || !height) return undefined;
  return orientation >= 5 ? { width: height, height: width } : { width, height };
}
