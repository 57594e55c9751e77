import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { axeFaults } from '../../support/axe.ts';
import { givenExample, lineWithImages } from '../../support/pages/givenExample.ts';
import { openPage, showTheme, type OpenedPage } from '../../support/pages/harness.ts';
import { THEME_NAMES } from '../../support/themes.ts';
import { dataUrl } from '../../unit/lint/images.ts';
import { sharedBrowser } from '../session.ts';

const mark = (source: 'vendor' | 'guess') => ({
  rule: source === 'vendor' ? 'vendor-message' : 'vendor-guess',
  severity: source === 'vendor' ? ('error' as const) : ('info' as const),
  line: 1,
  column: 1,
  endColumn: 2,
  path: '',
  message: source === 'vendor' ? 'The image shows people.' : 'Guess: The image shows people.',
  help: 'Remove the example, or hide what may not be seen.',
  fixable: false,
  source,
});

describe('what a vendor says of an example', function () {
  this.timeout(60_000);
  let browser: Browser;
  let opened: OpenedPage;
  let picture: string;
  /** Three lines: two images that are held, none, one behind an address. */
  const open = async (scenario = 'given'): Promise<Page> => {
    const lines = [[picture, picture], [], ['https://pictures.example/tea.png']].map((urls) => lineWithImages(urls));
    const examples = lines.map((line, at) => givenExample(line, at, [mark(at === 1 ? 'guess' : 'vendor')]));
    opened = await openPage(browser, { page: 'dataset', scenario, examples });
    await finding(opened.page).waitFor();
    return opened.page;
  };
  const finding = (page: Page) => page.locator('.finding[data-rule^=vendor]');
  const buttons = (page: Page) => finding(page).getByRole('button').allInnerTexts();
  const calls = (page: Page, method: string) =>
    page.evaluate((name) => globalThis.fakeHost.calls.filter(([called]) => called === name), method);
  const shown = async (page: Page, line: number, text: string) => {
    await page.evaluate((to) => globalThis.fakeHost.page.reveal(to), line);
    await page.locator('h1', { hasText: text }).waitFor();
  };

  before(async () => {
    browser = await sharedBrowser();
    const image = sharp({ create: { width: 60, height: 40, channels: 3, background: '#369' } });
    picture = dataUrl(await image.png().toBuffer());
  });
  afterEach(async () => {
    assert.deepEqual(opened.faults, []);
    await opened.page.close();
  });

  it('stands above it, with what can be done about its images', async () => {
    const page = await open();
    await finding(page).getByText('said by the vendor').waitFor();
    assert.deepEqual(await buttons(page), ['Remove Example', 'Replace Image…', 'Crop Image…']);
    await shown(page, 1, 'Example 2');
    await finding(page).getByText('found here, not said by the vendor').waitFor();
    assert.deepEqual(await buttons(page), ['Remove Example'], 'it has no image');
    await shown(page, 2, 'Example 3');
    await finding(page).getByText('said by the vendor').waitFor();
    assert.deepEqual(await buttons(page), ['Remove Example', 'Replace Image…'], 'it holds no image');
  });

  it('leads to the tools, by keyboard too, for the image the question is about', async () => {
    const page = await open();
    await finding(page).getByRole('button', { name: 'Crop Image…' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Crop image' });
    assert.equal(await dialog.getByLabel('Image to crop').inputValue(), '/messages/0/content/2');
    await page.keyboard.press('Escape');
    await page.locator('.finding [data-action=crop]:focus').waitFor();
    await finding(page).getByRole('button', { name: 'Replace Image…' }).press('Enter');
    await page.waitForFunction(() => globalThis.fakeHost.calls.some(([name]) => name === 'pickImages'));
    assert.deepEqual(await calls(page, 'pickImages'), [
      ['pickImages', { line: 0, path: '/messages/0/content/2', how: 'replace' }],
    ]);
  });

  it('is removed with its example, and the focus stays in the conversation', async () => {
    const page = await open();
    await finding(page).getByRole('button', { name: 'Remove Example' }).press('Enter');
    await page.locator('h1', { hasText: 'Example 1 of 2' }).waitFor();
    assert.deepEqual(await calls(page, 'edit'), [['edit', { kind: 'removeExamples', lines: [{ from: 0, to: 1 }] }]]);
    await page.locator('.example-body:focus').waitFor();
  });

  it('is gone to with a tool begun, or with the reason why it cannot be', async () => {
    const page = await open();
    const begin = (line: number, tool: 'crop' | 'replace') =>
      page.evaluate(
        ([to, begun]) => globalThis.fakeHost.page.reveal(to, { path: '', rule: 'vendor-message', tool: begun }),
        [line, tool] as const,
      );
    await begin(2, 'crop');
    await page.getByText('Example 3 has no image in the file that could be cropped.').waitFor();
    await begin(1, 'replace');
    await page.getByText('Example 2 has no image that could be replaced.').waitFor();
    await begin(0, 'crop');
    await page.getByRole('dialog', { name: 'Crop image' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.finding[data-marked][data-rule=vendor-message]').waitFor();
  });

  it('is only told in a file that cannot be edited', async () => {
    const page = await open('read-only');
    assert.deepEqual(await buttons(page), []);
    await page.evaluate(() => globalThis.fakeHost.page.reveal(0, { path: '', tool: 'crop' }));
    await page.getByRole('alert').getByText('This file is write-protected: it is shown and not edited.').waitFor();
  });

  it('has no accessibility faults in any theme', async () => {
    const page = await open();
    for (const theme of THEME_NAMES) {
      await showTheme(page, theme);
      assert.deepEqual(await axeFaults(page), [], theme);
    }
  });
});
