import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { axeFaults } from '../../support/axe.ts';
import { openPage, showTheme, type OpenedPage, type OpenOptions } from '../../support/pages/harness.ts';
import { THEME_NAMES } from '../../support/themes.ts';
import { until } from '../../support/until.ts';
import { sharedBrowser } from '../session.ts';

describe('finding and filtering in the dataset page', function () {
  this.timeout(60_000);
  let browser: Browser;
  let opened: OpenedPage;
  const open = async (scenario = 'small', options: Partial<OpenOptions> = {}): Promise<Page> => {
    opened = await openPage(browser, { page: 'dataset', scenario, ...options });
    await opened.page.locator('h1', { hasText: 'of' }).waitFor();
    return opened.page;
  };
  const shows = (page: Page, line: number) => page.locator('h1', { hasText: `Example ${line} of` }).waitFor();
  const listed = (page: Page, text: string) =>
    page.locator('.list-head [role=status]').getByText(text, { exact: true }).waitFor();
  const find = async (page: Page, text: string) => {
    await page.keyboard.press('Control+f');
    await page.keyboard.type(text);
  };
  const calls = (page: Page, method: string) =>
    page.evaluate((name) => globalThis.fakeHost.calls.filter(([called]) => called === name), method);
  const count = (page: Page, text: string) => page.locator('.find-count').getByText(text, { exact: true }).waitFor();
  const marked = (page: Page) =>
    page.evaluate(() =>
      ['find-hit', 'find-current'].map((name) =>
        [...(CSS.highlights.get(name) ?? [])].map((range) => (range as Range).toString()),
      ),
    );

  before(async () => {
    browser = await sharedBrowser();
  });
  afterEach(async () => {
    assert.deepEqual(opened.faults, []);
    await opened.page.close();
  });

  it('lists what fits, keeps the example shown where it does, and gives the whole file back', async () => {
    const page = await open();
    await shows(page, 52);
    await find(page, 'related');
    await listed(page, '121 of 485 examples · 121 hits');
    await shows(page, 52);
    assert.equal(await page.locator('[role=option][aria-selected=true] .number').first().innerText(), '52');
    await page.keyboard.press('Escape');
    await listed(page, '485 examples');
    await shows(page, 52);
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('[role=option]:focus .number').first().innerText(), '52');
  });

  it('goes from hit to hit and on to the next example, round at the end, and marks them', async () => {
    const page = await open();
    await find(page, 'octopus');
    await listed(page, '25 of 485 examples · 25 hits');
    await shows(page, 5);
    await find(page, 'o');
    await shows(page, 5);
    await count(page, '4 here');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await count(page, '2 of 4');
    assert.deepEqual(await marked(page), [['o', 'o', 'o', 'o'], ['o']]);
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.press('Shift+Enter');
    await shows(page, 4);
    await page
      .locator('.find-count')
      .getByText(/^(\d+) of \1$/)
      .waitFor();
    await page.keyboard.press('F3');
    await shows(page, 5);
    await count(page, '1 of 4');
    await page.getByRole('button', { name: 'Next hit' }).click();
    await count(page, '2 of 4');
  });

  it('undoes typing in the field and never the file', async () => {
    const page = await open();
    await page.evaluate(() => {
      window.addEventListener('keydown', ({ key }) => {
        document.body.dataset['seen'] = `${document.body.dataset['seen'] ?? ''}${key} `;
      });
    });
    await find(page, 'kite');
    await listed(page, '24 of 485 examples · 24 hits');
    await page.keyboard.press('Control+z');
    await listed(page, '485 examples');
    assert.doesNotMatch((await page.evaluate(() => document.body.dataset['seen'])) ?? '', /z|k/);
  });

  it('says why a regular expression is none, and that nothing fits', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Use regular expression' }).click();
    await find(page, '(');
    await listed(page, 'This is no regular expression: Unterminated group.');
    assert.equal(await page.locator('.find-input').getAttribute('aria-invalid'), 'true');
    await find(page, 'nowhere at all');
    await page.getByText('No example fits.').waitFor();
    assert.deepEqual(await axeFaults(page), []);
    await page.getByRole('button', { name: 'Clear' }).click();
    await listed(page, '485 examples');
    assert.equal(await page.locator('.find-input').inputValue(), '');
  });

  it('is filtered and sorted by menus, by keyboard too', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Problems 17' }).focus();
    await page.keyboard.press('ArrowDown');
    await page
      .getByRole('menuitemradio', { name: 'All examples', checked: true })
      .and(page.locator(':focus'))
      .waitFor();
    assert.deepEqual(await axeFaults(page), []);
    await page.keyboard.press('w');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Problems 17' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Predictions' }).click();
    await page.getByRole('menuitemradio', { name: 'tuned is wrong' }).click();
    await page.getByRole('button', { name: 'Sort' }).click();
    await page.getByRole('menuitemradio', { name: 'Bytes' }).click();
    await page.getByRole('button', { name: 'More filters' }).click();
    await page.getByRole('dialog').getByLabel('Number of images').selectOption('3 or more');
    await page.keyboard.press('Escape');
    await until(async () => JSON.stringify((await calls(page, 'list')).at(-1)).includes('least'));
    assert.deepEqual((await calls(page, 'list')).at(-1), [
      'list',
      {
        problems: {},
        result: 'wrong',
        run: 'ft',
        sort: { by: 'bytes', descending: true },
        images: { least: 3 },
      },
    ]);
  });

  it('edits the examples that are listed, and offers to list anew', async () => {
    const page = await open();
    await find(page, 'kite');
    await listed(page, '24 of 485 examples · 24 hits');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Alt+ArrowUp');
    await page.getByText('Examples are moved in the list of the whole file only').waitFor();
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Delete');
    await listed(page, '22 of 483 examples');
    assert.deepEqual(await calls(page, 'edit'), [['edit', { kind: 'removeExamples', lines: [{ from: 0, to: 2 }] }]]);
    await page.getByRole('button', { name: 'List anew' }).click();
    await listed(page, '22 of 483 examples · 22 hits');
    await page.keyboard.press('Control+f');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await page.getByText('No example fits.').waitFor();
    assert.deepEqual((await calls(page, 'edit')).at(-1), [
      'edit',
      { kind: 'removeExamples', lines: [{ from: 0, to: 22 }] },
    ]);
  });

  it('goes to the example whose number is typed', async () => {
    const page = await open('huge');
    await page.locator('[role=option]').first().click();
    await page.keyboard.type('52');
    await shows(page, 52);
    await page.waitForTimeout(1100);
    await page.keyboard.type('799999');
    await page.locator('h1', { hasText: 'Example 799,999 of 800,000' }).waitFor();
  });

  it('keeps its listing over a reload, and gives it up for an example it leaves out', async () => {
    const page = await open();
    await find(page, 'octopus');
    await listed(page, '25 of 485 examples · 25 hits');
    await page.reload();
    await listed(page, '25 of 485 examples · 25 hits');
    assert.equal(await page.locator('.find-input').inputValue(), 'octopus');
    await page.evaluate(() => globalThis.fakeHost.page.reveal(299));
    await shows(page, 300);
    await listed(page, '485 examples');
    await page.locator('[role=option][aria-posinset="300"][aria-selected=true]').waitFor();
  });

  it('counts the tokens of the rows in sight only', async () => {
    const page = await open('huge');
    await page.locator('.row .figures', { hasText: '900' }).first().waitFor();
    const asked = await calls(page, 'rowTokens');
    assert.ok(asked.every(([, from, to]) => Number(to) - Number(from) < 40));
  });

  it('has no colour faults in any theme, and wraps in narrow editors', async () => {
    const page = await open();
    await find(page, 'emoji');
    await listed(page, '122 of 485 examples · 122 hits');
    for (const theme of THEME_NAMES) {
      await showTheme(page, theme);
      assert.deepEqual(await axeFaults(page, 'colours'), [], theme);
    }
    for (const width of [700, 320]) {
      await page.setViewportSize({ width, height: 800 });
      const outside = await page.evaluate(
        () =>
          [...document.querySelectorAll('.bar > *, .find-box > *')].filter(
            (element) => element.getBoundingClientRect().right > innerWidth,
          ).length,
      );
      assert.equal(outside, 0, `in ${width} pixels`);
    }
  });
});
