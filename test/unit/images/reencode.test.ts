import assert from 'node:assert/strict';
import sharp from 'sharp';
import { imageFor, reencodeImage, type ReencodeSettings } from '../../../src/images/reencode.ts';
import { PROFILES } from '../../../src/providers/profiles.ts';

const KEEP: ReencodeSettings = { format: 'keep', quality: 80, matchPillow: false, onlySmaller: false };
const picture = () => sharp({ create: { width: 40, height: 20, channels: 3, background: 'teal' } });
const sizeOf = async (bytes: Uint8Array | undefined) => {
  const { width, height, format } = await sharp(bytes).metadata();
  return `${format} ${width}x${height}`;
};

describe('an image encoded anew', () => {
  it('stands upright as viewers show it, or as Pillow leaves it', async () => {
    const turned = await picture().withMetadata({ orientation: 6 }).jpeg().toBuffer();
    assert.equal(await sizeOf((await reencodeImage(turned, KEEP))?.bytes), 'jpeg 20x40');
    assert.equal(await sizeOf((await reencodeImage(turned, { ...KEEP, matchPillow: true }))?.bytes), 'jpeg 40x20');
  });

  it('keeps its format where that can be written, and becomes PNG from GIF', async () => {
    assert.equal((await reencodeImage(await picture().webp().toBuffer(), KEEP))?.format, 'webp');
    assert.equal(
      (await reencodeImage(await picture().gif().toBuffer(), { ...KEEP, onlySmaller: true }))?.format,
      'png',
    );
  });

  it('that has to be scaled is not left as it is, however small', async () => {
    const tiny = await picture().jpeg({ quality: 1 }).toBuffer();
    const settings = { ...KEEP, quality: 100, onlySmaller: true };
    assert.equal(await reencodeImage(tiny, settings), undefined);
    assert.equal(await sizeOf((await reencodeImage(tiny, { ...settings, maxSide: 30 }))?.bytes), 'jpeg 30x15');
  });
});

describe('an image given to a message', () => {
  const accepted = (id: 'openai' | 'fireworks') => PROFILES[id].limits.imageFormats?.value ?? [];

  it('is taken byte for byte where the vendor takes its format, else converted', async () => {
    const webp = await picture().webp().toBuffer();
    assert.deepEqual(await imageFor('a.webp', webp, accepted('openai')), { bytes: webp, format: 'webp', was: 'webp' });
    const converted = await imageFor('a.webp', webp, accepted('fireworks'));
    assert.deepEqual([converted.format, converted.was], ['png', 'webp']);
    assert.equal(await sizeOf(converted.bytes), 'png 40x20');
  });

  it('that is none, is SVG or cannot be decoded is refused by its name', async () => {
    const refused = (name: string, bytes: Buffer) =>
      assert.rejects(imageFor(name, bytes, ['png']), new RegExp(`^Error: ${name} `));
    await refused('notes.txt', Buffer.from('no image'));
    await refused('a.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'));
    await refused('a.gif', (await picture().gif().toBuffer()).subarray(0, 20));
  });
});
