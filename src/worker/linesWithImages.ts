import { createHash } from 'node:crypto';
import type { ByteSource } from '../dataset/byteSource.ts';
import { decodeDataUrl, parseDataUrl, type DataUrl } from '../dataset/dataUrl.ts';
import { readExample } from '../dataset/example.ts';
import { scanLines, type ScanOptions } from '../dataset/lineIndex.ts';
import type { LineRange } from '../dataset/lineRanges.ts';

/** An image that stands in a line as a data URL. */
export interface LineImage {
  /** JSON Pointer of its part. */
  path: string;
  /** Equal for equal payloads. */
  key: string;
  /** Bytes behind the address. */
  size: number;
  /** Decodes the address; empty when there is nothing to decode. */
  bytes: () => Buffer;
}

export interface LineWithImages {
  /** From 0. */
  line: number;
  /** Each character a byte of the line, its carriage return included: edited and written so, every byte stays. */
  text: string;
  images: LineImage[];
}

/** Visits those of the lines that have images in them, front to back, one at a time and in bounded memory. */
export function linesWithImages(
  source: ByteSource,
  lines: readonly LineRange[],
  visit: (line: LineWithImages) => Promise<void>,
  options: ScanOptions,
): Promise<void> {
  let range = 0;
  return scanLines(
    source,
    ({ index, bytes, carriageReturn }) => {
      while (index >= (lines[range]?.to ?? Infinity)) range++;
      if (index < (lines[range]?.from ?? Infinity) || !bytes) return;
      const text = bytes.toString('latin1');
      const images = imagesIn(text, index);
      if (images.length === 0) return;
      return visit({ line: index, text: carriageReturn ? `${text}\r` : text, images });
    },
    options,
  );
}

/** A byte order mark, a character for each byte. */
export const MARK = /^\u00ef\u00bb\u00bf/;

function imagesIn(text: string, line: number): LineImage[] {
  const example = readExample(line === 0 ? text.replace(MARK, '') : text);
  if (example.kind !== 'chat') return [];
  return example.messages.flatMap(({ parts }) =>
    parts.flatMap((part) => {
      const data = part.type === 'image' ? parseDataUrl(part.url) : undefined;
      if (!data) return [];
      const key = createHash('sha256').update(data.payload, 'latin1').digest('base64');
      return [{ path: part.path, key, size: sizeOf(data), bytes: () => decode(data) }];
    }),
  );
}

function sizeOf({ payload, base64 }: DataUrl): number {
  if (!base64) return payload.length;
  const padding = payload.endsWith('==') ? 2 : payload.endsWith('=') ? 1 : 0;
  return Math.floor(((payload.length - padding) * 3) / 4);
}

function decode(data: DataUrl): Buffer {
  try {
    return decodeDataUrl(data);
  } catch {
    return Buffer.alloc(0);
  }
}
