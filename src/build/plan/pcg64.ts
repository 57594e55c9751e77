const MULTIPLIER = 47_026_247_687_942_121_848_144_207_491_837_523_525n;
const BITS_128 = (1n << 128n) - 1n;
const BITS_64 = (1n << 64n) - 1n;

/** PCG64 XSL-RR (O'Neill 2014), seeded as numpy's `default_rng(seed)`. @returns draws of 32 bits, low half first */
export function pcg64(seed: number): () => number {
  const [a, b, c, d] = seedWords(seed);
  const increment = ((((c << 64n) | d) << 1n) | 1n) & BITS_128;
  const step = (state: bigint) => (state * MULTIPLIER + increment) & BITS_128;
  let state = step((step(0n) + ((a << 64n) | b)) & BITS_128);
  let high: number | undefined;
  return () => {
    if (high !== undefined) {
      const half = high;
      high = undefined;
      return half;
    }
    state = step(state);
    const folded = (state >> 64n) ^ (state & BITS_64);
    const turn = state >> 122n;
    const word = ((folded >> turn) | (folded << (-turn & 63n))) & BITS_64;
    high = Number(word >> 32n);
    return Number(word & 0xffff_ffffn);
  };
}

/** Four words of 64 bits from numpy's `SeedSequence(seed)` (its pool of four, constants of O'Neill's seed_seq_fe). */
function seedWords(seed: number): [bigint, bigint, bigint, bigint] {
  let hash = 0x43b0_d7e5;
  const hashMix = (value: number) => {
    const before = value ^ hash;
    hash = Math.imul(hash, 0x931e_8875);
    const mixed = Math.imul(before, hash);
    return (mixed ^ (mixed >>> 16)) >>> 0;
  };
  const mix = (x: number, y: number) => {
    const mixed = Math.imul(0xca01_f9dd, x) - Math.imul(0x4973_f715, y);
    return (mixed ^ (mixed >>> 16)) >>> 0;
  };
  const entropy = [seed >>> 0, Math.floor(seed / 2 ** 32)];
  const pool = Array.from({ length: 4 }, (_, index) => hashMix(entropy[index] ?? 0));
  for (let from = 0; from < 4; from++)
    for (let to = 0; to < 4; to++) if (from !== to) pool[to] = mix(pool[to] ?? 0, hashMix(pool[from] ?? 0));

  let output = 0x8b51_f9dd;
  const draw = (index: number) => {
    const before = (pool[index % 4] ?? 0) ^ output;
    output = Math.imul(output, 0x58f3_8ded);
    const mixed = Math.imul(before, output);
    return BigInt((mixed ^ (mixed >>> 16)) >>> 0);
  };
  const word = (index: number) => {
    const low = draw(index);
    return (draw(index + 1) << 32n) | low;
  };
  return [word(0), word(2), word(4), word(6)];
}
