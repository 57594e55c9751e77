import { isJpeg } from './jpeg.ts';

/** Luminance steps at quality 50, in any order: JPEG, ITU-T T.81, table K.1. */
const STEPS = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51,
  87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101,
  72, 92, 95, 98, 112, 100, 103, 99,
];

/** What the steps add up to at each quality from 1 to 100, as the Independent JPEG Group's library scales them. */
const SUMS = Array.from({ length: 100 }, (_, index) => {
  const quality = index + 1;
  const scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
  return STEPS.reduce((sum, step) => sum + Math.min(255, Math.max(1, Math.floor((step * scale + 50) / 100))), 0);
});

/**
 * The quality (1 to 100) that a JPEG was written with, by how coarse its steps are; of an encoder with steps of its own
 * the nearest one. `undefined` for what is no JPEG or has no steps of 8 bits before its pixels.
 */
export function jpegQuality(bytes: Uint8Array): number | undefined {
  const sum = stepsOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))?.reduce((a, b) => a + b, 0);
  if (sum === undefined) return undefined;
  const nearest = SUMS.reduce(
    (best, each, index) => (Math.abs(each - sum) <= Math.abs((SUMS[best] ?? 0) - sum) ? index : best),
    0,
  );
  return nearest + 1;
}

/** The luminance steps: table 0 of the segments before the first scan. */
function stepsOf(bytes: Buffer): Buffer | undefined {
  if (!isJpeg(bytes)) return undefined;
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff && bytes[at + 1] !== 0xda;) {
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    // tables of 65 bytes one behind the other: number, steps
    for (let table = at + 4; bytes[at + 1] === 0xdb && table + 65 <= end; table += 65)
      if (bytes[table] === 0) return bytes.subarray(table + 1, table + 65);
    at = end;
  }
  return undefined;
}
