/** Bits of a perceptual hash. */
export const HASH_BITS = 64;
/** Bits in which the hashes of images that look the same may differ. */
export const NEAR_BITS = 4;

/** How many bits differ between two perceptual hashes. */
export const differentBits = (a: readonly [number, number], b: readonly [number, number]): number =>
  bitCount(a[0] ^ b[0]) + bitCount(a[1] ^ b[1]);

function bitCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
