import sharp from 'sharp';
import { MAX_PIXELS } from './limits.ts';

/** Pixels on each side an image is scaled to, and coefficients on each side that are compared. */
const SIDE = 32;
const LOW = 8;
/** A picture whose low frequencies are weaker than this (grey levels) shows nothing to be known again by. */
const LEAST_DETAIL = 4;

/** Rows of the discrete cosine transform (II, orthonormal), the lowest frequencies only. */
const COSINES = Array.from({ length: LOW }, (_, frequency) =>
  Float64Array.from(
    { length: SIDE },
    (_, at) =>
      Math.sqrt((frequency === 0 ? 1 : 2) / SIDE) * Math.cos((Math.PI * (2 * at + 1) * frequency) / (2 * SIDE)),
  ),
);

/**
 * Decodes an image whole and tells what it looks like: 64 bits, of which few differ for pictures that look the same
 * (scaled, encoded anew, lightly retouched). The hash of "pHash" (Zauner 2010), as the Python package imagehash
 * computes it: which of the 8 x 8 lowest frequencies of the grey picture lie above their median.
 * @returns both halves as 32-bit integers; `undefined` for a picture without detail, as one plain colour is
 * Rejects with what the decoder says when the bytes cannot be decoded.
 */
export async function perceptualHash(bytes: Uint8Array): Promise<readonly [number, number] | undefined> {
  const grey = await sharp(bytes, { failOn: 'warning', limitInputPixels: MAX_PIXELS, pages: 1, sequentialRead: true })
    .flatten({ background: '#ffffff' })
    .greyscale()
    .resize(SIDE, SIDE, { fit: 'fill' })
    .raw()
    .toBuffer();
  const frequencies = transform(grey);
  const sorted = frequencies.toSorted();
  const median = ((sorted[31] ?? 0) + (sorted[32] ?? 0)) / 2;
  // the first one is the mean brightness
  const detail = Math.sqrt(frequencies.subarray(1).reduce((sum, value) => sum + value * value, 0)) / SIDE;
  if (detail < LEAST_DETAIL) return undefined;
  let [high, low] = [0, 0];
  frequencies.forEach((value, at) => {
    if (value <= median) return;
    if (at < 32) high |= 1 << at;
    else low |= 1 << (at - 32);
  });
  return [high, low];
}

function transform(grey: Uint8Array): Float64Array {
  const rows = new Float64Array(SIDE * LOW);
  for (let y = 0; y < SIDE; y++)
    COSINES.forEach((cosines, u) => {
      let sum = 0;
      for (let x = 0; x < SIDE; x++) sum += (grey[y * SIDE + x] ?? 0) * (cosines[x] ?? 0);
      rows[y * LOW + u] = sum;
    });
  const frequencies = new Float64Array(LOW * LOW);
  COSINES.forEach((cosines, v) => {
    for (let u = 0; u < LOW; u++) {
      let sum = 0;
      for (let y = 0; y < SIDE; y++) sum += (rows[y * LOW + u] ?? 0) * (cosines[y] ?? 0);
      frequencies[v * LOW + u] = sum;
    }
  });
  return frequencies;
}
