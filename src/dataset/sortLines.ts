const MOST = 0xffffffff;

/**
 * Lines by what they weigh, equal ones in the order of the file.
 * @param keys of each of the lines, whole numbers; what is beyond 32 bits counts as the most there is
 */
export function sortedLines(lines: Uint32Array, keys: ArrayLike<number>, descending: boolean): Uint32Array {
  // one number each, the key in its upper half: these are sorted without calling back, ten million in a second
  const pairs = new BigUint64Array(lines.length);
  const halves = new Uint32Array(pairs.buffer);
  const [low, high] = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? [0, 1] : [1, 0];
  for (let i = 0; i < lines.length; i++) {
    const key = Math.min(keys[i] ?? 0, MOST);
    halves[2 * i + low] = lines[i] ?? 0;
    halves[2 * i + high] = descending ? MOST - key : key;
  }
  pairs.sort();
  const sorted = new Uint32Array(lines.length);
  for (let i = 0; i < sorted.length; i++) sorted[i] = halves[2 * i + low] ?? 0;
  return sorted;
}
