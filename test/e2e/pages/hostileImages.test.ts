import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { hostileImages, type HostileImage } from '../../support/hostileImages.ts';
import { givenExample, lineWithImages } from '../../support/pages/givenExample.ts';
import { openPage, type OpenedPage } from '../../support/pages/harness.ts';
import { sharedBrowser } from '../session.ts';

describe('hostile images in the dataset page', function () {
  this.timeout(60_000);
  let browser: Browser;
  let images: HostileImage[];
  let opened: OpenedPage;

  before(async () => {
    browser = await sharedBrowser();
    images = await hostileImages();
    const examples = [givenExample(lineWithImages(images.map(({ url }) => url)))];
    opened = await openPage(browser, { page: 'dataset', scenario: 'given', examples });
    await opened.page.locator('figure.image').first().waitFor();
  });
  after(async () => {
    await opened.page.close();
  });

  /** Nothing ran, nothing was asked of the net, nothing broke the page's policy. */
  const harmless = async () => {
    assert.deepEqual(opened.faults, []);
    assert.equal(await opened.page.title(), 'page');
    const sources = await opened.page
      .locator('img')
      .evaluateAll((all) => all.map((image) => image.getAttribute('src')));
    assert.ok(sources.every((source) => source?.startsWith('blob:')));
  };

  it('are drawn where they are pictures, and otherwise named', async () => {
    const { page } = opened;
    await page
      .locator('figure.image')
      .nth(images.length - 1)
      .waitFor();
    for (const [index, { name, fate }] of images.entries()) {
      const figure = page.locator('figure.image').nth(index);
      if (fate !== 'drawn') {
        await figure.locator('.placeholder').waitFor();
        assert.equal(await figure.locator('img').count(), 0, name);
      } else await figure.locator('img, .placeholder').first().waitFor();
    }
    const asked = await page.evaluate(() =>
      globalThis.fakeHost.calls.filter(([method]) => method === 'image').map((call) => call[2]),
    );
    const drawn = images.flatMap(({ fate }, index) => (fate === 'drawn' ? [`/messages/0/content/${index + 1}`] : []));
    assert.deepEqual(asked.sort(), drawn.sort(), 'bytes of the others never reach the page');
    await harmless();
  });

  it('are walked through in the viewer without a hang', async () => {
    const { page } = opened;
    await page.locator('[data-action=view]').first().click();
    await page.getByRole('dialog').waitFor();
    for (let turn = 0; turn < images.length; turn++) await page.keyboard.press('[');
    for (const [index, { name, fate }] of images.entries()) {
      const start = performance.now();
      await page.getByText(`${index + 1} of ${images.length}`, { exact: true }).waitFor();
      await page
        .getByRole('dialog')
        .locator(fate === 'drawn' ? '.stage img, .placeholder' : '.placeholder')
        .first()
        .waitFor();
      assert.ok(performance.now() - start < 5000, name);
      await page.keyboard.press(']');
    }
    await page.keyboard.press('Escape');
    await harmless();
  });

  it('leave the page its memory', async () => {
    const { page } = opened;
    const session = await page.context().newCDPSession(page);
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    assert.ok(usedSize < 100e6, `${usedSize} bytes`);
  });
});
