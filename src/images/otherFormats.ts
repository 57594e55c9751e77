import { readDirectory, useExifTags } from './exif.ts';
import type { ColorMode, FormatParser } from './imageFacts.ts';

/** Formats that are recognised only to be named: no vendor trains on them, so their structure is not judged. */

const TIFF_WIDTH = 256;
const TIFF_HEIGHT = 257;
const TIFF_BITS = 258;
const TIFF_PHOTOMETRIC = 262;
const TIFF_SAMPLES = 277;

export const parseTiff: FormatParser = (bytes, facts) => {
  const tags = readDirectory(bytes);
  const set = (name: 'width' | 'height' | 'bitDepth', tag: number) => {
    const value = tags.get(tag);
    if (value !== undefined) facts[name] = value;
  };
  set('width', TIFF_WIDTH);
  set('height', TIFF_HEIGHT);
  set('bitDepth', TIFF_BITS);
  const samples = tags.get(TIFF_SAMPLES) ?? 1;
  const modes: Record<number, ColorMode> = {
    0: samples > 1 ? 'grey+alpha' : 'grey',
    1: samples > 1 ? 'grey+alpha' : 'grey',
    2: samples > 3 ? 'RGBA' : 'RGB',
    3: 'palette',
    5: 'CMYK',
  };
  facts.colorMode = modes[tags.get(TIFF_PHOTOMETRIC) ?? -1] ?? 'other';
  useExifTags(tags, facts);
  return undefined;
};

/** Walks the blocks as far as a second frame. A first frame larger than its screen enlarges it, as viewers do. */
export const parseGif: FormatParser = (bytes, facts) => {
  facts.width = bytes.readUInt16LE(6);
  facts.height = bytes.readUInt16LE(8);
  facts.colorMode = 'palette';
  facts.bitDepth = 8;
  const table = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  let at = 13 + table(bytes.readUInt8(10));
  for (let frames = 0; ;) {
    const block = bytes.readUInt8(at);
    if (block === 0x3b) return undefined;
    if (block === 0x2c) {
      if (++frames === 2) {
        facts.animated = true;
        return undefined;
      }
      facts.width = Math.max(facts.width, bytes.readUInt16LE(at + 1) + bytes.readUInt16LE(at + 5));
      facts.height = Math.max(facts.height, bytes.readUInt16LE(at + 3) + bytes.readUInt16LE(at + 7));
      at += 11 + table(bytes.readUInt8(at + 9));
    } else if (block === 0x21) at += 2;
    else return 'has something else where a GIF block should be';
    for (let size = bytes.readUInt8(at); size > 0; size = bytes.readUInt8(at)) at += 1 + size;
    at++;
  }
};

/** AVIF and HEIC are the same container; the largest `ispe` box holds the size of the picture itself. */
export const parseHeif: FormatParser = (bytes, facts) => {
  const head = bytes.subarray(0, 65_536);
  for (let at = head.indexOf('ispe'); at >= 0; at = head.indexOf('ispe', at + 4)) {
    const width = head.readUInt32BE(at + 8);
    const height = head.readUInt32BE(at + 12);
    if (width * height < (facts.width ?? 0) * (facts.height ?? 0)) continue;
    facts.width = width;
    facts.height = height;
  }
  return undefined;
};

export const parseBmp: FormatParser = (bytes, facts) => {
  facts.width = bytes.readInt32LE(18);
  facts.height = Math.abs(bytes.readInt32LE(22));
  const bits = bytes.readUInt16LE(28);
  facts.colorMode = bits <= 8 ? 'palette' : bits === 32 ? 'RGBA' : 'RGB';
  facts.bitDepth = bits <= 8 ? bits : 8;
  return undefined;
};

export const parseSvg: FormatParser = (bytes, facts) => {
  const tag = /<svg\b[^>]*>/i.exec(bytes.toString('latin1', 0, 4096))?.[0] ?? '';
  const number = (name: string) => Number(new RegExp(`\\s${name}\\s*=\\s*["']([\\d.]+)(?:px)?["']`).exec(tag)?.[1]);
  const [width, height] = [number('width'), number('height')];
  if (width > 0) facts.width = width;
  if (height > 0) facts.height = height;
  return undefined;
};

/** Recognises one of the formats above by its first bytes. */
export function sniffOther(bytes: Buffer): 'tiff' | 'gif' | 'avif' | 'heif' | 'bmp' | 'svg' | undefined {
  const head = bytes.toString('latin1', 0, 16);
  if (/^(II\*\0|MM\0\*)/.test(head)) return 'tiff';
  if (/^GIF8[79]a/.test(head)) return 'gif';
  if (/^....ftypavi[fs]/s.test(head)) return 'avif';
  if (/^....ftyp(hei[cxms]|hev[cxms]|mif1|msf1)/s.test(head))
    return bytes.subarray(16, 64).includes('avif') ? 'avif' : 'heif';
  if (head.startsWith('BM') && bytes.length >= 30 && [12, 40, 52, 56, 64, 108, 124].includes(bytes.readUInt32LE(14)))
    return 'bmp';
  const markup = bytes.toString('latin1', 0, 4096).replace(/^\xef\xbb\xbf/, '');
  return /^\s*(<\?xml[^>]*>\s*|<!--[\s\S]*?-->\s*|<!DOCTYPE[^>]*>\s*)*<svg\b/i.test(markup) ? 'svg' : undefined;
}
