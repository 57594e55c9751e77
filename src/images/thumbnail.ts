import sharp from 'sharp';
import { MAX_PIXELS } from './limits.ts';

/**
 * A small WEBP of an image, at most `side` pixels on its longer side and never scaled up: the first frame, pixels as
 * the file holds them (a vendor that ignores an EXIF orientation sees just this). Damaged images are drawn as far as
 * they can be.
 * @param turned as an EXIF orientation says, the way browsers show images
 * @returns `undefined` when nothing can be decoded, for SVG, and for an image of more than `MAX_PIXELS`
 */
export async function thumbnail(bytes: Uint8Array, side: number, turned = false): Promise<Buffer | undefined> {
  try {
    const image = sharp(bytes, { failOn: 'none', limitInputPixels: MAX_PIXELS, pages: 1 });
    // no vendor takes SVG, and a stranger's is a program to run, not pixels to read
    if ((await image.metadata()).format === 'svg') return undefined;
    return await (turned ? image.autoOrient() : image)
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80, effort: 2 })
      .toBuffer();
  } catch {
    return undefined;
  }
}
