import type { FormatParser, ImageFacts } from './imageFacts.ts';
import { isJpeg, parseJpeg } from './jpeg.ts';
import { parseBmp, parseGif, parseHeif, parseSvg, parseTiff, sniffOther } from './otherFormats.ts';
import { isPng, parsePng } from './png.ts';
import { isWebp, parseWebp } from './webp.ts';

const PARSERS: Readonly<Record<Exclude<ImageFacts['format'], 'unknown'>, FormatParser>> = {
  jpeg: parseJpeg,
  png: parsePng,
  webp: parseWebp,
  gif: parseGif,
  tiff: parseTiff,
  avif: parseHeif,
  heif: parseHeif,
  bmp: parseBmp,
  svg: parseSvg,
};

/**
 * Format, size and oddities of an image from its headers, and faults of its structure; no pixel is decoded.
 * Never throws: bytes of no known format come back as `unknown`.
 */
export function inspectImage(bytes: Uint8Array): ImageFacts {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const facts: ImageFacts = { format: formatOf(buffer), animated: false, gps: false };
  if (facts.format === 'unknown') return facts;
  try {
    const fault = PARSERS[facts.format](buffer, facts);
    if (fault !== undefined) facts.fault = fault;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    facts.fault = 'ends inside its header';
  }
  return facts;
}

/** The real format, by the first bytes. */
export function formatOf(bytes: Buffer): ImageFacts['format'] {
  if (isJpeg(bytes)) return 'jpeg';
  if (isPng(bytes)) return 'png';
  if (isWebp(bytes)) return 'webp';
  return sniffOther(bytes) ?? 'unknown';
}
