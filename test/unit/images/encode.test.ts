import assert from 'node:assert/strict';
import sharp from 'sharp';
import { encodeImage, type EncodeOptions } from '../../../src/images/encode.ts';

const JPEG: EncodeOptions = { format: 'jpeg', quality: 90, matchPillow: false };
const plain = (background: string | { r: number; g: number; b: number; alpha: number }, channels: 3 | 4 = 3) =>
  sharp({ create: { width: 40, height: 20, channels, background } });
const firstPixel = async (bytes: Buffer) => [...(await sharp(bytes).raw().toBuffer()).subarray(0, 3)];
const near = (actual: number[], expected: number[]) => {
  actual.forEach((value, at) => {
    assert.ok(Math.abs(value - (expected[at] ?? 0)) <= 6, `${actual.join()} is not near ${expected.join()}`);
  });
};

describe('encoding an image', () => {
  it('gives RGB of 8 bits whatever comes in', async () => {
    const inputs = [
      plain('red').png(),
      plain('#888').greyscale().png(),
      plain('red').png({ palette: true }),
      plain({ r: 255, g: 0, b: 0, alpha: 0.5 }, 4).png(),
      plain('red').toColourspace('rgb16').png(),
      plain('red').toColourspace('cmyk').jpeg(),
    ];
    for (const input of inputs)
      for (const format of ['jpeg', 'png', 'webp'] as const)
        for (const matchPillow of [true, false]) {
          const encoded = await encodeImage(await input.clone().toBuffer(), { ...JPEG, format, matchPillow });
          const { channels, depth, space, hasAlpha, format: found } = await sharp(encoded).metadata();
          assert.deepEqual([found, channels, depth, space, hasAlpha], [format, 3, 'uchar', 'srgb', false]);
        }
  });

  it('puts a transparent image on white, or drops the transparency as Pillow does', async () => {
    const clear = await plain({ r: 10, g: 20, b: 200, alpha: 0 }, 4).png().toBuffer();
    near(await firstPixel(await encodeImage(clear, JPEG)), [255, 255, 255]);
    near(await firstPixel(await encodeImage(clear, { ...JPEG, matchPillow: true })), [10, 20, 200]);
  });

  it('scales down to the longest side and never up', async () => {
    const source = await plain('red').png().toBuffer();
    const size = async (maxSide: number) => {
      const { width, height } = await sharp(await encodeImage(source, { ...JPEG, maxSide })).metadata();
      return [width, height];
    };
    assert.deepEqual(await size(10), [10, 5]);
    assert.deepEqual(await size(100), [40, 20]);
  });

  it('keeps the pixels as the file holds them and leaves out the metadata', async () => {
    const turned = await plain('red').withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const encoded = await sharp(await encodeImage(turned, JPEG)).metadata();
    assert.deepEqual(
      [encoded.width, encoded.height, encoded.orientation, encoded.exif],
      [40, 20, undefined, undefined],
    );
  });

  it('obeys the quality and gives the same bytes each time', async () => {
    const noise = await sharp({
      create: {
        width: 64,
        height: 64,
        channels: 3,
        background: '#000',
        noise: { type: 'gaussian', mean: 128, sigma: 30 },
      },
    })
      .png()
      .toBuffer();
    const [low, high, again] = await Promise.all(
      [20, 90, 90].map((quality) => encodeImage(noise, { ...JPEG, quality })),
    );
    assert.ok(low && high && again && low.length < high.length / 2);
    assert.deepEqual(high, again);
  });

  it('rejects what is no image or is cut off', async () => {
    const whole = await plain('red').png().toBuffer();
    await assert.rejects(encodeImage(Buffer.from('no image'), JPEG));
    await assert.rejects(encodeImage(whole.subarray(0, whole.length - 40), JPEG));
  });
});
