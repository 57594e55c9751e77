import assert from 'node:assert/strict';
import sharp from 'sharp';
import { bytesSource } from '../../../src/dataset/byteSource.ts';
import { perceptualHash } from '../../../src/images/perceptualHash.ts';
import { decodeImages } from '../../../src/lint/decodeImages.ts';
import type { DeepFacts } from '../../../src/lint/imagePool.ts';
import { lintSource } from '../../../src/lint/runner.ts';
import { dataUrl } from './images.ts';
import { assistant, example, image, soundLines, text, user } from './planting.ts';

/** A picture with something to see: soft waves, other ones for another seed. */
async function waves(seed: number, side = 96): Promise<Buffer> {
  const pixels = Buffer.alloc(side * side * 3);
  for (let at = 0; at < side * side; at++) {
    const [x, y] = [(at % side) / side, Math.floor(at / side) / side];
    for (let channel = 0; channel < 3; channel++)
      pixels[at * 3 + channel] =
        127 + 60 * Math.sin(seed * (3 * x + channel)) + 60 * Math.cos((seed + 1) * 2 * y * (x + 0.5));
  }
  return sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
    .png()
    .toBuffer();
}
const bits = (a: readonly [number, number], b: readonly [number, number]) =>
  [0, 1].reduce((sum, at) => sum + ((a[at] ?? 0) ^ (b[at] ?? 0) ? count((a[at] ?? 0) ^ (b[at] ?? 0)) : 0), 0);
const count = (word: number) => (word >>> 0).toString(2).replaceAll('0', '').length;

const one = await waves(2);
const small = await sharp(one).resize(60).jpeg({ quality: 60 }).toBuffer();
const other = await waves(5);
/** Sound by its structure; its pixels are not there. */
const hollow = (() => {
  const bytes = Buffer.from(small);
  // entropy-coded data behind the start of scan, without its end marker
  const scan = bytes.indexOf(Buffer.from([0xff, 0xda]));
  return Buffer.concat([bytes.subarray(0, scan + 16), Buffer.from([0xff, 0xd9])]);
})();
const ask = (words: string, bytes: Buffer, mime: string, answer: string) =>
  example(user(text(words), image(dataUrl(bytes, mime))), assistant(answer));

describe('images in depth', () => {
  it('that look the same have nearly the same hash, others have not, and one plain colour has none', async () => {
    const [a, b, c] = [await perceptualHash(one), await perceptualHash(small), await perceptualHash(other)];
    assert.ok(a && b && c);
    assert.ok(bits(a, b) <= 4, `${bits(a, b)} bits between a picture and its smaller copy`);
    assert.ok(bits(a, c) > 12, `${bits(a, c)} bits between two pictures`);
    const plain = sharp({ create: { width: 40, height: 40, channels: 3, background: 'teal' } });
    assert.equal(await perceptualHash(await plain.png().toBuffer()), undefined);
  });

  it('are decoded once however often they stand, and those that are known are not', async () => {
    const lines = [
      ...Array.from({ length: 5 }, (_, at) => ask(`${at}?`, one, 'image/png', 'a')),
      ask('?', other, 'image/png', 'b'),
    ];
    const source = bytesSource(Buffer.from(lines.join('\n')));
    const known = new Map<string, DeepFacts>();
    await decodeImages(source, known);
    assert.equal(known.size, 2);
    const marked = new Map(
      [...known.keys()].map((digest): [string, DeepFacts] => [digest, { fault: 'was not looked at again' }]),
    );
    await decodeImages(source, marked);
    assert.deepEqual(new Set([...marked.values()].map(({ fault }) => fault)), new Set(['was not looked at again']));
  });

  it('show what headers do not: pixels that are missing, pictures that look the same, answers that conflict', async () => {
    const lines = [
      ...soundLines(10),
      ask('Who?', one, 'image/png', 'Ann'),
      ask('Who?', small, 'image/jpeg', 'Bob'),
      ask('Where?', hollow, 'image/jpeg', 'Here'),
      ask('Where?', other, 'image/png', 'There'),
    ];
    const source = bytesSource(Buffer.from(lines.join('\n')));
    const decoded = new Map<string, DeepFacts>();
    const rulesOf = async () =>
      (await lintSource(source, 'train.jsonl', { provider: 'openai' }, { decoded })).findings.map(
        ({ rule, line }) => `${rule} ${line}`,
      );
    assert.deepEqual(await rulesOf(), []);
    await decodeImages(source, decoded);
    assert.deepEqual(await rulesOf(), ['duplicate-image 12', 'conflicting-answers 12', 'corrupt-image 13']);
  });

  it('stop when they are cancelled', async () => {
    const source = bytesSource(Buffer.from(ask('?', one, 'image/png', 'a')));
    await assert.rejects(decodeImages(source, new Map(), { signal: AbortSignal.abort() }), { name: 'AbortError' });
  });
});
