import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { decodeDataUrl, parseDataUrl } from '../dataset/dataUrl.ts';
import { describeImage } from '../images/descriptor.ts';

/** Descriptors remembered; each has about 4 KB. */
const AT_MOST = 5000;

/** Descriptor of the image behind a `data:` or `file:` URL. Rejects when there is none to decode. */
export type Describe = (url: string) => Promise<Float32Array>;

/** Describes each distinct image once. */
export function createDescriber(): Describe {
  const known = new Map<string, Promise<Float32Array>>();
  return (url) => {
    const hash = createHash('sha1').update(url).digest('base64');
    const found = known.get(hash);
    if (found) return found;
    const described = imageBytes(url).then(describeImage);
    known.set(hash, described);
    // a failure is not remembered: a file may be repaired
    described.catch(() => known.delete(hash));
    const oldest = known.size > AT_MOST ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
    return described;
  };
}

async function imageBytes(url: string): Promise<Buffer> {
  const data = parseDataUrl(url);
  if (data) return decodeDataUrl(data);
  if (/^file:/i.test(url)) return readFile(fileURLToPath(url));
  throw new Error('the baseline reads images from data: and file: URLs only');
}

/** Several images of one question are looked at as their mean. `undefined` for none. */
export async function describeAll(describe: Describe, urls: readonly string[]): Promise<Float32Array | undefined> {
  const [first, ...others] = await Promise.all(urls.map((url) => describe(url)));
  if (!first || others.length === 0) return first;
  return first.map((value, at) => others.reduce((sum, other) => sum + (other[at] ?? 0), value) / urls.length);
}
