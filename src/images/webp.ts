import { readExif } from './exif.ts';
import type { FormatParser } from './imageFacts.ts';

const ANIMATION = 0x02;
const ALPHA = 0x10;

export function isWebp(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';
}

/** RIFF length, chunk lengths and the frame header (RFC 9649). */
export const parseWebp: FormatParser = (bytes, facts) => {
  facts.bitDepth = 8;
  const end = 8 + bytes.readUInt32LE(4);
  let pixels = false;
  let fault: string | undefined;
  for (let at = 12; at + 8 <= Math.min(end, bytes.length);) {
    const type = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (type === 'VP8X') {
      const flags = data.readUInt8(0);
      facts.colorMode = flags & ALPHA ? 'RGBA' : 'RGB';
      facts.animated = (flags & ANIMATION) !== 0;
      facts.width ??= data.readUIntLE(4, 3) + 1;
      facts.height ??= data.readUIntLE(7, 3) + 1;
    } else if (type === 'VP8 ') {
      pixels = true;
      if (data.readUIntBE(3, 3) !== 0x9d012a) fault ??= 'has a damaged WEBP frame header';
      facts.colorMode ??= 'RGB';
      facts.width ??= data.readUInt16LE(6) & 0x3fff;
      facts.height ??= data.readUInt16LE(8) & 0x3fff;
    } else if (type === 'VP8L') {
      pixels = true;
      if (data.readUInt8(0) !== 0x2f) fault ??= 'has a damaged WEBP frame header';
      const header = data.readUInt32LE(1);
      facts.colorMode ??= (header >>> 28) & 1 ? 'RGBA' : 'RGB';
      facts.width ??= (header & 0x3fff) + 1;
      facts.height ??= ((header >>> 14) & 0x3fff) + 1;
    } else if (type === 'ANMF') pixels = true;
    else if (type === 'EXIF') readExif(data, facts);
    if (at + 8 + length > end) fault ??= 'has a WEBP chunk longer than its file';
    at += 8 + length + (length % 2);
  }
  if (end > bytes.length) return 'is shorter than its RIFF length says';
  return fault ?? (pixels ? undefined : 'has no pixels');
};
