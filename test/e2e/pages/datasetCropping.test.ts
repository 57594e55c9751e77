import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { axeFaults } from '../../support/axe.ts';
import { openDatasetPage } from '../../support/pages/datasetPage.ts';
import { givenExample, lineWithImages } from '../../support/pages/givenExample.ts';
import { openPage, showTheme, type OpenedPage } from '../../support/pages/harness.ts';
import { THEME_NAMES } from '../../support/themes.ts';
import { dataUrl } from '../../unit/lint/images.ts';
import { sharedBrowser } from '../session.ts';

const PATH = '/messages/3/content/0';

describe('cropping an image', function () {
  this.timeout(60_000);
  let browser: Browser;
  let opened: OpenedPage;
  const open = async (scenario = 'small'): Promise<Page> => {
    opened = await openDatasetPage(browser, scenario);
    await opened.page.locator('.picture img').first().waitFor();
    return opened.page;
  };
  const dialog = (page: Page) => page.getByRole('dialog', { name: 'Crop image' });
  const area = (page: Page) => dialog(page).getByRole('group', { name: /^Part that is kept:/ });
  const kept = (page: Page, words: string) => area(page).and(page.getByLabel(words)).waitFor();
  const crop = async (page: Page) => {
    await page.getByRole('button', { name: 'Crop image 1 of message 4…' }).press('Enter');
    await dialog(page).locator('.stage img').waitFor();
  };
  const apply = (page: Page) => dialog(page).getByRole('button', { name: 'Crop', exact: true });
  const calls = (page: Page, method: string) =>
    page.evaluate((name) => globalThis.fakeHost.calls.filter(([called]) => called === name), method);
  /** Drags from one place of the picture to another, in its own pixels. */
  const drag = async (page: Page, [x, y]: [number, number], [toX, toY]: [number, number], side = 320) => {
    const box = await dialog(page).locator('.stage .shown').boundingBox();
    assert.ok(box);
    const scale = box.width / side;
    await page.mouse.move(box.x + x * scale, box.y + y * scale);
    await page.mouse.down();
    await page.mouse.move(box.x + toX * scale, box.y + toY * scale, { steps: 3 });
    await page.mouse.up();
  };

  before(async () => {
    browser = await sharedBrowser();
  });
  afterEach(async () => {
    assert.deepEqual(opened.faults, []);
    await opened.page.close();
  });

  it('by the mouse: a part is drawn, moved and pulled at, and what becomes of it is told before it is taken', async () => {
    const page = await open();
    await crop(page);
    assert.ok(await apply(page).isDisabled(), 'nothing is cut off yet');
    await drag(page, [40, 30], [140, 110]);
    await kept(page, 'Part that is kept: 100 × 80 pixels at 40, 30');
    await dialog(page).getByText('After · PNG RGB 100×80 · 7.8 KB (+214 %) · 255 tokens (high)').waitFor();
    await drag(page, [90, 70], [110, 60]);
    await kept(page, 'Part that is kept: 100 × 80 pixels at 60, 20');
    await drag(page, [160, 100], [200, 900]);
    await kept(page, 'Part that is kept: 140 × 300 pixels at 60, 20');
    await drag(page, [300, 10], [300, 10]);
    await kept(page, 'Part that is kept: 140 × 300 pixels at 60, 20');
    await apply(page).click();
    await dialog(page).waitFor({ state: 'detached' });
    assert.deepEqual(await calls(page, 'cropImage'), [
      ['cropImage', 51, PATH, { x: 60, y: 20, width: 140, height: 300 }],
    ]);
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-action') === 'crop-image');
  });

  it('by keyboard alone: arrows, numbers and Enter, and the focus comes back', async () => {
    const page = await open();
    await crop(page);
    await page.waitForFunction(() => document.activeElement?.classList.contains('crop-area'));
    await page.keyboard.press('Shift+Control+ArrowLeft');
    await page.keyboard.press('Shift+ArrowUp');
    await page.keyboard.press('Control+ArrowRight');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowDown');
    await kept(page, 'Part that is kept: 304 × 319 pixels at 15, 1');
    // past the choice of another image of the example
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('20');
    assert.deepEqual(await dialog(page).getByLabel('X', { exact: true }).inputValue(), '20');
    await dialog(page).getByLabel('Height').fill('9999');
    await kept(page, 'Part that is kept: 300 × 319 pixels at 20, 1');
    await dialog(page).getByLabel('Height').press('Enter');
    await dialog(page).waitFor({ state: 'detached' });
    assert.deepEqual(await calls(page, 'cropImage'), [
      ['cropImage', 51, PATH, { x: 20, y: 1, width: 300, height: 319 }],
    ]);
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-action') === 'crop-image');
    await page.keyboard.press('Enter');
    await area(page).press('Shift+ArrowLeft');
    await area(page).press('Enter');
    await dialog(page).waitFor({ state: 'detached' });
    assert.equal((await calls(page, 'cropImage')).length, 2);
  });

  it('is left by Escape and by Cancel, and nothing is changed', async () => {
    const page = await open();
    for (const leave of ['Escape', 'Cancel']) {
      await crop(page);
      await area(page).press('Shift+ArrowLeft');
      if (leave === 'Escape') await page.keyboard.press('Escape');
      else await dialog(page).getByRole('button', { name: 'Cancel' }).click();
      await dialog(page).waitFor({ state: 'detached' });
      await page.waitForFunction(() => document.activeElement?.getAttribute('data-action') === 'crop-image');
    }
    assert.deepEqual([...(await calls(page, 'cropImage')), ...(await calls(page, 'edit'))], []);
  });

  it('says why it cannot be done, and why it was not', async () => {
    const page = await open();
    await crop(page);
    await dialog(page).getByLabel('Width').fill('13');
    await dialog(page).getByRole('alert').getByText('This image cannot be decoded').waitFor();
    assert.ok(await apply(page).isDisabled());
    await dialog(page).getByLabel('Width').fill('14');
    await dialog(page).getByRole('alert').waitFor({ state: 'detached' });
    await page.evaluate(() => (globalThis.fakeHost.refuse = 'The file was changed meanwhile.'));
    await apply(page).click();
    await dialog(page).getByRole('alert').getByText('The file was changed meanwhile.').waitFor();
  });

  it('begins in the image opened large too, and leads back there', async () => {
    const page = await open();
    await page.locator('.picture').first().press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Crop Image…' }).press('Enter');
    await area(page).press('Shift+ArrowLeft');
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    await page.locator('.viewer [data-action=crop-image]:focus').waitFor();
  });

  it('is of what is seen where EXIF turns it, and of any image of the example', async () => {
    const plain = (width: number, height: number) =>
      sharp({ create: { width, height, channels: 3, background: '#369' } });
    const turned = await plain(400, 200).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const urls = [dataUrl(turned, 'image/jpeg'), dataUrl(await plain(50, 50).png().toBuffer())];
    opened = await openPage(browser, {
      page: 'dataset',
      scenario: 'given',
      examples: [givenExample(lineWithImages([...urls, 'https://pictures.example/tea.png']))],
    });
    const { page } = opened;
    await page.getByRole('button', { name: 'Crop image 1 of message 1…' }).press('Enter');
    await kept(page, 'Part that is kept: 200 × 400 pixels at 0, 0');
    await drag(page, [0, 300], [200, 400], 200);
    await kept(page, 'Part that is kept: 200 × 100 pixels at 0, 300');
    await dialog(page).getByLabel('Image to crop').selectOption('image 2 of message 1');
    await kept(page, 'Part that is kept: 50 × 50 pixels at 0, 0');
    assert.equal(await dialog(page).getByLabel('Image to crop').locator('option').count(), 2);
    assert.equal(await page.getByRole('button', { name: 'Crop image 3 of message 1…' }).count(), 0);
  });

  it('is not offered in a file that cannot be edited', async () => {
    const page = await open('read-only');
    await page.locator('.picture').first().press('Enter');
    await page.locator('.stage .drawn img').waitFor();
    assert.equal(await page.getByRole('button', { name: /^Crop/ }).count(), 0);
  });

  it('has no accessibility faults in any theme, wide or narrow', async () => {
    const page = await open();
    await crop(page);
    await drag(page, [40, 30], [140, 110]);
    await dialog(page).getByText('After · PNG RGB 100×80').waitFor();
    assert.deepEqual(await axeFaults(page), []);
    for (const theme of THEME_NAMES.slice(1)) {
      await showTheme(page, theme);
      assert.deepEqual(await axeFaults(page, 'colours'), [], theme);
    }
    await page.setViewportSize({ width: 420, height: 700 });
    assert.deepEqual(await axeFaults(page), []);
    assert.equal(await dialog(page).evaluate((element) => element.scrollWidth <= element.clientWidth), true);
  });
});
