import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { axeFaults } from '../../support/axe.ts';
import { callsOf, openPage, showTheme, type OpenedPage, type OpenOptions } from '../../support/pages/harness.ts';
import { THEME_NAMES } from '../../support/themes.ts';
import { sharedBrowser } from '../session.ts';

describe('rating answers oneself', function () {
  this.timeout(60_000);
  let browser: Browser;
  let opened: OpenedPage;
  const open = async (page: OpenOptions['page'], scenario: string): Promise<Page> => {
    opened = await openPage(browser, { page, scenario });
    return opened.page;
  };
  const results = async (scenario: string) => {
    const page = await open('results', scenario);
    await page.locator('.examples .row').nth(2).waitFor();
    return page;
  };

  before(async () => {
    browser = await sharedBrowser();
  });
  afterEach(async () => {
    assert.deepEqual(opened.faults, []);
    await opened.page.close();
  });

  it('by keys on a row of the results: of the first run, with Shift of the second, and taken back', async () => {
    const page = await results('two');
    const row = page.locator('.examples .row').nth(1);
    await page.locator('.examples .row').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.locator('.examples .row:focus .number', { hasText: /^2$/ }).waitFor();
    await page.keyboard.press('3');
    await row.locator('.tag.own', { hasText: 'Somewhat Similar' }).waitFor();
    await page.keyboard.press('Shift+Digit1');
    await row.locator('.tag.own').nth(1).waitFor();
    await page.getByRole('table', { name: 'Your ratings of tuned by those of the judge' }).waitFor();
    await page.keyboard.press('0');
    await page.keyboard.press('Shift+Backspace');
    await row.locator('.tag.own').first().waitFor({ state: 'detached' });
    assert.deepEqual(await callsOf(page, 'rate', 4), [
      ['rate', 0, 1, 'Somewhat Similar'],
      ['rate', 1, 1, 'Very Similar'],
      ['rate', 0, 1, null],
      ['rate', 1, 1, null],
    ]);
    assert.equal(await page.getByText('Judge and you').count(), 0);
    assert.equal((await callsOf(page, 'openExample', 0)).length, 0);
  });

  it('blind: the judge’s rating of an answer shows once it is rated', async () => {
    const page = await results('two');
    const row = page.locator('.examples .row').first();
    const tags = row.locator('.tag');
    assert.equal(await tags.count(), 2);
    await page.getByRole('button', { name: 'Rate blind' }).click();
    assert.equal(await tags.count(), 0);
    await row.focus();
    await page.keyboard.press('1');
    await row.locator('.tag.own').waitFor();
    assert.equal(await tags.count(), 2);
  });

  it('says how judge and person agree, and the judge with itself and on both runs side by side', async () => {
    const page = await results('rated');
    const table = page.getByRole('table', { name: 'Your ratings of tuned by those of the judge' });
    const counts = (await table.locator('td').allInnerTexts()).map(Number);
    assert.equal(counts.length, 16);
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0),
      40,
    );
    await page.getByText(/kappa 0\.\d\d · n 40 · \d\d\.\d % the same/).waitFor();
    await page.getByText(/tuned: rated up to 3 times, \d+ of 485 the same each time, alpha 0\.\d\d/).waitFor();
    await page.getByText('gpt-4o: the order alone changed 41, 30 for the first answer, 6 for the second').waitFor();
    await page.getByRole('button', { name: 'Judge and you: tuned' }).hover();
    await page.locator('.explanation', { hasText: "Cohen's kappa with quadratic weights" }).waitFor();
    assert.deepEqual(await axeFaults(page), []);
    for (const theme of THEME_NAMES.slice(1)) {
      await showTheme(page, theme);
      assert.deepEqual(await axeFaults(page, 'colours'), [], theme);
    }
  });

  it('in the dataset editor, by buttons and by keys under each prediction', async () => {
    const page = await open('dataset', 'small');
    const bar = page.getByRole('toolbar', { name: 'Your rating of base' });
    await bar.getByRole('button', { name: '2: Mostly Similar' }).click();
    await bar.getByRole('button', { name: '2: Mostly Similar', pressed: true }).waitFor();
    await page.keyboard.press('4');
    await bar.getByRole('button', { name: '4: Incorrect', pressed: true }).waitFor();
    await page.keyboard.press('Backspace');
    await bar.getByRole('button', { pressed: true }).waitFor({ state: 'detached' });
    const line = 51;
    assert.deepEqual(await callsOf(page, 'rateAnswer', 3), [
      ['rateAnswer', 1, line, 'Mostly Similar'],
      ['rateAnswer', 1, line, 'Incorrect'],
      ['rateAnswer', 1, line, null],
    ]);
    assert.deepEqual(await axeFaults(page), []);
  });
});
