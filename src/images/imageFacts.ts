import type { ImageFormat } from '../providers/profile.ts';

/** How a pixel is stored. A JPEG's YCbCr counts as RGB, its YCCK as CMYK: that is what a decoder hands out. */
export type ColorMode = 'RGB' | 'RGBA' | 'grey' | 'grey+alpha' | 'palette' | 'CMYK' | 'other';

/** What the bytes of an image say about it, by their content alone; nothing is decoded. */
export interface ImageFacts {
  format: ImageFormat | 'unknown';
  /** Pixels, as stored (before any EXIF orientation). */
  width?: number;
  height?: number;
  colorMode?: ColorMode;
  /** Bits of one channel (of one index, for a palette). */
  bitDepth?: number;
  /** More than one frame. */
  animated: boolean;
  /** EXIF orientation, 1 to 8. */
  orientation?: number;
  /** The EXIF block says where it was taken. */
  gps: boolean;
  /** What is broken in its structure, as the end of the sentence "the image ...". */
  fault?: string;
}

/** Fills in the facts of one format. @returns the fault, if its structure has one; may throw a `RangeError` at the end of the bytes. */
export type FormatParser = (bytes: Buffer, facts: ImageFacts) => string | undefined;
