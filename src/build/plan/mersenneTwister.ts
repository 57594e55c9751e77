const SIZE = 624;
const SHIFT = 397;

/** MT19937 (Matsumoto and Nishimura 1998), seeded as numpy's `RandomState(seed)`. @returns draws of 32 bits */
export function mersenneTwister(seed: number): () => number {
  const state = new Uint32Array(SIZE);
  const at = (index: number) => state[index % SIZE] ?? 0;
  state[0] = seed;
  for (let index = 1; index < SIZE; index++) {
    const previous = at(index - 1);
    state[index] = Math.imul(1_812_433_253, previous ^ (previous >>> 30)) + index;
  }
  let position = SIZE;
  const twist = () => {
    for (let index = 0; index < SIZE; index++) {
      const mixed = (at(index) & 0x8000_0000) | (at(index + 1) & 0x7fff_ffff);
      state[index] = at(index + SHIFT) ^ (mixed >>> 1) ^ (mixed & 1 ? 0x9908_b0df : 0);
    }
    position = 0;
  };
  return () => {
    if (position === SIZE) twist();
    let value = at(position++);
    value ^= value >>> 11;
    value ^= (value << 7) & 0x9d2c_5680;
    value ^= (value << 15) & 0xefc6_0000;
    return (value ^ (value >>> 18)) >>> 0;
  };
}
