import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { axeFaults } from '../../support/axe.ts';
import { RED_PIXEL } from '../../support/lines.ts';
import { openPage, showTheme, type OpenedPage } from '../../support/pages/harness.ts';
import { THEME_NAMES } from '../../support/themes.ts';
import { sharedBrowser } from '../session.ts';

const SETTINGS = { format: 'keep', quality: 75, matchPillow: false, onlySmaller: true };

describe('images in the dataset page', function () {
  this.timeout(60_000);
  let browser: Browser;
  let opened: OpenedPage;
  const open = async (scenario = 'small'): Promise<Page> => {
    opened = await openPage(browser, { page: 'dataset', scenario });
    await opened.page.locator('.message').first().waitFor();
    return opened.page;
  };
  const calls = (page: Page, name: string) =>
    page.evaluate((wanted) => globalThis.fakeHost.calls.filter(([each]) => each === wanted), name);
  const untilCalled = (page: Page, name: string, count = 1) =>
    page.waitForFunction(
      ([wanted, least]) => globalThis.fakeHost.calls.filter(([each]) => each === wanted).length >= least,
      [name, count] as const,
    );
  const row = (page: Page, line: number) => page.locator(`[role=option][aria-posinset="${line}"]`);
  const question = (page: Page) => page.locator('[data-path="/messages/3/content/1"]');
  const dialog = (page: Page) => page.getByRole('dialog', { name: 'Re-encode images' });
  /** Gives an image to an element as a person's drop or paste does. */
  const give = (page: Page, type: 'dragover' | 'drop' | 'paste', selector: string, data: Record<string, string>) =>
    page.evaluate(
      ({ type, selector, data, pixel }) => {
        const transfer = new DataTransfer();
        for (const [kind, text] of Object.entries(data))
          if (kind === 'file')
            transfer.items.add(
              new File([Uint8Array.from(atob(pixel), (char) => char.charCodeAt(0))], text, { type: 'image/png' }),
            );
          else transfer.setData(kind, text);
        const options = { bubbles: true, cancelable: true };
        const event =
          type === 'paste'
            ? new ClipboardEvent('paste', { ...options, clipboardData: transfer })
            : new DragEvent(type, { ...options, dataTransfer: transfer });
        document.querySelector(selector)?.dispatchEvent(event);
        return event.defaultPrevented;
      },
      { type, selector, data, pixel: RED_PIXEL },
    );
  const FIGURE = 'figure[data-path="/messages/3/content/0"]';
  const TEXT = '[data-path="/messages/3/content/1"]';

  before(async () => {
    browser = await sharedBrowser();
  });
  afterEach(async () => {
    assert.deepEqual(opened.faults, []);
    await opened.page.close();
  });

  it('are inserted and replaced by the buttons, and the focus stays there', async () => {
    const page = await open();
    const focused = (text: string) =>
      page.waitForFunction((start) => document.activeElement?.getAttribute('aria-label')?.startsWith(start), text);
    await page.getByRole('button', { name: 'Insert image into message 4' }).press('Enter');
    await page.locator('figure[data-path="/messages/3/content/2"]').waitFor();
    await focused('Insert image into message 4');
    await page.getByRole('button', { name: 'Replace image 1 of message 4' }).press('Enter');
    await untilCalled(page, 'pickImages', 2);
    await focused('Replace image 1 of message 4');
    assert.deepEqual(await calls(page, 'pickImages'), [
      ['pickImages', { line: 51, path: '/messages/3', how: 'insert' }],
      ['pickImages', { line: 51, path: '/messages/3/content/0', how: 'replace' }],
    ]);
  });

  it('dropped on a text come behind it, on an image in its place; what letting go does is said', async () => {
    const page = await open();
    assert.equal(await give(page, 'dragover', TEXT, { file: 'a.png' }), true);
    await page.getByRole('status').getByText('Insert image into message 4').waitFor();
    assert.equal(await give(page, 'drop', TEXT, { file: 'a.png' }), true);
    await untilCalled(page, 'giveImages');
    await page.locator('figure[data-path="/messages/3/content/2"]').waitFor();
    await give(page, 'dragover', FIGURE, { file: 'b.png' });
    await page.getByRole('status').getByText('Replace this image of message 4').waitFor();
    await give(page, 'drop', FIGURE, { file: 'b.png' });
    await untilCalled(page, 'giveImages', 2);
    assert.equal(await page.getByText('Replace this image of message 4').count(), 0);
    const bytes = Buffer.from(RED_PIXEL, 'base64').length;
    assert.deepEqual(await calls(page, 'giveImages'), [
      ['giveImages', { line: 51, path: '/messages/3/content/1', how: 'insert' }, [`a.png ${bytes}`]],
      ['giveImages', { line: 51, path: '/messages/3/content/0', how: 'replace' }, [`b.png ${bytes}`]],
    ]);
  });

  it('dropped beside a question go to the last one; files of the Explorer arrive as addresses', async () => {
    const page = await open();
    const list = 'file:///data/a.png\r\nfile:///data/b.png';
    assert.equal(await give(page, 'drop', '.example-body', { 'text/uri-list': list }), true);
    await untilCalled(page, 'giveAddresses');
    assert.deepEqual(await calls(page, 'giveAddresses'), [
      ['giveAddresses', { line: 51, path: '/messages/3', how: 'insert' }, ['file:///data/a.png', 'file:///data/b.png']],
    ]);
    await give(page, 'dragover', 'article[data-path="/messages/4"]', { file: 'a.png' });
    await page.getByRole('status').getByText('Insert image into message 4').waitFor();
    assert.equal(await give(page, 'drop', '.example-body', { 'text/plain': 'words' }), false);
    assert.equal(await give(page, 'dragover', '.list', { file: 'a.png' }), false);
  });

  it('are pasted where the focus is: in place of an image, behind a text that is being written', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Replace image 1 of message 4' }).focus();
    await give(page, 'paste', 'body', { file: 'image.png' });
    await untilCalled(page, 'giveImages');
    await question(page).getByRole('button', { name: 'Edit text of message 4' }).click();
    await page.keyboard.type(' Really?');
    assert.equal(await give(page, 'paste', 'textarea', { file: 'image.png', 'text/plain': 'words' }), false);
    assert.equal(await give(page, 'paste', 'textarea', { file: 'image.png' }), true);
    await untilCalled(page, 'giveImages', 2);
    assert.deepEqual(
      (await calls(page, 'giveImages')).map(([, place]) => place),
      [
        { line: 51, path: '/messages/3/content/0', how: 'replace' },
        { line: 51, path: '/messages/3/content/1', how: 'insert' },
      ],
    );
    const order = await page.evaluate(() =>
      globalThis.fakeHost.calls.map(([name]) => name).filter((name) => name === 'edit' || name === 'giveImages'),
    );
    assert.deepEqual(order, ['giveImages', 'edit', 'giveImages'], 'the text is kept before the image comes');
  });

  it('pasted in the list go into the example shown, where anything else is pasted as examples', async () => {
    const page = await open();
    await row(page, 52).focus();
    assert.equal(await give(page, 'paste', '[role=option]', { file: 'image.png' }), true);
    await untilCalled(page, 'giveImages');
    assert.deepEqual(await calls(page, 'pasteLines'), []);
    await page.keyboard.press('Control+v');
    await untilCalled(page, 'pasteLines');
    assert.deepEqual(await calls(page, 'pasteLines'), [['pasteLines', 52]]);
    assert.equal((await calls(page, 'giveImages')).length, 1);
  });

  it('are re-encoded one by one with a look at the result, by keyboard alone', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Re-encode image 1 of message 4' }).press('Enter');
    await dialog(page).getByText('After · PNG 320×320').waitFor();
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => (document.activeElement as HTMLInputElement).checked), true, 'this image');
    await dialog(page).getByLabel('Format').selectOption('jpeg');
    await dialog(page).getByLabel('Longest side').fill('64');
    await dialog(page).getByText('After · JPEG 64×64').waitFor();
    await dialog(page).getByLabel('Zoom').selectOption('2');
    assert.equal((await dialog(page).locator('.pixels').first().boundingBox())?.width, 640);
    await dialog(page).getByLabel('Longest side').press('Enter');
    await dialog(page).waitFor({ state: 'detached' });
    const settings = { ...SETTINGS, format: 'jpeg', maxSide: 64 };
    assert.deepEqual(await calls(page, 'reencodeImage'), [['reencodeImage', 51, '/messages/3/content/0', settings]]);
    assert.equal((await calls(page, 'surveyImages')).length, 0);
    await page.waitForFunction(() => document.activeElement?.closest('figure') !== null);
  });

  it('are re-encoded for the chosen examples or all of them, with an estimate that says that it is one', async () => {
    const page = await open();
    await row(page, 54).click({ modifiers: ['Shift'] });
    await page.getByRole('button', { name: 'Re-encode images of 3 examples…' }).press('Enter');
    await dialog(page).getByText('4 images in 6 places · 15 KB').waitFor();
    await dialog(page).getByText('all images tried').waitFor();
    await dialog(page).getByLabel('All 485 examples').check();
    await dialog(page).getByText('486 images in 970 places').waitFor();
    await dialog(page).getByText('about 195 KB').waitFor();
    await dialog(page).getByText('estimate: 56 of 486 images tried').waitFor();
    await dialog(page).getByRole('button', { name: 'Re-encode', exact: true }).click();
    await dialog(page).waitFor({ state: 'detached' });
    assert.deepEqual(await calls(page, 'surveyImages'), [
      ['surveyImages', [{ from: 51, to: 54 }]],
      ['surveyImages', [{ from: 0, to: 485 }]],
    ]);
    assert.deepEqual(await calls(page, 'reencodeImages'), [['reencodeImages', [{ from: 0, to: 485 }], SETTINGS]]);
  });

  it('show how far they are and can be stopped; the dialog stays and says nothing failed', async () => {
    const page = await open();
    await page.evaluate(() => globalThis.fakeHost.page.showReencode());
    await dialog(page).getByText('486 images').waitFor();
    assert.ok(await dialog(page).getByLabel('All 485 examples').isChecked());
    await dialog(page).getByLabel('Quality').fill('1');
    await dialog(page).getByRole('button', { name: 'Re-encode', exact: true }).click();
    await dialog(page)
      .getByText(/Re-encoding images: [1-9]0 %/)
      .waitFor();
    assert.ok(await dialog(page).getByLabel('Format').isDisabled());
    await page.keyboard.press('Escape');
    await dialog(page).getByText('486 images').waitFor();
    assert.equal(await dialog(page).getByRole('alert').count(), 0);
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    assert.equal((await calls(page, 'edit')).length, 0);
  });

  it('that cannot be decoded say so in place of the result', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Re-encode image 1 of message 4' }).press('Enter');
    await dialog(page).getByLabel('Quality').fill('13');
    await dialog(page).getByText('This image cannot be decoded; replace it.').waitFor();
  });

  it('of a file that cannot be edited are neither taken nor re-encoded', async () => {
    const page = await open('read-only');
    assert.equal(await give(page, 'dragover', '.example-body', { file: 'a.png' }), false);
    assert.equal(await give(page, 'drop', '.example-body', { file: 'a.png' }), false);
    assert.equal(await give(page, 'paste', 'body', { file: 'a.png' }), false);
    await page.evaluate(() => globalThis.fakeHost.page.showReencode());
    assert.equal(await dialog(page).count(), 0);
  });

  it('leave no accessibility faults in any theme, wide or narrow', async () => {
    const page = await open();
    await give(page, 'dragover', FIGURE, { file: 'b.png' });
    await row(page, 54).click({ modifiers: ['Shift'] });
    await page.getByRole('button', { name: 'Re-encode images of 3 examples…' }).click();
    await dialog(page).getByText('all images tried').waitFor();
    await dialog(page).getByLabel('Zoom').selectOption('4');
    assert.deepEqual(await axeFaults(page), []);
    for (const theme of THEME_NAMES.slice(1)) {
      await showTheme(page, theme);
      assert.deepEqual(await axeFaults(page, 'colours'), [], theme);
    }
    await page.setViewportSize({ width: 420, height: 700 });
    assert.deepEqual(await axeFaults(page), []);
  });
});
