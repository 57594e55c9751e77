import sharp from 'sharp';
import { MAX_PIXELS } from './limits.ts';

export const ENCODE_FORMATS = ['jpeg', 'png', 'webp'] as const;
export type EncodeFormat = (typeof ENCODE_FORMATS)[number];

export interface EncodeOptions {
  format: EncodeFormat;
  /** 1 to 100; without meaning for PNG. */
  quality: number;
  /** Pixels of the longer side that are not exceeded; images are never scaled up. */
  maxSide?: number | undefined;
  /**
   * The pixels of Pillow's `convert('RGB')` and `save('JPEG', quality=...)`: transparency is dropped and the colours
   * below it show, colour profiles are passed over. Otherwise transparent images are put on white and colours
   * converted to sRGB, and JPEG files come out a little smaller.
   */
  matchPillow: boolean;
  /** Turns the pixels as an EXIF orientation says, which viewers do and Pillow does not. */
  upright?: boolean | undefined;
  /** Cut out of the image, in its pixels once it is turned. */
  area?: { x: number; y: number; width: number; height: number } | undefined;
  /** Leaves transparency as it is; JPEG has none. */
  keepAlpha?: boolean | undefined;
  /** Colours of a JPEG in full resolution where they are; otherwise at half of it. */
  keepChroma?: boolean | undefined;
}

/**
 * Encodes an image as RGB (RGBA where transparency is kept), 8 bits a channel: the first frame, pixels as the file holds
 * them (an EXIF orientation is not applied unless asked for, as in Pillow), all metadata left out.
 * @throws sharp's error when the bytes are no image, are cut off, or decode to more than `MAX_PIXELS`
 */
export async function encodeImage(bytes: Uint8Array, options: EncodeOptions): Promise<Buffer> {
  const { format, quality, maxSide, matchPillow, upright, area, keepAlpha, keepChroma } = options;
  const image = sharp(bytes, { failOn: 'error', limitInputPixels: MAX_PIXELS, ignoreIcc: matchPillow });
  if (upright) image.autoOrient();
  if (area) image.extract({ left: area.x, top: area.y, width: area.width, height: area.height });
  if (matchPillow) image.removeAlpha();
  else if (!keepAlpha) image.flatten({ background: '#ffffff' });
  if (maxSide !== undefined) image.resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true });
  if (format === 'jpeg') {
    const full = keepChroma && (await image.metadata()).chromaSubsampling === '4:4:4';
    image.jpeg({ quality, optimizeCoding: !matchPillow, chromaSubsampling: full ? '4:4:4' : '4:2:0' });
  } else if (format === 'png') image.png();
  else image.webp({ quality });
  return image.toBuffer();
}
