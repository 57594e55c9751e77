import { createHash } from 'node:crypto';
import { parseDataUrl, decodeDataUrl } from '../../dataset/dataUrl.ts';
import type { Example, LooseMessage } from '../../dataset/example.ts';
import { whyNotDrawn } from '../../images/drawable.ts';
import { inspectImage } from '../../images/inspect.ts';
import { LruCache } from '../lruCache.ts';
import type { Services } from '../services.ts';

/** Device pixels of a 36 px thumbnail on a screen of twice the density. */
const THUMBNAIL_SIDE = 72;

/** Small pictures of examples, each distinct image made once. */
export class Pictures {
  private readonly services: Services;
  private readonly made = new LruCache<string, Promise<Uint8Array | undefined>>(500);

  constructor(services: Services) {
    this.services = services;
  }

  /** WEBP of the example's picture; `undefined` where there is none, or none that may be drawn. */
  async thumbnail(example: Example | { kind: 'long' }): Promise<Uint8Array | undefined> {
    const picture = pictureOf(example);
    if (!picture) return undefined;
    if (parseDataUrl(picture.url)) return this.thumbnailOf(decode(picture.url));
    if (this.services.webImages.access(picture.url) !== 'load') return undefined;
    const made = this.made.peek(picture.url);
    if (made) return made;
    try {
      const small = this.thumbnailOf(await this.services.webImages.bytes(picture.url));
      // kept by its address as well: its bytes may be forgotten; a failure is not kept
      return await this.made.put(picture.url, small);
    } catch (error) {
      this.services.log.warn(`No thumbnail of ${picture.url.slice(0, 200)}.`, error);
      return undefined;
    }
  }

  private async thumbnailOf(bytes: Uint8Array | undefined): Promise<Uint8Array | undefined> {
    // judged by its header before anything decodes it
    if (!bytes || whyNotDrawn(inspectImage(bytes))) return undefined;
    const hash = createHash('sha256').update(bytes).digest('base64');
    return this.made.get(hash, () => this.reduced(bytes, THUMBNAIL_SIDE, false));
  }

  /** At most `side` pixels on its longer side, turned by EXIF or not; `undefined` when nothing can be decoded. */
  reduced(bytes: Uint8Array, side: number, turned: boolean): Promise<Uint8Array | undefined> {
    return this.services.worker.methods.thumbnail(new Uint8Array(bytes), side, turned).catch((error: unknown) => {
      this.services.log.warn('A thumbnail could not be made.', error);
      return undefined;
    });
  }
}

/** The picture that stands for an example: the first image of its last user message. */
export function pictureOf(example: Example | { kind: 'long' }): { url: string; path: string } | undefined {
  if (example.kind !== 'chat') return undefined;
  const user = example.messages.findLast((message) => message.role === 'user');
  return user?.parts.find((part) => part.type === 'image');
}

/** Pictures that go to the page with their example, in place of a second question: so many bytes of them at most. */
const AT_ONCE_BYTES = 2_000_000;

/** The first pictures of messages as their bytes, copied out of any pool. */
export function picturesAtOnce(messages: readonly LooseMessage[]): { path: string; bytes: Uint8Array }[] {
  const pictures: { path: string; bytes: Uint8Array }[] = [];
  let room = AT_ONCE_BYTES;
  for (const part of messages.flatMap(({ parts }) => parts)) {
    if (part.type !== 'image') continue;
    // four characters of base64 are three bytes
    room -= part.url.length * 0.75;
    if (room < 0) break;
    const bytes = decode(part.url);
    if (bytes && !whyNotDrawn(inspectImage(bytes))) pictures.push({ path: part.path, bytes: new Uint8Array(bytes) });
  }
  return pictures;
}

/** Bytes behind a data URL; `undefined` when there are none to be had. */
export function decode(url: string): Buffer | undefined {
  const data = parseDataUrl(url);
  if (!data) return undefined;
  try {
    const bytes = decodeDataUrl(data);
    return bytes.length > 0 ? bytes : undefined;
  } catch {
    return undefined;
  }
}
