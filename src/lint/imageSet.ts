import type { DeepFacts } from './imagePool.ts';
import type { LintedImage } from './lintedImage.ts';
import { differentBits, NEAR_BITS } from '../images/differentBits.ts';

/** One more piece than bits may differ: two hashes that are near have one piece in common. */
const PIECES = NEAR_BITS + 1;
const PIECE_BITS = 13;

interface Hashed {
  id: string;
  hash: readonly [number, number];
}

/** Tells images apart: equal decoded bytes, an equal address, or perceptual hashes that are nearly the same. */
export class ImageSet {
  /** By a piece of their hash and what it holds. */
  private readonly pieces = new Map<number, Hashed[]>();
  private readonly likes = new Map<string, string>();

  /**
   * @param remember whether later images are compared with this one
   * @returns equal for images that are the same; `undefined` for one that cannot be read
   */
  idOf({ address }: LintedImage, remember = true): string | undefined {
    if (address.kind === 'bad') return undefined;
    if (address.kind !== 'data') return address.url;
    const { base64, digest, deep } = address.image;
    if (!base64) return undefined;
    return deep?.hash ? this.like(digest, deep.hash, remember) : digest;
  }

  /** Whether an image is known under this id only because it looks like another one. */
  isNear({ address }: LintedImage, id: string): boolean {
    return address.kind === 'data' && address.image.digest !== id;
  }

  /** The first image that this one looks like; itself where there is none. */
  private like(id: string, hash: NonNullable<DeepFacts['hash']>, remember: boolean): string {
    const known = this.likes.get(id);
    if (known !== undefined) return known;
    const keys = piecesOf(hash);
    for (const key of keys)
      for (const other of this.pieces.get(key) ?? [])
        if (differentBits(other.hash, hash) <= NEAR_BITS) {
          if (remember) this.likes.set(id, other.id);
          return other.id;
        }
    if (!remember) return id;
    for (const key of keys) {
      const here = this.pieces.get(key);
      if (here) here.push({ id, hash });
      else this.pieces.set(key, [{ id, hash }]);
    }
    this.likes.set(id, id);
    return id;
  }
}

/** Each piece as one number that also says which piece it is. */
function piecesOf([high, low]: readonly [number, number]): number[] {
  const bits = (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
  const mask = (1n << BigInt(PIECE_BITS)) - 1n;
  return Array.from(
    { length: PIECES },
    (_, piece) => piece * 2 ** PIECE_BITS + Number((bits >> BigInt(piece * PIECE_BITS)) & mask),
  );
}
