import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { axeFaults } from '../../support/axe.ts';
import { callsOf, openPage, showTheme, type OpenedPage, type OpenOptions } from '../../support/pages/harness.ts';
import { THEME_NAMES } from '../../support/themes.ts';
import { sharedBrowser } from '../session.ts';

describe('the results page', function () {
  this.timeout(60_000);
  let browser: Browser;
  let opened: OpenedPage;
  const open = async (scenario: string, options: Partial<OpenOptions> = {}): Promise<Page> => {
    opened = await openPage(browser, { page: 'results', scenario, ...options });
    await opened.page.locator('.examples [role=row]').nth(1).waitFor();
    return opened.page;
  };
  const firstCells = (page: Page) => page.locator('.examples .row').first().locator('[role=gridcell]').allInnerTexts();

  before(async () => {
    browser = await sharedBrowser();
  });
  afterEach(async () => {
    assert.deepEqual(opened.faults, []);
    await opened.page.close();
  });

  it('has no accessibility faults in any theme', async () => {
    const page = await open('two');
    await page.locator('.drawing svg').nth(1).waitFor();
    assert.deepEqual(await axeFaults(page), []);
    for (const theme of THEME_NAMES.slice(1)) {
      await showTheme(page, theme);
      assert.deepEqual(await axeFaults(page, 'colours'), [], theme);
    }
  });

  for (const [scenario, runs] of [
    ['one', 1],
    ['six', 6],
  ] as const)
    it(`shows ${runs} ${runs === 1 ? 'model' : 'models'} side by side, as charts and as tables`, async () => {
      const page = await open(scenario);
      await page.locator('.drawing svg').nth(1).waitFor();
      assert.equal(await page.locator('.models tbody tr').count(), runs);
      for (const button of await page.getByRole('button', { name: 'Show as table' }).all()) await button.click();
      assert.equal(await page.locator('.drawing').count(), 0);
      assert.equal(await page.locator('.numbers').first().locator('tbody tr').count(), runs * 4);
      assert.equal(await page.locator('.numbers').nth(1).locator('tbody tr').count(), runs);
      assert.deepEqual(await axeFaults(page), []);
    });

  it('says the verdict first, who rated, and which models are baselines', async () => {
    const page = await open('six');
    assert.equal(await page.locator('h1').innerText(), 'tuned is better than base: +16.9 points (95 % 12.4 to 21.5)');
    await page.getByText('Rated by the offline judge: thresholds on ANLS').waitFor();
    const roles = await page.locator('.models tbody td:nth-child(2)').allInnerTexts();
    assert.deepEqual(roles, ['tuned', 'base', 'baseline', 'baseline', 'control', 'base']);
  });

  it('filters by agreement, type and text, each with its count, and keeps the filter', async () => {
    const page = await open('two');
    const grid = page.getByRole('grid');
    const only = page.getByRole('button', { name: /^Only tuned right/ });
    const count = await only.locator('.count').innerText();
    await only.click();
    await page.getByRole('grid', { name: `${count} examples` }).waitFor();

    await page.getByRole('button', { name: 'Type of question' }).click();
    await page.getByRole('menuitemradio', { name: /^Name/ }).click();
    await page.waitForFunction(() => globalThis.fakeHost.calls.some(([name]) => name === 'counts'));
    await page.locator('.examples .row', { hasText: 'What is this emoji called?' }).first().waitFor();

    await page.getByRole('textbox', { name: 'Find' }).fill('SAIL');
    await page.waitForFunction(() =>
      globalThis.fakeHost.calls.some(
        ([name, filter]) => name === 'counts' && /"type":"Name".*"text":"SAIL"/.test(JSON.stringify(filter)),
      ),
    );
    await page.waitForFunction(() =>
      [...document.querySelectorAll('.examples .row [role=gridcell]:nth-child(4)')].every((cell) =>
        ['sailboat', ''].includes(cell.textContent),
      ),
    );
    const kept = await grid.getAttribute('aria-label');
    await page.reload();
    await page.getByRole('grid', { name: kept ?? '' }).waitFor();
    assert.equal(await page.getByRole('textbox', { name: 'Find' }).inputValue(), 'SAIL');
    await page.getByRole('button', { name: 'Name', exact: true }).waitFor();
  });

  it('opens an example by click and by Enter', async () => {
    const page = await open('two');
    await page.locator('.examples .row').nth(2).click();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    assert.deepEqual(await callsOf(page, 'openExample', 2), [
      ['openExample', 2],
      ['openExample', 3],
    ]);
  });

  it('walks 50,000 examples by keyboard, every row in sight under the heads', async () => {
    const page = await open('many');
    await page.locator('.examples .row').first().focus();
    await page.keyboard.press('End');
    const last = page.locator('.examples .row:focus');
    await last.locator('.number', { hasText: '50,000' }).waitFor();
    assert.ok((await page.locator('.examples .row').count()) < 60, 'only rows in sight are drawn');
    await page.keyboard.press('PageUp');
    await page.keyboard.press('PageUp');
    const [row, head] = await Promise.all([
      page.locator('.examples .row:focus').boundingBox(),
      page.locator('.examples .head').boundingBox(),
    ]);
    assert.ok(row && head && row.y >= head.y + head.height - 1);
  });

  it('marks each answer and what differs from the reference', async () => {
    const page = await open('two');
    await page.getByRole('button', { name: /^Only base right/ }).click();
    const row = page.locator('.examples .row').first();
    await row.locator('ins').first().waitFor();
    assert.equal(await row.locator('ins').first().innerText(), 'juice');
    assert.deepEqual(
      await row.locator('.answer [role=img]').evaluateAll((icons) => icons.map((icon) => icon.ariaLabel)),
      ['wrong', 'right'],
    );
    assert.equal((await firstCells(page)).at(-1), 'Very Similar');
  });

  it('draws accuracy under strict or lenient match', async () => {
    const page = await open('two');
    const drawing = page.locator('.drawing').first();
    await drawing.locator('svg').waitFor();
    const strict = await drawing.getAttribute('aria-label');
    await page.getByRole('button', { name: 'lenient', exact: true }).click();
    await page.waitForFunction(
      (before) => document.querySelector('.drawing')?.getAttribute('aria-label') !== before,
      strict,
    );
    assert.match((await drawing.textContent()) ?? '', /100 %/);
  });

  it('is usable in a narrow editor', async () => {
    const page = await open('two', { width: 480, height: 800 });
    await page.locator('.drawing svg').nth(1).waitFor();
    assert.deepEqual(await axeFaults(page), []);
  });
});
