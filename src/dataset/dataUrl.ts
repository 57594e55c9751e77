/** A base64 data URL taken apart; the payload is still text. */
export interface DataUrl {
  /** As written before the first `;`, in lower case: `image/png`. Empty when none is given. */
  mime: string;
  /** Whether `;base64` was there. */
  base64: boolean;
  /** Everything after the comma. */
  payload: string;
  /** Where the payload begins inside the URL, in characters. */
  payloadStart: number;
}

/** What base64 stands behind in a data URL. */
export const BASE64_MARK = ';base64,';

/** Takes a data URL apart, or gives `undefined` for anything else (`http:`, bare base64, no comma). */
export function parseDataUrl(url: string): DataUrl | undefined {
  if (!/^data:/i.test(url)) return undefined;
  const comma = url.indexOf(',');
  if (comma < 0) return undefined;
  const [mime = '', ...parameters] = url.slice(5, comma).split(';');
  return {
    mime: mime.trim().toLowerCase(),
    base64: parameters.some((parameter) => parameter.trim().toLowerCase() === 'base64'),
    payload: url.slice(comma + 1),
    payloadStart: comma + 1,
  };
}

/** The bytes behind a data URL. Lenient, as viewers are: bytes up to the first fault. */
export function decodeDataUrl(url: DataUrl): Buffer {
  return url.base64 ? Buffer.from(url.payload, 'base64') : Buffer.from(decodeURIComponent(url.payload), 'latin1');
}

export function toDataUrl(mime: string, bytes: Uint8Array): string {
  return `data:${mime};base64,${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')}`;
}
