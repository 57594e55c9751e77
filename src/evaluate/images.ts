import { createHash } from 'node:crypto';
import { decodeDataUrl, parseDataUrl } from '../dataset/dataUrl.ts';
import type { LooseMessage } from '../dataset/example.ts';

/** Addresses of a message's images, in order. */
export function imageUrls(message: LooseMessage | undefined): string[] {
  return (message?.parts ?? []).flatMap((part) => (part.type === 'image' ? [part.url] : []));
}

/** SHA-256 of the images' decoded bytes (of the address where they lie elsewhere); `undefined` without an image. */
export function imagesHash(message: LooseMessage | undefined): string | undefined {
  const urls = imageUrls(message);
  if (urls.length === 0) return undefined;
  const hash = createHash('sha256');
  for (const url of urls) {
    const data = parseDataUrl(url);
    hash.update(data ? decodeDataUrl(data) : url);
  }
  return hash.digest('hex');
}

/** The message with its images' addresses replaced, everything else as in the line. */
export function withImageUrls(message: LooseMessage, urlOf: (index: number) => string): Record<string, unknown> {
  let index = 0;
  const { content } = message.value;
  if (!Array.isArray(content)) return message.value;
  const replaced = content.map((part: unknown, at) => {
    const read = message.parts[at];
    if (read?.type !== 'image' || typeof part !== 'object' || part === null || !('image_url' in part)) return part;
    const url = urlOf(index++);
    const { image_url: image } = part;
    return { ...part, image_url: typeof image === 'object' ? { ...image, url } : url };
  });
  return { ...message.value, content: replaced };
}
