import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import sharp from 'sharp';
import { inspectImage } from '../../../src/images/inspect.ts';
import type { ImageFacts } from '../../../src/images/imageFacts.ts';
import { bombPng } from '../lint/images.ts';

const FOLDER = new URL('../../fixtures/odd-images/', import.meta.url);
const inspect = (name: string) => inspectImage(readFileSync(new URL(name, FOLDER)));
const picture = () => sharp({ create: { width: 40, height: 30, channels: 3, background: '#369' } });

describe('odd images are named by their content', () => {
  const expected: Record<string, Partial<ImageFacts>> = {
    '16-bit-grey-alpha.png': { format: 'png', bitDepth: 16, colorMode: 'grey+alpha', width: 109, height: 96 },
    'Flag_of_the_Netherlands-16bit.png': { format: 'png', bitDepth: 16, colorMode: 'RGB' },
    'Flag_of_the_Netherlands.png': { format: 'png', colorMode: 'palette', width: 900, height: 600 },
    'grey-8bit-alpha.png': { format: 'png', bitDepth: 8, colorMode: 'grey+alpha' },
    'with-alpha.png': { format: 'png', colorMode: 'RGBA', bitDepth: 8 },
    'p3.png': { format: 'png', colorMode: 'RGBA' },
    'animated-loop-3.gif': { format: 'gif', animated: true, width: 370, height: 285 },
    'animated-loop-3.webp': { format: 'webp', animated: true, width: 370, height: 285 },
    'rotating-squares.webp': { format: 'webp', animated: true, width: 80, height: 80 },
    '8bit_depth.tiff': { format: 'tiff', colorMode: 'grey', width: 21, height: 21 },
    'check.svg': { format: 'svg' },
  };
  for (const [name, facts] of Object.entries(expected))
    it(name, () => {
      const found = inspect(name);
      assert.deepEqual({ ...found, ...facts }, found);
      assert.equal(found.fault, undefined);
    });

  it('a CMYK JPEG, a grey JPEG, and an ordinary one', async () => {
    const modes = await Promise.all([
      picture().toColourspace('cmyk').jpeg().toBuffer(),
      picture().toColourspace('b-w').jpeg().toBuffer(),
      picture().jpeg({ progressive: true }).toBuffer(),
    ]);
    assert.deepEqual(
      modes.map((bytes) => inspectImage(bytes).colorMode),
      ['CMYK', 'grey', 'RGB'],
    );
    assert.deepEqual(
      modes.map((bytes) => inspectImage(bytes).fault),
      [undefined, undefined, undefined],
    );
  });

  it('a turned photo with a place in it, as JPEG, PNG and WEBP', async () => {
    const image = picture().withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 0/1 0/1' } });
    for (const bytes of [
      await image.clone().withMetadata({ orientation: 6 }).jpeg().toBuffer(),
      await image.clone().withMetadata({ orientation: 6 }).png().toBuffer(),
      await image.clone().withMetadata({ orientation: 6 }).webp().toBuffer(),
    ]) {
      const facts = inspectImage(bytes);
      assert.deepEqual([facts.format, facts.orientation, facts.gps], [facts.format, 6, true]);
    }
  });

  it('an AVIF and a lossless WEBP with their size', async () => {
    const avif = inspectImage(await picture().avif().toBuffer());
    assert.deepEqual([avif.format, avif.width, avif.height], ['avif', 40, 30]);
    const webp = inspectImage(await picture().webp({ lossless: true }).toBuffer());
    assert.deepEqual([webp.format, webp.width, webp.height, webp.colorMode], ['webp', 40, 30, 'RGB']);
  });

  it('an image of 4 gigapixels is measured without being decoded', () => {
    const facts = inspectImage(bombPng());
    assert.deepEqual([facts.width, facts.height, facts.fault], [65_536, 65_536, undefined]);
  });

  it('bytes that are no image are unknown, and nothing is too short to look at', () => {
    assert.equal(inspectImage(Buffer.from('hello')).format, 'unknown');
    assert.equal(inspectImage(new Uint8Array()).format, 'unknown');
    const whole = readFileSync(new URL('rotating-squares.webp', FOLDER));
    for (let end = 0; end < whole.length; end += 7) {
      const { format, fault } = inspectImage(whole.subarray(0, end));
      assert.ok(format === 'unknown' || fault !== undefined, `${end} bytes pass as whole`);
    }
  });
});

describe('broken images are found without decoding them', () => {
  for (const name of ['corrupt-header.jpg', 'truncated.jpg', 'truncated.png'])
    it(name, () => {
      assert.notEqual(inspect(name).fault, undefined);
    });

  it('the fourteen corrupt files of PngSuite and none of its others', () => {
    const names = readdirSync(new URL('pngsuite/', FOLDER)).filter((name) => name.endsWith('.png'));
    const corrupt = names.filter((name) => inspect(`pngsuite/${name}`).fault !== undefined);
    assert.deepEqual(
      corrupt,
      names.filter((name) => name.startsWith('x')),
    );
    assert.equal(corrupt.length, 14);
    assert.ok(names.length > 28);
  });

  it('a JPEG without its last byte, a WEBP without its last', async () => {
    const jpeg = await picture().jpeg().toBuffer();
    assert.match(inspectImage(jpeg.subarray(0, -1)).fault ?? '', /end marker/);
    const webp = await picture().webp().toBuffer();
    assert.match(inspectImage(webp.subarray(0, -1)).fault ?? '', /RIFF/);
  });
});
