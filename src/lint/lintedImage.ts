import { parseDataUrl } from '../dataset/dataUrl.ts';
import { formatOf } from '../images/inspect.ts';
import { isPrivateHost } from '../images/privateAddress.ts';
import type { ImageFormat } from '../providers/profile.ts';
import type { LookedAt } from './imagePool.ts';

/** An image of an example, with what its address turned out to be. */
export interface LintedImage {
  /** JSON Pointer of its content part. */
  partPath: string;
  /** JSON Pointer of its address. */
  path: string;
  /** Of the message it stands in. */
  role: string;
  detail: string | undefined;
  address: ImageAddress;
}

export type ImageAddress =
  | { kind: 'data'; format: ImageFormat; mime: string; image: LookedAt }
  | { kind: 'bad'; why: string }
  | { kind: 'http'; url: string; host: string; isPublic: boolean }
  | { kind: 'file' | 'relative'; url: string };

const MIME_FORMATS: Readonly<Record<string, ImageFormat>> = {
  'image/jpeg': 'jpeg',
  'image/jpg': 'jpeg',
  'image/pjpeg': 'jpeg',
  'image/png': 'png',
  'image/x-png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/tiff': 'tiff',
  'image/avif': 'avif',
  'image/heic': 'heif',
  'image/heif': 'heif',
  'image/svg+xml': 'svg',
  'image/bmp': 'bmp',
  'image/x-ms-bmp': 'bmp',
};

/** @param look what the payload of a data URL holds; called for base64 data URLs only */
export function readAddress(url: string, look: (payload: string) => LookedAt): ImageAddress {
  if (/^data:/i.test(url)) return readData(url, look);
  if (/^https?:/i.test(url)) {
    const host = URL.canParse(url) ? new URL(url).hostname : '';
    return host === ''
      ? { kind: 'bad', why: 'is no complete web address' }
      : { kind: 'http', url, host, isPublic: !isPrivateHost(host) };
  }
  if (/^file:/i.test(url)) return { kind: 'file', url };
  if (/^\s+(data|https?):/i.test(url)) return { kind: 'bad', why: 'begins with a blank' };
  if (url.trim() === '') return { kind: 'bad', why: 'is empty' };
  if (/^[a-z][a-z0-9+.-]+:/i.test(url) && !/^[a-z]:[\\/]/i.test(url))
    return { kind: 'bad', why: 'is neither an http(s) address nor a data URL' };
  return looksLikeBase64(url)
    ? { kind: 'bad', why: 'is bare base64 without "data:image/...;base64," before it' }
    : { kind: 'relative', url };
}

function readData(url: string, look: (payload: string) => LookedAt): ImageAddress {
  const data = parseDataUrl(url);
  if (!data) return { kind: 'bad', why: 'is a data URL without a comma' };
  if (!data.base64) return { kind: 'bad', why: 'is a data URL without ";base64"' };
  const format = MIME_FORMATS[data.mime];
  if (!format)
    return {
      kind: 'bad',
      why: data.mime === '' ? 'is a data URL without a MIME type' : 'is a data URL whose MIME type is no image format',
    };
  return { kind: 'data', format, mime: data.mime, image: look(data.payload) };
}

/** A path has a dot before its suffix; base64 has no dots and is long, or begins as an image does. */
function looksLikeBase64(text: string): boolean {
  const head = text.slice(0, 4096);
  if (!/^[A-Za-z0-9+/\s_-]+={0,2}\s*$/.test(head)) return false;
  return text.length >= 64 || formatOf(Buffer.from(head, 'base64')) !== 'unknown';
}
