import sharp from 'sharp';
import { MAX_PIXELS } from './limits.ts';

/**
 * Reads an image to its end, as small as its format lets it be read.
 * @throws sharp's error when the bytes are no image, are cut off, or decode to more than `MAX_PIXELS`
 */
export async function checkImage(bytes: Uint8Array): Promise<void> {
  await sharp(bytes, { failOn: 'error', limitInputPixels: MAX_PIXELS }).resize(8, 8, { fit: 'fill' }).raw().toBuffer();
}
