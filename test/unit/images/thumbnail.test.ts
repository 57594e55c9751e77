import assert from 'node:assert/strict';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { sha256 } from '../../../src/images/hash.ts';
import { thumbnail } from '../../../src/images/thumbnail.ts';

const plain = (width: number, height: number, background = 'red') =>
  sharp({ create: { width, height, channels: 3, background } });
const facts = async (bytes: Buffer | undefined) => {
  const { format, width, height, pages } = await sharp(bytes).metadata();
  return { format, width, height, pages: pages ?? 1 };
};

describe('a thumbnail', () => {
  it('is a WEBP that fits the side, and never larger than the image', async () => {
    assert.deepEqual(await facts(await thumbnail(await plain(200, 100).png().toBuffer(), 64)), {
      format: 'webp',
      width: 64,
      height: 32,
      pages: 1,
    });
    const { width, height } = await facts(await thumbnail(await plain(20, 10).png().toBuffer(), 64));
    assert.deepEqual([width, height], [20, 10]);
  });

  it('shows the first frame of an animation', async () => {
    const frames = await Promise.all(['red', 'blue'].map((color) => plain(32, 32, color).png().toBuffer()));
    const animated = await sharp(frames, { join: { animated: true } })
      .webp({ loop: 0, delay: 100 })
      .toBuffer();
    assert.equal((await facts(animated)).pages, 2);
    const small = await thumbnail(animated, 16);
    assert.deepEqual(await facts(small), { format: 'webp', width: 16, height: 16, pages: 1 });
    const [red = 0, , blue = 255] = await sharp(small).raw().toBuffer();
    assert.ok(red > 200 && blue < 60);
  });

  it('draws the pixels as the file holds them', async () => {
    const turned = await plain(200, 100).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const { width, height } = await facts(await thumbnail(turned, 64));
    assert.deepEqual([width, height], [64, 32]);
    const shown = await facts(await thumbnail(turned, 64, true));
    assert.deepEqual([shown.width, shown.height], [32, 64], 'turned where it is to be seen as browsers show it');
  });

  it('draws a cut-off image as far as it goes', async () => {
    const whole = await plain(200, 100).jpeg().toBuffer();
    assert.equal((await facts(await thumbnail(whole.subarray(0, whole.length - 20), 64))).width, 64);
  });

  it('is nothing for bytes that are no image, and for SVG', async () => {
    assert.equal(await thumbnail(Buffer.from('no image'), 64), undefined);
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"/>';
    assert.equal(await thumbnail(Buffer.from(svg), 64), undefined);
  });

  it('is nothing for a decompression bomb', async () => {
    const header = async (side: number) => {
      const png = await plain(200, 100).png().toBuffer();
      // width and height of the IHDR chunk, which begins at 12 with its name, and its check sum
      png.writeUInt32BE(side, 16);
      png.writeUInt32BE(side, 20);
      png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
      return png;
    };
    assert.equal((await facts(await thumbnail(await header(300), 64))).width, 64);
    assert.equal(await thumbnail(await header(16_384), 64), undefined);
  });
});

it('a hash is the SHA-256 in hexadecimal', () => {
  assert.equal(sha256(Buffer.from('abc')), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
