import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { axeFaults } from '../../support/axe.ts';
import { openPage, type OpenedPage } from '../../support/pages/harness.ts';
import { sharedBrowser } from '../session.ts';

describe('the results page: comparing', function () {
  this.timeout(60_000);
  let browser: Browser;
  let opened: OpenedPage;
  const open = async (scenario: string): Promise<Page> => {
    opened = await openPage(browser, { page: 'results', scenario });
    await opened.page.locator('.examples [role=row]').nth(1).waitFor();
    return opened.page;
  };
  const chart = (page: Page, title: string) => page.locator('.chart').filter({ hasText: title });
  const saved = async (page: Page) => {
    await page.waitForFunction(() => globalThis.fakeHost.calls.some(([name]) => name === 'saveChart'));
    return page.evaluate(() => globalThis.fakeHost.calls.find(([name]) => name === 'saveChart'));
  };

  before(async () => {
    browser = await sharedBrowser();
  });
  afterEach(async () => {
    assert.deepEqual(opened.faults, []);
    await opened.page.close();
  });

  it('compares the two runs that the user chooses, in verdict, differences and filters', async () => {
    const page = await open('six');
    await page.getByRole('combobox', { name: 'Run to compare it with' }).selectOption('nearest');
    await page.getByRole('heading', { name: /^tuned is better than nearest/ }).waitFor();
    await page.getByRole('button', { name: /^Only nearest right/ }).waitFor();
    await page.getByRole('combobox', { name: 'Run to compare', exact: true }).selectOption('nearest');
    await page.getByRole('heading', { name: /^nearest is better than tuned/ }).waitFor();
    const flipped = page.getByRole('button', { name: /^Flipped/ });
    const counts = await Promise.all(
      [flipped, ...['nearest', 'tuned'].map((name) => page.getByRole('button', { name: `Only ${name} right` }))].map(
        async (button) => Number(await button.locator('.count').innerText()),
      ),
    );
    assert.equal(counts[0], (counts[1] ?? 0) + (counts[2] ?? 0));
    await flipped.click();
    await page.getByRole('grid', { name: `${counts[0]} examples` }).waitFor();
  });

  it('folds the charts away for the examples, and their rows stay under the heads', async () => {
    const page = await open('two');
    const fold = page.getByRole('button', { name: 'Charts', exact: true });
    await fold.press('Enter');
    assert.equal(await fold.getAttribute('aria-expanded'), 'false');
    assert.equal(await page.locator('.chart').count(), 0);
    const last = page.locator('.examples [role=row]').nth(8);
    assert.ok(((await last.boundingBox())?.y ?? Infinity) < 900, 'examples are in sight');
    assert.deepEqual(await axeFaults(page), []);
    await fold.press('Enter');
    await chart(page, 'Accuracy by type').waitFor();
  });

  it('says of a number how it was computed, to the pointer, the keyboard and a screen reader', async () => {
    const page = await open('two');
    const head = page.getByRole('button', { name: 'ANLS' });
    await head.focus();
    await page.locator('.explanation', { hasText: 'edit distance' }).waitFor();
    assert.match((await head.getAttribute('aria-description')) ?? '', /^Mean similarity/);
    await page.keyboard.press('Escape');
    await page.locator('.explanation').waitFor({ state: 'detached' });
    await page.locator('.models th', { hasText: 'word %' }).locator('button').hover();
    await page.locator('.explanation', { hasText: 'whole words' }).waitFor();
    const cells = await page.locator('.models tbody td[title]').count();
    assert.equal(cells, 2 * 13);
  });

  it('filters by rating and class and sorts, by keyboard alone', async () => {
    const page = await open('two');
    await page.getByRole('button', { name: 'Rating of tuned' }).press('Enter');
    await page.keyboard.press('I');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Incorrect' }).waitFor();
    await page.getByRole('button', { name: 'Class' }).press('Enter');
    await page.getByRole('menuitemradio', { name: /^Noto/ }).press('Enter');
    await page.waitForFunction(() =>
      [...document.querySelectorAll('.examples .row [role=gridcell]:nth-child(4)')].every((cell) =>
        ['Noto', ''].includes(cell.textContent),
      ),
    );
    await page.getByRole('button', { name: 'Sort' }).press('Enter');
    await page.getByRole('menuitemradio', { name: 'Slowest answers of tuned first' }).press('Enter');
    await page.waitForFunction(() =>
      globalThis.fakeHost.calls.some(([name, , order]) => name === 'rows' && order === 'latency'),
    );
  });

  it('saves a chart as SVG in plain colours, and as PNG', async () => {
    const page = await open('two');
    const ratings = chart(page, 'Ratings');
    await ratings.locator('.drawing svg').waitFor();
    await ratings.getByRole('button', { name: 'Picture' }).click();
    await page.getByRole('menuitem', { name: 'Save as SVG…' }).click();
    const [, name, format, text] = (await saved(page)) ?? [];
    assert.deepEqual([name, format], ['Ratings', 'svg']);
    assert.match(String(text), /^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    assert.match(String(text), /<title>Ratings<\/title><rect [^>]*fill="rgb\(31, 31, 31\)"/);
    assert.doesNotMatch(String(text), /var\(|color-mix|color\(srgb|<style|class=/);
    await page.evaluate(() => {
      globalThis.fakeHost.calls.length = 0;
    });
    await ratings.getByRole('button', { name: 'Picture' }).click();
    await page.getByRole('menuitem', { name: 'Save as PNG…' }).click();
    const [, , png, bytes, length] = (await saved(page)) ?? [];
    assert.deepEqual([png, String(bytes).slice(1, 4)], ['png', 'PNG']);
    assert.ok(Number(length) > 2000);
  });

  it('shows the confusion of the type and run chosen, costs and the trend, each as a table too', async () => {
    const page = await open('two');
    const confusion = chart(page, 'Confusion');
    await confusion.getByRole('combobox', { name: /^Type/ }).selectOption('Set');
    await confusion.getByRole('combobox', { name: /^Run/ }).selectOption('base');
    await confusion.getByText('Columns: answer of base.').waitFor();
    for (const title of ['Confusion', 'Latency and price', 'Trend'])
      await chart(page, title).getByRole('button', { name: 'Show as table' }).click();
    const heads = await confusion.locator('th').allInnerTexts();
    assert.deepEqual(heads.toSorted(), [
      'F1',
      'Fluent',
      'Noto',
      'Twemoji',
      'other',
      'precision',
      'recall',
      'reference',
    ]);
    const sums = await confusion
      .locator('tbody tr')
      .evaluateAll((rows) =>
        rows.map((row) =>
          [...row.querySelectorAll('td')].slice(1, 5).reduce((sum, td) => sum + Number(td.textContent), 0),
        ),
      );
    assert.equal(
      sums.reduce((a, b) => a + b, 0),
      121,
    );
    assert.equal(await chart(page, 'Trend').locator('tbody tr').count(), 6);
    assert.match(await chart(page, 'Latency and price').locator('tbody tr').first().innerText(), /485.*\$1\.12/s);
    assert.deepEqual(await axeFaults(page), []);
  });
});
