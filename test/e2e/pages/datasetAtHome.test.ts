import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { axeFaults } from '../../support/axe.ts';
import { openPage, showTheme, type OpenedPage, type OpenOptions } from '../../support/pages/harness.ts';
import { THEME_NAMES } from '../../support/themes.ts';
import { sharedBrowser } from '../session.ts';

describe('the dataset page for everybody', function () {
  this.timeout(60_000);
  let browser: Browser;
  let opened: OpenedPage;
  const open = async (scenario: string, options: Partial<OpenOptions> = {}): Promise<Page> => {
    opened = await openPage(browser, { page: 'dataset', scenario, ...options });
    await opened.page.waitForSelector('main');
    return opened.page;
  };
  const dialog = (page: Page) => page.getByRole('dialog', { name: 'Keyboard shortcuts' });

  before(async () => {
    browser = await sharedBrowser();
  });
  afterEach(async () => {
    assert.deepEqual(opened.faults, []);
    await opened.page.close();
  });

  it('shows its keys on "?", without accessibility faults in any theme, and gives the focus back', async () => {
    const page = await open('small');
    await page.locator('[role=option][aria-selected=true]').focus();
    await page.keyboard.press('?');
    await dialog(page).waitFor();
    assert.deepEqual(await axeFaults(page), []);
    for (const theme of THEME_NAMES.slice(1)) {
      await showTheme(page, theme);
      assert.deepEqual(await axeFaults(page, 'colours'), [], theme);
    }
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'hidden' });
    assert.ok(await page.evaluate(() => document.activeElement?.matches('[role=option]')));
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).press('Enter');
    await dialog(page).getByRole('button', { name: 'Close' }).press('Enter');
    await dialog(page).waitFor({ state: 'hidden' });
  });

  it('takes a "?" that is typed into a text as a letter', async () => {
    const page = await open('small');
    await page.getByRole('button', { name: 'Edit text of message 5' }).press('Enter');
    await page.keyboard.type('?');
    assert.equal(await dialog(page).isVisible(), false);
    await page.keyboard.press('Escape');
  });

  it('says what was done and undone, and which example is shown where no row says it', async () => {
    const page = await open('small');
    await page.locator('h1', { hasText: 'Example 52' }).waitFor();
    await page.getByRole('button', { name: 'Next example' }).press('Enter');
    await page.getByRole('status').filter({ hasText: 'Example 53 of 485' }).waitFor({ state: 'attached' });
    for (const [id, text] of ['Change answer of example 52', 'Undone: Change answer of example 52'].entries()) {
      await page.evaluate((news) => globalThis.fakeHost.page.update({ ...globalThis.fakeHost.snapshot, news }), {
        id: id + 1,
        text,
      });
      await page.locator('[role=status]', { hasText: text }).waitFor({ state: 'attached' });
    }
  });

  it('offers the first example of an empty file, and nothing where it cannot be edited', async () => {
    const page = await open('empty');
    await page.getByRole('button', { name: 'Add the first example' }).press('Enter');
    const field = page.getByRole('textbox', { name: 'Edit text of message 1' });
    await field.waitFor();
    assert.ok(await field.evaluate((element) => element === document.activeElement), 'the question is written at once');
  });

  for (const [width, height] of [
    [640, 450],
    [320, 568],
  ] as const)
    it(`cuts nothing at ${width} pixels, as on a page twice as large`, async () => {
      const page = await open('small', { width, height });
      await page.locator('.picture img').waitFor();
      const found = await page.evaluate(() => ({
        // only the list and the conversation scroll, and only downwards
        wide: [...document.querySelectorAll('*')]
          .filter((element) => {
            const { overflowX } = getComputedStyle(element);
            return ['auto', 'scroll'].includes(overflowX) && element.scrollWidth > element.clientWidth;
          })
          .map((element) => element.className),
        page: [document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight],
        cut: [...document.querySelectorAll('.example-head button, .bar button, .picture, .message p, .fold')]
          .filter((element) => {
            const { left, right } = element.getBoundingClientRect();
            return left < 0 || right > innerWidth;
          })
          .map((element) => element.outerHTML.slice(0, 80)),
      }));
      assert.deepEqual(found, { wide: [], page: [0, 0], cut: [] });
      assert.deepEqual(await axeFaults(page), []);
    });

  it('moves nothing for those who want no motion', async () => {
    const page = await open('small');
    const times = () =>
      page.evaluate(
        () => getComputedStyle(document.querySelector('.splitter') ?? document.body, '::after').transitionDuration,
      );
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    assert.equal(await times(), '0.1s');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    assert.equal(await times(), '0s');
  });

  it('shows the focus in the colours the system forces', async () => {
    const page = await open('small');
    await page.emulateMedia({ forcedColors: 'active' });
    await page.getByRole('button', { name: 'Next example' }).focus();
    await page.keyboard.press('Shift+Tab');
    const outline = await page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body);
      return [outlineStyle, outlineWidth];
    });
    assert.deepEqual(outline, ['solid', '2px']);
  });
});
