import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { axeFaults } from '../../support/axe.ts';
import { givenExample, lineWithImages } from '../../support/pages/givenExample.ts';
import type { GivenExample } from '../../support/pages/fakeChannel.ts';
import { openPage, showTheme, type OpenedPage } from '../../support/pages/harness.ts';
import { THEME_NAMES } from '../../support/themes.ts';
import { bombPng, dataUrl } from '../../unit/lint/images.ts';
import { sharedBrowser } from '../session.ts';

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/odd-images/${name}`, import.meta.url));
const plain = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#369' } });

/** Transparent, turned by EXIF with a place in it, tiny, larger than any window, behind an address. */
async function gallery(): Promise<GivenExample> {
  const place = { IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 0/1 0/1' } };
  const turned = await plain(400, 300).withExif(place).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  const urls = [
    dataUrl(fixture('with-alpha.png')),
    dataUrl(turned, 'image/jpeg'),
    dataUrl(await plain(16, 16).png().toBuffer()),
    dataUrl(await plain(4000, 3000).png().toBuffer()),
    'https://pictures.example/tea.png',
  ];
  return givenExample(lineWithImages(urls, 'low'), 0, [
    {
      rule: 'gps',
      severity: 'warning',
      line: 1,
      column: 1,
      endColumn: 2,
      path: '/messages/0/content/2/image_url/url',
      message: 'This image says where it was taken.',
      help: 'Re-encode it.',
      fixable: true,
    },
  ]);
}

describe('an image opened large', function () {
  this.timeout(60_000);
  let browser: Browser;
  let opened: OpenedPage;
  let example: GivenExample;
  const open = async (options: { width?: number; height?: number } = {}): Promise<Page> => {
    opened = await openPage(browser, { page: 'dataset', scenario: 'given', examples: [example], ...options });
    await opened.page.locator('.picture img').first().waitFor();
    return opened.page;
  };
  const large = async (page: Page, index = 0) => {
    await page.locator('.picture').nth(index).press('Enter');
    await page.locator('.stage .drawn img').waitFor();
  };
  const box = (page: Page) =>
    page.locator('.stage .shown').evaluate((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x, y, width, height };
    });
  const percent = (page: Page) => page.locator('.percent').innerText();
  const calls = (page: Page, method: string) =>
    page.evaluate((name) => globalThis.fakeHost.calls.filter(([called]) => called === name), method);

  before(async () => {
    browser = await sharedBrowser();
    example = await gallery();
  });
  afterEach(async () => {
    assert.deepEqual(opened.faults, []);
    await opened.page.close();
  });

  it('has no accessibility faults in any theme, wide and narrow', async () => {
    const page = await open();
    await large(page, 1);
    assert.deepEqual(await axeFaults(page), []);
    for (const theme of THEME_NAMES.slice(1)) {
      await showTheme(page, theme);
      assert.deepEqual(await axeFaults(page, 'colours'), [], theme);
    }
    await page.setViewportSize({ width: 400, height: 600 });
    assert.deepEqual(await axeFaults(page), []);
    assert.equal(await page.locator('.viewer').evaluate((element) => element.scrollWidth), 400);
  });

  it('is a dialog that keeps the focus, and gives it back when Escape closes it', async () => {
    const page = await open();
    await page.locator('.picture').first().click();
    const dialog = page.getByRole('dialog', { name: 'Image 1 of message 1 (user)' });
    await dialog.waitFor();
    const focused = new Set<string | null | undefined>();
    for (let turn = 0; turn < 14; turn++) {
      await page.keyboard.press(turn < 7 ? 'Tab' : 'Shift+Tab');
      focused.add(
        await page.evaluate(() =>
          document.activeElement?.closest('dialog') ? document.activeElement.getAttribute('aria-label') : 'outside',
        ),
      );
    }
    assert.ok(!focused.has('outside') && focused.size > 5, [...focused].join());
    await page.keyboard.press('PageDown');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    assert.equal(
      await page.evaluate(() => document.activeElement?.closest('figure')?.dataset['path']),
      '/messages/0/content/2',
    );
  });

  it('tells format, size, bytes, EXIF, tokens at each detail and its problems', async () => {
    const page = await open();
    await large(page, 1);
    const facts = await page.locator('.facts').innerText();
    for (const fact of [
      'JPEG',
      'RGB',
      '400 × 300 pixels',
      'rotated 90° by EXIF',
      'EXIF says where it was taken',
      '85 tokens at detail low',
      'low 85, high 255',
    ])
      assert.ok(facts.includes(fact), `${fact} in ${facts}`);
    assert.match(facts, /\d KB|\d B/);
    await page.getByRole('dialog').getByText('This image says where it was taken.').waitFor();
    const shown = await box(page);
    assert.ok(shown.height > shown.width, 'it is drawn as EXIF has it turned');
    await page.keyboard.press(']');
    await page.locator('.facts', { hasText: '16 × 16' }).waitFor();
    assert.equal(await page.getByRole('dialog').locator('.finding').count(), 0);
  });

  it('fits, shows 100 %, and zooms by key with the middle kept', async () => {
    const page = await open();
    await large(page, 3);
    const stage = await page.locator('.stage').boundingBox();
    const fit = await box(page);
    assert.ok(stage && Math.abs(fit.height - stage.height) <= 1, 'all of it, as large as there is room');
    await page.keyboard.press('1');
    assert.equal(await percent(page), '100 %');
    const actual = await box(page);
    assert.deepEqual([actual.width, actual.height], [4000, 3000]);
    const middle = ({ x, width }: { x: number; width: number }) => (700 - x) / width;
    assert.ok(Math.abs(middle(actual) - 0.5) < 0.01);
    await page.keyboard.press('+');
    assert.equal(await percent(page), '150 %');
    assert.ok(Math.abs(middle(await box(page)) - 0.5) < 0.01);
    await page.keyboard.press('-');
    assert.equal(await percent(page), '100 %');
    await page.keyboard.press('0');
    assert.deepEqual(await box(page), fit);
  });

  it('zooms by the wheel about the pointer, and is dragged and moved by arrows no further than its edges', async () => {
    const page = await open();
    await large(page, 3);
    await page.keyboard.press('1');
    await page.locator('.percent', { hasText: '100 %' }).waitFor();
    await page.mouse.move(300, 300);
    const under = ({ x, y, width }: { x: number; y: number; width: number }) =>
      [(300 - x) / width, (300 - y) / width].map((at) => at.toFixed(3));
    const before = under(await box(page));
    await page.mouse.wheel(0, -240);
    await page.waitForFunction(() => document.querySelector('.percent')?.textContent !== '100 %');
    assert.deepEqual(under(await box(page)), before);
    const from = await box(page);
    await page.mouse.down();
    await page.mouse.move(420, 350, { steps: 3 });
    await page.mouse.up();
    const dragged = await box(page);
    assert.deepEqual([dragged.x - from.x, dragged.y - from.y], [120, 50]);
    await page.keyboard.press('ArrowRight');
    assert.equal((await box(page)).x, dragged.x - 64);
    for (let turn = 0; turn < 80; turn++) await page.keyboard.press('ArrowLeft');
    assert.equal((await box(page)).x, 0, 'its left edge is the end');
  });

  it('shows the pixels of a tiny one as squares, and transparency as a pattern', async () => {
    const page = await open();
    await large(page, 2);
    assert.equal(await percent(page), '1,600 %');
    const look = (selector: string, property: string) =>
      page.locator(selector).evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
    assert.equal(await look('.stage img', 'image-rendering'), 'pixelated');
    await page.keyboard.press('1');
    assert.equal(await look('.stage img', 'image-rendering'), 'auto');
    assert.match(await look('.stage .shown', 'background-image'), /conic-gradient/);
  });

  it('goes through all images of the example, whatever can be drawn of them, one at a time', async () => {
    const page = await open();
    await large(page);
    for (let number = 1; number <= 5; number++) {
      await page.getByText(`${number} of 5`, { exact: true }).waitFor();
      assert.ok((await page.locator('.stage img').count()) <= 1);
      await page.keyboard.press('PageDown');
    }
    await page.getByText('https://pictures.example/tea.png').last().waitFor();
    assert.ok(await page.getByRole('button', { name: 'Next image (Page Down)' }).isDisabled());
    await page.getByRole('dialog').getByRole('button', { name: 'Load Images from the Web…' }).click();
    assert.deepEqual(await calls(page, 'allowWebImages'), [['allowWebImages', 0, '/messages/0/content/5']]);
  });

  it('of 16,000 squared pixels is decoded whole only in the viewer', async () => {
    const huge = givenExample(lineWithImages([dataUrl(bombPng(16_000))]));
    const images = { '/messages/0/content/1': (await plain(160, 160).png().toBuffer()).toString('base64') };
    opened = await openPage(browser, { page: 'dataset', scenario: 'given', examples: [{ ...huge, images }] });
    const { page } = opened;
    await page.locator('.picture img').waitFor();
    const path = '/messages/0/content/1';
    assert.deepEqual(await calls(page, 'image'), [['image', 0, path, 2048]]);
    await large(page);
    assert.deepEqual((await calls(page, 'image')).slice(1), [['image', 0, path]]);
  });

  it('is saved and opened elsewhere from beside its message and from the viewer', async () => {
    const page = await open();
    const act = async (place: ReturnType<Page['locator']>, path: string) => {
      await place.getByRole('button', { name: 'Save Image As…' }).press('Enter');
      await place.getByRole('button', { name: 'Open in Image Viewer of VS Code' }).press('Enter');
      for (const method of ['saveImage', 'openImage'])
        await page.waitForFunction(
          ([name, at]) => globalThis.fakeHost.calls.some((call) => call[0] === name && call[2] === at),
          [method, path],
        );
    };
    await act(page.locator('figure').first(), '/messages/0/content/1');
    await large(page, 1);
    await act(page.getByRole('dialog'), '/messages/0/content/2');
  });

  it('says why where the clipboard cannot be written', async () => {
    const page = await open();
    await large(page, 1);
    // a page that is not secure has no clipboard at all, as in some remote editors
    await page.getByRole('dialog').getByRole('button', { name: 'Copy Image' }).click();
    await page.getByText('This editor may not write pictures to the clipboard: save the picture instead.').waitFor();
  });

  it('closes when the host goes to another example or the image is deleted', async () => {
    opened = await openPage(browser, { page: 'dataset', scenario: 'small' });
    const { page } = opened;
    await page.locator('.picture img').waitFor();
    await page.locator('.picture').press(' ');
    await page.getByRole('dialog').waitFor();
    await page.evaluate(() => globalThis.fakeHost.apply({ kind: 'remove', line: 51, path: '/messages/3/content/0' }));
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.evaluate(() => globalThis.fakeHost.page.reveal(60));
    await page.locator('h1', { hasText: 'Example 61' }).waitFor();
    await page.locator('.picture').press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.evaluate(() => globalThis.fakeHost.page.reveal(61));
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });
});
