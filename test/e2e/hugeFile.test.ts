import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Workbench } from '../support/workbench.ts';
import { writeBigFile } from '../support/bigFile.ts';
import { chatLine } from '../support/lines.ts';
import { workbenchWith } from './session.ts';

const [WIDTH, HEIGHT] = [40, 30];

describe('a training file of 512 MB', () => {
  let workbench: Workbench;
  const pixels = randomBytes(WIDTH * HEIGHT * 3);

  before(async () => {
    const opened = await workbenchWith({ 'small.txt': '' });
    ({ workbench } = opened);
    const raw = { width: WIDTH, height: HEIGHT, channels: 3 as const };
    const png = await sharp(pixels, { raw }).png().toBuffer();
    await writeBigFile(join(opened.folder, 'big.jsonl'), 512e6, {
      image: `data:image/png;base64,${(
        await sharp(randomBytes(96 * 96 * 3), { raw: { width: 96, height: 96, channels: 3 } })
          .png()
          .toBuffer()
      ).toString('base64')}`,
      lastLine: chatLine('What is last?', 'This', `data:image/png;base64,${png.toString('base64')}`),
    });
  });
  after(() => workbench.close());

  it('opens, and draws the image of its last example with the very pixels of the file', async () => {
    const page = await workbench.openPage('big.jsonl');
    await page.getByRole('option').first().click();
    await workbench.page.keyboard.press('End');
    const image = page.locator('article', { hasText: 'What is last?' }).locator('img');
    await image.waitFor();
    const drawn = await image.evaluate(async (element: HTMLImageElement) => {
      await element.decode();
      const canvas = new OffscreenCanvas(element.naturalWidth, element.naturalHeight);
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      context.drawImage(element, 0, 0);
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      return [...data].filter((_, i) => i % 4 !== 3);
    });
    assert.deepEqual(Buffer.from(drawn), pixels);
  });
});
