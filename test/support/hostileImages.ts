import sharp from 'sharp';
import { bombPng, dataUrl, pngChunk } from '../unit/lint/images.ts';

/** What becomes of it: drawn as far as it goes, named only, or no image at all. */
export type Fate = 'drawn' | 'named' | 'none' | 'address';

export interface HostileImage {
  name: string;
  url: string;
  fate: Fate;
}

const SCRIPT = 'document.title="run"';
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" onload='${SCRIPT}'><script>${SCRIPT}</script></svg>`;
const HTML = `<!doctype html><img src=x onerror='${SCRIPT}'><script>${SCRIPT}</script>`;

const word = (value: number) => [value & 0xff, value >> 8];
const FRAME_DATA = [2, 2, 0x44, 0x01, 0];

function gif(screen: number, frame: number, colours: Buffer, frames = 1): Buffer {
  const head = [...Buffer.from('GIF89a'), ...word(screen), ...word(screen)];
  const flags = 0x80 | (Math.log2(colours.length / 3) - 1);
  const one = [0x21, 0xf9, 4, 0, 0, 0, 0, 0, 0x2c, 0, 0, 0, 0, ...word(frame), ...word(frame), 0, ...FRAME_DATA];
  const all = Array.from({ length: frames }, () => Buffer.from(one));
  return Buffer.concat([Buffer.from([...head, flags, 0, 0]), colours, ...all, Buffer.from([0x3b])]);
}

/** A PNG whose last header says 1 x 1 pixel, while a decoder has long used the first. */
function belied(): Buffer {
  const bomb = bombPng(20_000);
  const end = bomb.length - 12;
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
  return Buffer.concat([bomb.subarray(0, end), pngChunk('IHDR', header), bomb.subarray(end)]);
}

const cut = (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length * 0.7));

/** Images as strangers might write them to run, hang or exhaust whatever looks at them. */
export async function hostileImages(): Promise<HostileImage[]> {
  const noise = sharp({
    create: {
      width: 60,
      height: 40,
      channels: 3,
      background: 'grey',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  });
  const formats = ['jpeg', 'png', 'webp', 'gif'] as const;
  const whole = await Promise.all(formats.map((format) => noise.clone().toFormat(format).toBuffer()));
  const colours = Buffer.alloc(24);
  colours.write('IHDR');
  return [
    { name: 'a PNG of 65,536 squared pixels', url: dataUrl(bombPng()), fate: 'named' },
    { name: 'a PNG with a second, small header', url: dataUrl(belied()), fate: 'named' },
    { name: 'a GIF larger than its screen', url: dataUrl(gif(1, 60_000, Buffer.alloc(6)), 'image/gif'), fate: 'named' },
    { name: 'a GIF that seems a PNG', url: dataUrl(gif(22_000, 22_000, colours)), fate: 'named' },
    ...formats.map((format, index) => ({
      name: `a ${format} that is cut off`,
      url: dataUrl(cut(whole[index] ?? Buffer.alloc(0)), `image/${format}`),
      fate: 'drawn' as const,
    })),
    { name: 'an SVG with a script', url: dataUrl(Buffer.from(SVG), 'image/svg+xml'), fate: 'none' },
    { name: 'an SVG as text', url: `data:image/svg+xml,${encodeURIComponent(SVG)}`, fate: 'none' },
    { name: 'an SVG that calls itself PNG', url: dataUrl(Buffer.from(SVG)), fate: 'none' },
    { name: 'HTML that calls itself PNG', url: dataUrl(Buffer.from(HTML)), fate: 'none' },
    { name: 'HTML', url: dataUrl(Buffer.from(HTML), 'text/html'), fate: 'none' },
    { name: 'a script', url: `javascript:${SCRIPT}`, fate: 'address' },
    { name: 'a script in a data URL', url: `data:text/javascript,${SCRIPT}`, fate: 'none' },
    {
      name: 'a GIF of one pixel and 100,000 frames',
      url: dataUrl(gif(1, 1, Buffer.alloc(6), 100_000), 'image/gif'),
      fate: 'drawn',
    },
  ];
}

/** A PNG head and noise behind it. */
export function garbagePng(bytes: number): Buffer {
  const head = bombPng(100).subarray(0, 33);
  const garbage = Buffer.alloc(bytes - head.length);
  // quick noise: no run of it is a chunk
  for (let at = 0, seed = 1; at + 4 <= garbage.length; at += 4)
    garbage.writeUInt32LE((seed = (seed * 1_664_525 + 1_013_904_223) >>> 0), at);
  return Buffer.concat([head, garbage]);
}
