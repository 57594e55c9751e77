import type { ImageFormat } from '../providers/profile.ts';
import { ENCODE_FORMATS, encodeImage, type EncodeFormat } from './encode.ts';
import { inspectImage } from './inspect.ts';

export interface ReencodeSettings {
  /** `keep`: the image's own format; PNG for one that cannot be written here. */
  format: EncodeFormat | 'keep';
  /** 1 to 100; without meaning for PNG. */
  quality: number;
  /** Pixels of the longer side that are not exceeded. */
  maxSide?: number | undefined;
  /** Pixels as Python's Pillow makes them (encode.ts); otherwise as viewers show them, upright and on white. */
  matchPillow: boolean;
  /** Leaves an image as it is where its bytes would not get fewer, unless it has to be scaled or its format changed. */
  onlySmaller: boolean;
}

export interface Encoded {
  bytes: Buffer;
  format: EncodeFormat;
}

/** What an image of a format that cannot be written, or is not taken, becomes: PNG where that is lossless, else JPEG. */
const BECOMES: Readonly<Record<ImageFormat, EncodeFormat>> = {
  jpeg: 'jpeg',
  png: 'png',
  webp: 'png',
  gif: 'png',
  tiff: 'png',
  bmp: 'png',
  avif: 'jpeg',
  heif: 'jpeg',
  svg: 'png',
};

/** The format an image keeps, or becomes where its own cannot be written; none for SVG, and for what is no image. */
export function writtenFormat(found: ImageFormat | 'unknown'): EncodeFormat | undefined {
  if (found === 'unknown' || found === 'svg') return undefined;
  return ENCODE_FORMATS.find((format) => format === found) ?? BECOMES[found];
}

/**
 * An image in other bytes. @returns `undefined` when it is left as it is
 * @throws when it cannot be decoded; SVG, which is a program to run and no pixels to read, counts as such
 */
export async function reencodeImage(bytes: Uint8Array, settings: ReencodeSettings): Promise<Encoded | undefined> {
  const { format: found, width = 0, height = 0 } = inspectImage(bytes);
  const kept = writtenFormat(found);
  if (kept === undefined) throw new Error('These bytes are no image that can be decoded.');
  const format = settings.format === 'keep' ? kept : settings.format;
  const { quality, maxSide, matchPillow, onlySmaller } = settings;
  const encoded = await encodeImage(bytes, { format, quality, maxSide, matchPillow, upright: !matchPillow });
  const fits = maxSide === undefined || Math.max(width, height) <= maxSide;
  if (onlySmaller && kept === found && fits && encoded.length >= bytes.length) return undefined;
  return { bytes: encoded, format };
}

/** Quality of what is made without being asked about. */
export const GOOD = 90;

/**
 * An image for a vendor that takes these formats: its bytes as they are where it is of one of them, otherwise converted
 * to one, all pixels kept. @returns also what it was
 * @throws one sentence that begins with the name when it is no image, or cannot be decoded
 */
export async function imageFor(
  name: string,
  bytes: Uint8Array,
  accepted: readonly string[],
): Promise<{ bytes: Uint8Array; format: ImageFormat; was: ImageFormat }> {
  const { format: was } = inspectImage(bytes);
  if (was === 'unknown') throw new Error(`${name} is no image of a format that is known here; choose another file.`);
  if (was === 'svg')
    throw new Error(`${name} is an SVG drawing, which no vendor takes; save it as PNG and insert that.`);
  if (accepted.includes(was)) return { bytes, format: was, was };
  const format = accepted.includes(BECOMES[was])
    ? BECOMES[was]
    : ENCODE_FORMATS.find((each) => accepted.includes(each));
  if (!format) throw new Error(`${name} is ${was.toUpperCase()}, which this vendor does not take.`);
  try {
    const encoded = await encodeImage(bytes, { format, quality: GOOD, matchPillow: false, upright: true });
    return { bytes: encoded, format, was };
  } catch {
    throw new Error(`${name} (${was.toUpperCase()}) cannot be decoded here; save it as PNG or JPEG and insert that.`);
  }
}
