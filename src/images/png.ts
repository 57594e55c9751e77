import { crc32 } from 'node:zlib';
import { readExif } from './exif.ts';
import type { ColorMode, FormatParser } from './imageFacts.ts';

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

/** Colour type -> mode and the bit depths it allows (PNG specification, third edition, table 12). */
const COLOR_TYPES: Readonly<Record<number, { mode: ColorMode; depths: readonly number[] }>> = {
  0: { mode: 'grey', depths: [1, 2, 4, 8, 16] },
  2: { mode: 'RGB', depths: [8, 16] },
  3: { mode: 'palette', depths: [1, 2, 4, 8] },
  4: { mode: 'grey+alpha', depths: [8, 16] },
  6: { mode: 'RGBA', depths: [8, 16] },
};

/** A PNG, also one whose signature was damaged on the way (its first chunk still tells). */
export function isPng(bytes: Buffer): boolean {
  return bytes.subarray(0, 8).equals(SIGNATURE) || bytes.subarray(0, 32).includes('IHDR');
}

/** Header, the sum of every chunk, the chunks that must be there, and the end. */
export const parsePng: FormatParser = (bytes, facts) => {
  if (!bytes.subarray(0, 8).equals(SIGNATURE)) return 'has a damaged PNG signature';
  let fault: string | undefined;
  const seen = new Set<string>();
  for (let at = 8; at < bytes.length;) {
    if (at + 12 > bytes.length) return fault ?? 'ends inside a PNG chunk';
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (seen.size === 0 && type !== 'IHDR') return 'does not begin with a PNG header (IHDR)';
    // only the first counts: a later one would belie what a decoder allocates
    if (type === 'IHDR' && seen.has('IHDR')) fault ??= 'has a second PNG header (IHDR)';
    else if (type === 'IHDR') fault ??= readHeader(data);
    if (at + 12 + length > bytes.length) return fault ?? `ends inside its ${type} chunk`;
    if (crc32(bytes.subarray(at + 4, at + 8 + length)) !== bytes.readUInt32BE(at + 8 + length))
      fault ??= `has a wrong checksum in its ${type} chunk`;
    if (type === 'acTL' && data.readUInt32BE(0) > 1) facts.animated = true;
    if (type === 'eXIf') readExif(data, facts);
    seen.add(type);
    at += 12 + length;
    if (type === 'IEND') break;
  }
  if (fault !== undefined) return fault;
  if (facts.colorMode === 'palette' && !seen.has('PLTE')) return 'has no palette (PLTE) though it needs one';
  if (!seen.has('IDAT')) return 'has no pixel data (IDAT)';
  return seen.has('IEND') ? undefined : 'has no end (IEND)';

  function readHeader(header: Buffer): string | undefined {
    facts.width = header.readUInt32BE(0);
    facts.height = header.readUInt32BE(4);
    const depth = header.readUInt8(8);
    const type = header.readUInt8(9);
    const known = COLOR_TYPES[type];
    facts.bitDepth = depth;
    if (known) facts.colorMode = known.mode;
    if (facts.width === 0 || facts.height === 0) return 'has no width or no height';
    if (!known) return `has the colour type ${type}, which PNG does not know`;
    if (!known.depths.includes(depth)) return `has ${depth} bits a channel, which PNG does not allow here`;
    if (header.readUInt8(10) !== 0 || header.readUInt8(11) !== 0 || header.readUInt8(12) > 1)
      return 'has an unknown compression, filter or interlace method';
    return undefined;
  }
};
