import { createHash } from 'node:crypto';
import type { ByteSource } from './byteSource.ts';
import { scanLines, type ScanOptions } from './lineIndex.ts';

/** How two files differ, their lines counted whatever their order. */
export interface LineDifferences {
  /** Lines that only the first has, a line that stands there twice and once in the second counted once. */
  onlyFirst: number;
  onlySecond: number;
  same: number;
}

/** Compares the lines of two files by 64 bits of a hash each: 8 bytes of memory a line, whatever the files' sizes. */
export async function differencesOf(
  first: ByteSource,
  second: ByteSource,
  options: ScanOptions = {},
): Promise<LineDifferences> {
  const [a, b] = [await hashesOf(first, options), await hashesOf(second, options)];
  let [i, j, same] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const [left = 0n, right = 0n] = [a[i], b[j]];
    if (left === right) same++;
    if (left <= right) i++;
    if (right <= left) j++;
  }
  return { onlyFirst: a.length - same, onlySecond: b.length - same, same };
}

/** Ascending. A line too long to be held is told by its length alone. */
async function hashesOf(source: ByteSource, options: ScanOptions): Promise<BigUint64Array> {
  let hashes = new BigUint64Array(1024);
  let count = 0;
  await scanLines(
    source,
    ({ bytes, length }) => {
      if (count === hashes.length) {
        const grown = new BigUint64Array(count * 2);
        grown.set(hashes);
        hashes = grown;
      }
      hashes[count++] = bytes ? createHash('sha1').update(bytes).digest().readBigUInt64LE() : BigInt(length);
    },
    options,
  );
  return hashes.subarray(0, count).sort();
}
