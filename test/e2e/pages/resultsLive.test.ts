import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { axeFaults } from '../../support/axe.ts';
import { callsOf, openPage, showTheme, type OpenedPage } from '../../support/pages/harness.ts';
import { THEME_NAMES } from '../../support/themes.ts';
import { sharedBrowser } from '../session.ts';

describe('the results page of a run under way', function () {
  this.timeout(60_000);
  let browser: Browser;
  let opened: OpenedPage;
  const open = async (scenario: string): Promise<Page> => {
    opened = await openPage(browser, { page: 'results', scenario });
    await opened.page.locator('.examples [role=row]').nth(1).waitFor();
    return opened.page;
  };
  const comeFurther = (page: Page, answers: number) =>
    page.evaluate((more) => {
      (globalThis.fakeHost as unknown as { comeFurther(more: number): void }).comeFurther(more);
    }, answers);

  before(async () => {
    browser = await sharedBrowser();
  });
  afterEach(async () => {
    assert.deepEqual(opened.faults, []);
    await opened.page.close();
  });

  it('says how far it is, how fast, how long still and what it has cost, in every theme', async () => {
    const page = await open('live');
    await page.getByText('120 of 485, 3.2 a second, about 2 min left, $0.12 so far').waitFor();
    const bar = page.getByRole('progressbar', { name: 'Answers of tuned' });
    assert.equal(await bar.getAttribute('aria-valuenow'), '120');
    await page.getByText('data/test.jsonl has changed since base answered', { exact: false }).waitFor();
    await page.getByText('Notes on base: before the prompt was shortened').waitFor();
    assert.deepEqual(await axeFaults(page), []);
    for (const theme of THEME_NAMES.slice(1)) {
      await showTheme(page, theme);
      assert.deepEqual(await axeFaults(page, 'colours'), [], theme);
      const [track, done] = await bar.evaluate((element) =>
        [element, ...element.children].map((part) => getComputedStyle(part).backgroundColor),
      );
      assert.notEqual(track, done, `what is not done yet looks done in ${theme}`);
    }
  });

  it('keeps focus, scroll, filter and what is drawn while answers come', async () => {
    const page = await open('live');
    await page.getByRole('textbox', { name: 'Find' }).fill('sail');
    const grid = page.getByRole('grid');
    await page.waitForFunction(() => globalThis.fakeHost.calls.some(([name]) => name === 'counts'));
    await grid.locator('.row', { hasText: 'sailboat' }).first().focus();
    for (let row = 0; row < 5; row++) await page.keyboard.press('ArrowDown');
    await grid.locator('.row:focus', { hasText: 'sailboat' }).waitFor();
    const state = () =>
      page.evaluate(() => ({
        scroll: document.querySelector('.results')?.scrollTop,
        row: document.activeElement?.getAttribute('aria-rowindex'),
        find: document.querySelector<HTMLElement & { value: string }>('vscode-text-field')?.value,
      }));
    const before = await state();
    assert.ok(before.row !== null && (before.scroll ?? 0) > 0);
    // no row in sight may be empty for a moment
    await page.evaluate(() => {
      const seen = { empty: 0 };
      Object.assign(globalThis, { seen });
      new MutationObserver(() => {
        const rows = [...document.querySelectorAll('.examples .row [role=gridcell]:nth-child(3)')];
        if (rows.some((cell) => cell.textContent === '')) seen.empty++;
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    for (const done of [170, 220, 270]) {
      await comeFurther(page, 50);
      await page.getByText(`${done} of 485`).waitFor();
      assert.deepEqual(await state(), before);
    }
    assert.equal(await page.evaluate(() => (globalThis as unknown as { seen: { empty: number } }).seen.empty), 0);
  });

  it('goes on with a run that was stopped', async () => {
    const page = await open('stopped');
    await page.getByText('stopped after 120 of 485, $0.12 so far').waitFor();
    await page.getByRole('button', { name: 'Go On' }).click();
    assert.deepEqual(await callsOf(page, 'goOn'), [['goOn', 0]]);
  });

  it('adds baselines and control arms by one click each', async () => {
    const page = await open('two');
    const names = ['Add prior', 'Add nearest neighbour', 'Blank image', 'Shuffled images'];
    for (const name of names) await page.getByRole('button', { name }).click();
    assert.deepEqual(
      (await callsOf(page, 'add', 4)).map(([, ...args]) => args),
      [
        ['prior', 0],
        ['nearest-neighbour', 0],
        ['blank', 0],
        ['shuffled', 0],
      ],
    );
    assert.equal(await page.locator('.live').count(), 0);
  });
});
