import { hash } from 'node:crypto';
import type { ImageFacts } from '../images/imageFacts.ts';
import { inspectImage } from '../images/inspect.ts';

/** Repeated payloads are kept up to this many bytes, so that few-shot images are known again by one comparison. */
const KEPT_BYTES = 48 * 1024 * 1024;
const EQUALS = 0x3d;

/** What is known of a base64 payload. */
export interface LookedAt {
  /** RFC 4648, standard alphabet, padded, no blanks, not empty. */
  base64: boolean;
  /** Decoded. */
  bytes: number;
  /** Equal for equal decoded bytes. */
  digest: string;
  facts: ImageFacts;
  /** Where it was decoded: on demand, or earlier. */
  deep?: DeepFacts;
}

/** What only decoding tells of an image. */
export interface DeepFacts {
  /** Why it cannot be decoded, as the end of the sentence "the image ...". */
  fault?: string;
  /** Perceptual hash: 64 bits, of which those of images that look the same differ in few; both halves as 32-bit integers. */
  hash?: readonly [number, number];
}

/** Looks at each distinct image of a run once, however often it occurs. */
export class ImagePool {
  private readonly byDigest = new Map<string, LookedAt>();
  private readonly kept = new Map<string, { payload: Buffer; image: LookedAt }>();
  private keptBytes = 0;
  private scratch = Buffer.alloc(0);
  private readonly decoded: ReadonlyMap<string, DeepFacts>;
  private readonly onNew: (image: LookedAt, bytes: Buffer) => void;

  /** @param decoded what is known of images by their digests @param onNew told of each distinct image once; its bytes are valid for the call */
  constructor(
    decoded: ReadonlyMap<string, DeepFacts> = new Map(),
    onNew: (image: LookedAt, bytes: Buffer) => void = () => undefined,
  ) {
    this.decoded = decoded;
    this.onNew = onNew;
  }

  /** @param payload base64 text as bytes; not held on to */
  look(payload: Buffer): LookedAt {
    const key = keyOf(payload);
    const kept = this.kept.get(key);
    if (kept?.payload.equals(payload)) return kept.image;
    const decoded = this.decode(payload);
    const base64 = isStrict(payload, decoded.length);
    const digest = hash('sha1', decoded, 'base64');
    // bytes cut short by a fault must not lend their verdict to the same bytes written soundly
    const identity = base64 ? digest : `bad ${digest}`;
    const known = this.byDigest.get(identity);
    if (known) {
      this.keep(key, payload, known);
      return known;
    }
    const deep = base64 ? this.decoded.get(digest) : undefined;
    const image = { base64, bytes: decoded.length, digest, facts: inspectImage(decoded), ...(deep && { deep }) };
    this.byDigest.set(identity, image);
    this.onNew(image, decoded);
    return image;
  }

  private decode(payload: Buffer): Buffer {
    const most = Math.ceil(payload.length / 4) * 3;
    if (this.scratch.length < most) this.scratch = Buffer.allocUnsafe(most * 2);
    return this.scratch.subarray(0, this.scratch.write(payload.toString('latin1'), 'base64'));
  }

  private keep(key: string, payload: Buffer, image: LookedAt): void {
    if (payload.length > KEPT_BYTES / 4 || this.kept.has(key)) return;
    for (const [oldest, { payload: old }] of this.kept) {
      if (this.keptBytes + payload.length <= KEPT_BYTES) break;
      this.kept.delete(oldest);
      this.keptBytes -= old.length;
    }
    this.kept.set(key, { payload: Buffer.from(payload), image });
    this.keptBytes += payload.length;
  }
}

/** Length, middle and end: encoders write the same beginnings, so these are not part of it. */
function keyOf(payload: Buffer): string {
  const middle = payload.length >> 1;
  return `${payload.length}${payload.toString('latin1', middle, Math.min(middle + 24, payload.length))}${payload.toString('latin1', Math.max(0, payload.length - 24), payload.length)}`;
}

/** Node's decoder skips what it does not know; then fewer bytes come out than the length promises. */
function isStrict(payload: Buffer, decoded: number): boolean {
  if (payload.length === 0 || payload.length % 4 !== 0) return false;
  const padding = payload.at(-1) !== EQUALS ? 0 : payload.at(-2) !== EQUALS ? 1 : 2;
  if (decoded !== (payload.length / 4) * 3 - padding) return false;
  return !payload.includes('-') && !payload.includes('_');
}
