import { readExif } from './exif.ts';
import type { ColorMode, FormatParser } from './imageFacts.ts';

const END_OF_IMAGE = Buffer.from([0xff, 0xd9]);
const MODES: Readonly<Record<number, ColorMode>> = { 1: 'grey', 3: 'RGB', 4: 'CMYK' };

export function isJpeg(bytes: Buffer): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
}

const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** Segments up to the first scan, and the end marker behind it (inside a scan `FF D9` cannot occur by chance). */
export const parseJpeg: FormatParser = (bytes, facts) => {
  for (let at = 2; at < bytes.length;) {
    if (bytes[at] !== 0xff) return 'has something else where a JPEG marker should be';
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff) {
      at++; // fill bytes are allowed before a marker
      continue;
    }
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
      at += 2; // markers that stand alone
      continue;
    }
    if (marker < 0xc0 || marker === 0xd8) return 'has an invalid JPEG marker';
    if (marker === 0xd9) return 'ends before any pixels';
    const length = bytes.readUInt16BE(at + 2);
    if (length < 2) return 'has a JPEG segment of impossible length';
    const segment = bytes.subarray(at + 4, at + 2 + length);
    if (at + 2 + length > bytes.length) return 'ends inside a JPEG segment';
    if (isFrame(marker)) {
      facts.bitDepth = segment.readUInt8(0);
      facts.height = segment.readUInt16BE(1);
      facts.width = segment.readUInt16BE(3);
      facts.colorMode = MODES[segment.readUInt8(5)] ?? 'other';
      if (facts.width === 0 || facts.height === 0) return 'has no width or no height';
    } else if (marker === 0xe1 && segment.toString('latin1', 0, 6) === 'Exif\0\0') readExif(segment, facts);
    else if (marker === 0xda) {
      if (facts.width === undefined) return 'has pixels before its JPEG frame header';
      return bytes.lastIndexOf(END_OF_IMAGE) > at ? undefined : 'is cut off (no JPEG end marker)';
    }
    at += 2 + length;
  }
  return 'has no pixels';
};
