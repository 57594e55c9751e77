import sharp from 'sharp';

/** Pixels on each side an image is scaled to before it is described. */
const SIDE = 96;
const CELLS = 8;
const CELL = SIDE / CELLS;
const ORIENTATIONS = 9;
const HUES = 8;
const LEVELS = 3;
const TEXTURE_BINS = 16;
/** A pixel this far (0 to 441) from the colour of the border belongs wholly to what is shown. */
const FOREGROUND = 90;

/** The parts of a descriptor in their order, and the numbers in each. Every part has unit length (or is all zero). */
export const DESCRIPTOR_PARTS = [
  { name: 'layout', size: CELLS * CELLS * 4 },
  { name: 'edges', size: CELLS * CELLS * ORIENTATIONS },
  { name: 'palette', size: HUES * LEVELS * LEVELS + LEVELS * 2 },
  { name: 'texture', size: TEXTURE_BINS + 16 },
] as const;

export const DESCRIPTOR_SIZE = DESCRIPTOR_PARTS.reduce((sum, { size }) => sum + size, 0);

interface Pixels {
  rgb: Buffer;
  /** 0 to 1: how far a pixel is from the colour of the border. */
  shown: Float32Array;
  light: Float32Array;
}

/**
 * What an image looks like as `DESCRIPTOR_SIZE` numbers, from its pixels alone: where which colours are, which way
 * its edges run in each of 8 x 8 cells (as in histograms of oriented gradients, Dalal and Triggs 2005), its palette,
 * and how hard and how fine its edges are. Rejects when the bytes cannot be decoded.
 */
export async function describeImage(bytes: Uint8Array): Promise<Float32Array> {
  const rgb = await sharp(bytes)
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .resize(SIDE, SIDE, { fit: 'fill' })
    .raw()
    .toBuffer();
  const pixels: Pixels = { rgb, shown: new Float32Array(SIDE * SIDE), light: new Float32Array(SIDE * SIDE) };
  const border = borderColour(rgb);
  for (let at = 0; at < SIDE * SIDE; at++) {
    const [r, g, b] = colourAt(rgb, at);
    pixels.light[at] = 0.299 * r + 0.587 * g + 0.114 * b;
    pixels.shown[at] = Math.min(1, Math.hypot(r - border[0], g - border[1], b - border[2]) / FOREGROUND);
  }
  const { edges, texture } = gradients(pixels);
  const parts = [layout(pixels), edges, palette(pixels), texture];
  const descriptor = new Float32Array(DESCRIPTOR_SIZE);
  let at = 0;
  for (const part of parts) {
    descriptor.set(unit(part), at);
    at += part.length;
  }
  return descriptor;
}

/** Squared Euclidean distance of two descriptors, part by part. */
export function partDistances(a: Float32Array, b: Float32Array): number[] {
  let at = 0;
  return DESCRIPTOR_PARTS.map(({ size }) => {
    let sum = 0;
    for (const end = at + size; at < end; at++) sum += ((a[at] ?? 0) - (b[at] ?? 0)) ** 2;
    return sum;
  });
}

type Colour = [number, number, number];

const colourAt = (rgb: Buffer, pixel: number): Colour => [
  rgb[pixel * 3] ?? 0,
  rgb[pixel * 3 + 1] ?? 0,
  rgb[pixel * 3 + 2] ?? 0,
];

const cellOf = (pixel: number): number =>
  Math.floor(Math.floor(pixel / SIDE) / CELL) * CELLS + Math.floor((pixel % SIDE) / CELL);

function add(part: Float32Array, at: number, amount: number): void {
  part[at] = (part[at] ?? 0) + amount;
}

function unit(part: Float32Array): Float32Array {
  const length = Math.hypot(...part);
  return length === 0 ? part : part.map((value) => value / length);
}

/** Median of each channel along the four sides. */
function borderColour(rgb: Buffer): Colour {
  const channels: [number[], number[], number[]] = [[], [], []];
  for (let step = 0; step < SIDE; step++)
    for (const pixel of [step, (SIDE - 1) * SIDE + step, step * SIDE, step * SIDE + SIDE - 1]) {
      const colour = colourAt(rgb, pixel);
      for (const [channel, values] of channels.entries()) values.push(colour[channel] ?? 0);
    }
  const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
  return [median(channels[0]), median(channels[1]), median(channels[2])];
}

/** Mean colour of what is shown in each cell (against mid-grey), and how much of the cell it covers. */
function layout({ rgb, shown }: Pixels): Float32Array {
  const part = new Float32Array(CELLS * CELLS * 4);
  for (let pixel = 0; pixel < SIDE * SIDE; pixel++) {
    const at = cellOf(pixel) * 4;
    const weight = shown[pixel] ?? 0;
    for (const [channel, value] of colourAt(rgb, pixel).entries())
      add(part, at + channel, (weight * (value - 128)) / 128);
    add(part, at + 3, weight);
  }
  return part;
}

/** Edge directions by cell, and over the whole image a histogram of edge strength and one of local contrast. */
function gradients({ light, shown }: Pixels): { edges: Float32Array; texture: Float32Array } {
  const edges = new Float32Array(CELLS * CELLS * ORIENTATIONS);
  const texture = new Float32Array(TEXTURE_BINS + 16);
  for (let y = 1; y < SIDE - 1; y++)
    for (let x = 1; x < SIDE - 1; x++) {
      const at = y * SIDE + x;
      const dx = (light[at + 1] ?? 0) - (light[at - 1] ?? 0);
      const dy = (light[at + SIDE] ?? 0) - (light[at - SIDE] ?? 0);
      const strength = Math.hypot(dx, dy);
      const turn = (Math.atan2(dy, dx) / Math.PI + 1) % 1;
      add(edges, cellOf(at) * ORIENTATIONS + (Math.floor(turn * ORIENTATIONS) % ORIENTATIONS), strength);
      const weight = shown[at] ?? 0;
      add(texture, Math.min(TEXTURE_BINS - 1, Math.floor(Math.log2(1 + strength) * 2)), weight);
      add(texture, TEXTURE_BINS + Math.min(15, Math.floor((light[at] ?? 0) / 16)), weight);
    }
  // square roots: a single hard edge must not drown all others
  return { edges: edges.map(Math.sqrt), texture: texture.map(Math.sqrt) };
}

/** How much of what is shown has which hue, saturation and brightness. */
function palette({ rgb, shown }: Pixels): Float32Array {
  const part = new Float32Array(HUES * LEVELS * LEVELS + LEVELS * 2);
  for (let pixel = 0; pixel < SIDE * SIDE; pixel++) {
    const [r, g, b] = colourAt(rgb, pixel);
    const high = Math.max(r, g, b);
    const spread = high - Math.min(r, g, b);
    const level = (value: number) => Math.min(LEVELS - 1, Math.floor((value / 256) * LEVELS));
    const weight = shown[pixel] ?? 0;
    if (spread < 24) {
      add(part, HUES * LEVELS * LEVELS + Math.min(LEVELS * 2 - 1, Math.floor((high / 256) * LEVELS * 2)), weight);
      continue;
    }
    const sector = high === r ? ((g - b) / spread + 6) % 6 : high === g ? (b - r) / spread + 2 : (r - g) / spread + 4;
    const hue = Math.floor((sector / 6) * HUES) % HUES;
    add(part, (hue * LEVELS + level((spread / high) * 255)) * LEVELS + level(high), weight);
  }
  return part.map(Math.sqrt);
}
