import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { toDataUrl } from '../../../src/dataset/dataUrl.ts';
import { editLine } from '../../../src/dataset/edits.ts';
import { clampArea, cropImage, type CropArea } from '../../../src/images/crop.ts';
import { jpegQuality } from '../../../src/images/jpegQuality.ts';

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/odd-images/${name}`, import.meta.url));
const noise = (width: number, height: number, channels: 3 | 4 = 3) => {
  const { buffer } = new Uint8Array(Array.from({ length: width * height * channels }, (_, at) => (at * 73) % 251));
  return sharp(new Uint8Array(buffer), { raw: { width, height, channels } });
};
/** The pixels of a part, from the whole picture once it is decoded and turned. */
const partOf = async (bytes: Uint8Array, { x: left, y: top, width, height }: CropArea) => {
  const { data, info } = await sharp(bytes).autoOrient().raw().toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels };
  return sharp(data, { raw }).extract({ left, top, width, height }).raw().toBuffer();
};
const pixelsOf = (bytes: Uint8Array) => sharp(bytes).raw().toBuffer();
const AREA = { x: 7, y: 3, width: 20, height: 11 };
const ALL = { x: 0, y: 0, width: Infinity, height: Infinity };

describe('a cropped image', () => {
  it('has exactly the pixels of its part, transparent ones too, and stays PNG', async () => {
    const png = await noise(40, 30, 4).png().toBuffer();
    const { bytes, format } = await cropImage(png, AREA);
    assert.equal(format, 'png');
    assert.deepEqual(await pixelsOf(bytes), await partOf(png, AREA));
    assert.equal((await sharp(bytes).metadata()).channels, 4);
  });

  for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8])
    it(`is what is seen of a JPEG that EXIF turns (${orientation}), upright and without EXIF`, async () => {
      const seen = orientation >= 5 ? { x: 3, y: 7, width: 11, height: 20 } : AREA;
      const jpeg = await noise(40, 30).withMetadata({ orientation }).jpeg({ quality: 80 }).toBuffer();
      const { bytes, format } = await cropImage(jpeg, seen);
      const expected = await partOf(jpeg, seen);
      const raw = { width: seen.width, height: seen.height, channels: 3 as const };
      assert.equal(format, 'jpeg');
      // the same encoder at the quality it had gives the same bytes
      assert.deepEqual(bytes, await sharp(expected, { raw }).jpeg({ quality: 80 }).toBuffer());
      assert.equal((await sharp(bytes).metadata()).exif, undefined);
    });

  it('of a JPEG keeps its quality and its colours in full resolution', async () => {
    for (const quality of [10, 35, 75, 92, 100]) {
      const jpeg = await noise(64, 64).jpeg({ quality, chromaSubsampling: '4:4:4' }).toBuffer();
      const { bytes } = await cropImage(jpeg, AREA);
      assert.equal(jpegQuality(bytes), quality);
      assert.equal((await sharp(bytes).metadata()).chromaSubsampling, '4:4:4');
    }
  });

  it('of a still GIF is PNG, of a WEBP is WEBP', async () => {
    const gif = await noise(40, 30).gif().toBuffer();
    const cropped = await cropImage(gif, AREA);
    assert.equal(cropped.format, 'png');
    assert.deepEqual(await pixelsOf(cropped.bytes), await partOf(gif, AREA));
    assert.equal((await cropImage(await noise(40, 30).webp().toBuffer(), AREA)).format, 'webp');
  });

  it('that is animated or cannot be decoded says so in one sentence', async () => {
    for (const name of ['animated-loop-3.gif', 'animated-loop-3.webp'])
      await assert.rejects(cropImage(fixture(name), AREA), /^Error: This image is animated, .*; replace it .*\.$/);
    for (const name of ['truncated.jpg', 'truncated.png', 'corrupt-header.jpg', 'check.svg', 'README.md'])
      await assert.rejects(
        cropImage(fixture(name), ALL),
        /^Error: This image cannot be decoded, .*; replace it\.$/,
        name,
      );
  });
});

describe('a line whose image is cropped', () => {
  it('has another address there, and every other byte as it was', async () => {
    const png = await noise(40, 30, 4).png().toBuffer();
    const url = (bytes: Buffer) => `data:image/png;base64,${bytes.toString('base64')}`;
    const line = `{ "x":1.50, "messages": [{"role":"user","content":[{"image_url":{"detail":"low","url":"${url(png)}"},"type" :"image_url"},{"type":"text","text":"\\u00e9"}]}]}`;
    const { bytes, format } = await cropImage(png, AREA);
    const address = toDataUrl(`image/${format}`, bytes);
    const edit = {
      kind: 'replaceImage',
      line: 0,
      path: '/messages/0/content/0',
      url: address,
      by: 'cropping',
    } as const;
    assert.equal(editLine(line, edit), line.replace(url(png), url(bytes)));
  });
});

describe('an area that is cut out', () => {
  const size = { width: 40, height: 30 };
  for (const [name, area, expected] of [
    ['inside stays', AREA, AREA],
    [
      'over the edges is cut at them',
      { x: -5, y: 20, width: 100, height: 100 },
      { x: 0, y: 20, width: 40, height: 10 },
    ],
    ['outside is the pixel nearest to it', { x: 90, y: -9, width: 5, height: 5 }, { x: 39, y: 0, width: 1, height: 1 }],
    ['of no size is one pixel', { x: 4, y: 4, width: 0, height: -3 }, { x: 4, y: 4, width: 1, height: 1 }],
    ['between pixels is of whole ones', { x: 0.6, y: 1.4, width: 9.8, height: 5 }, { x: 1, y: 1, width: 9, height: 5 }],
  ] as const)
    it(name, async () => {
      assert.deepEqual(clampArea(area, size), expected);
      const { info } = await sharp((await cropImage(await noise(40, 30).png().toBuffer(), area)).bytes)
        .raw()
        .toBuffer({ resolveWithObject: true });
      assert.deepEqual([info.width, info.height], [expected.width, expected.height]);
    });
});
