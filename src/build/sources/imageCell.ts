import { decodeDataUrl, parseDataUrl, type DataUrl } from '../../dataset/dataUrl.ts';
import { isObject } from '../../dataset/jsonObject.ts';

/** Shorter text is never taken for base64: no image is that small, but a path is. */
const SHORTEST_BASE64 = 200;

/** What stands for an image in a table: its bytes, a web address, or a path from the table's folder. */
export type ImageCell = { bytes: Uint8Array } | { url: string } | { path: string };

/**
 * Reads one image of a cell: a path, a web address, a data URL, bare base64, bytes, or Hugging Face's `{bytes, path}`,
 * whose bytes count before its path.
 * @returns nothing when the cell is empty or something else
 */
export function readImageCell(value: unknown): ImageCell | undefined {
  if (value instanceof Uint8Array) return value.length > 0 ? { bytes: value } : undefined;
  if (typeof value === 'string') return value === '' ? undefined : ofText(value);
  if (!isObject(value)) return undefined;
  const { bytes, path } = value;
  if (bytes instanceof Uint8Array && bytes.length > 0) return { bytes };
  if (typeof bytes === 'string' && bytes !== '') return ofText(bytes);
  return typeof path === 'string' && path !== '' ? ofText(path) : undefined;
}

/** The images of a cell: it may be a list of them. */
export function imagesOfCell(cell: unknown): readonly unknown[] {
  return Array.isArray(cell) && cell.length > 0 ? cell : [cell];
}

function ofText(text: string): ImageCell | undefined {
  const url = parseDataUrl(text);
  if (url) return ofDataUrl(url);
  if (/^https?:/i.test(text)) return { url: text };
  if (text.length >= SHORTEST_BASE64 && /^[A-Za-z0-9+/\s]+=*\s*$/.test(text))
    return { bytes: Buffer.from(text, 'base64') };
  return { path: text };
}

function ofDataUrl(url: DataUrl): ImageCell | undefined {
  try {
    return { bytes: decodeDataUrl(url) };
  } catch {
    // a stray percent sign
    return undefined;
  }
}
