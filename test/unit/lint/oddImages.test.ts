import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { bombPng, dataUrl } from './images.ts';
import { assistant, example, image, lint, soundLines, text, user } from './planting.ts';

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/odd-images/${name}`, import.meta.url));

/** What the linter says of each file for OpenAI, when it stands in a data URL of its own type. */
const EXPECTED: readonly [name: string, mime: string, rules: string[]][] = [
  ['16-bit-grey-alpha.png', 'image/png', ['unsupported-color-mode']],
  ['Flag_of_the_Netherlands-16bit.png', 'image/png', ['unsupported-color-mode']],
  ['Flag_of_the_Netherlands.png', 'image/png', ['unsupported-color-mode']],
  ['grey-8bit-alpha.png', 'image/png', ['unsupported-color-mode']],
  ['with-alpha.png', 'image/png', []],
  ['p3.png', 'image/png', ['tiny-image']],
  ['animated-loop-3.gif', 'image/gif', ['unsupported-format']],
  ['animated-loop-3.webp', 'image/webp', ['animated']],
  ['rotating-squares.webp', 'image/webp', ['animated']],
  ['8bit_depth.tiff', 'image/tiff', ['unsupported-format']],
  ['check.svg', 'image/svg+xml', ['unsupported-format']],
  ['corrupt-header.jpg', 'image/jpeg', ['corrupt-image']],
  ['truncated.jpg', 'image/jpeg', ['corrupt-image']],
  ['truncated.png', 'image/png', ['corrupt-image']],
  ['pngsuite/xs1n0g01.png', 'image/png', ['corrupt-image']],
  ['pngsuite/xcsn0g01.png', 'image/png', ['corrupt-image']],
  ['pngsuite/basn2c08.png', 'image/png', []],
  ['pngsuite/basn3p04.png', 'image/png', ['unsupported-color-mode']],
];

const rulesFor = async (bytes: Buffer, mime: string) => {
  const line = example(user(text('What is this?'), image(dataUrl(bytes, mime))), assistant());
  const { findings } = await lint([...soundLines(10), line]);
  return findings.map(({ rule }) => rule);
};

describe('odd images in a training file', () => {
  for (const [name, mime, rules] of EXPECTED)
    it(`${name}: ${rules.join(', ') || 'nothing to say'}`, async () => {
      assert.deepEqual(await rulesFor(fixture(name), mime), rules);
    });

  it('4 gigapixels: decompression-bomb', async () => {
    assert.deepEqual(await rulesFor(bombPng(), 'image/png'), ['decompression-bomb']);
  });
});
