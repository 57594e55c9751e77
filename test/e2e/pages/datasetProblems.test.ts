import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { axeFaults } from '../../support/axe.ts';
import { openDatasetPage, shows } from '../../support/pages/datasetPage.ts';
import { showTheme, type OpenedPage } from '../../support/pages/harness.ts';
import { THEME_NAMES } from '../../support/themes.ts';
import { sharedBrowser } from '../session.ts';

describe('problems in the dataset page', function () {
  this.timeout(60_000);
  let browser: Browser;
  let opened: OpenedPage;
  const open = async (scenario = 'small'): Promise<Page> => {
    opened = await openDatasetPage(browser, scenario);
    return opened.page;
  };
  const showAll = async (page: Page) => {
    await page.getByRole('button', { name: /^Problems/ }).press('ArrowDown');
    await page.getByRole('menuitem', { name: 'Show All Problems' }).press('Enter');
    await page.getByRole('tree').waitFor();
    await page.locator('[role=treeitem]:focus').waitFor();
  };
  const calls = (page: Page, method: string) =>
    page.evaluate((name) => globalThis.fakeHost.calls.filter(([called]) => called === name), method);
  const untilCalled = (page: Page, ...call: unknown[]) =>
    page.waitForFunction(
      (wanted) => globalThis.fakeHost.calls.some((made) => JSON.stringify(made) === wanted),
      JSON.stringify(call),
    );
  const focused = (page: Page) => page.locator('[role=treeitem]:focus').innerText();
  const marked = (page: Page) => page.locator('.finding[data-marked]');
  const count = (page: Page) => page.locator('.problems .list-head [role=status]').innerText();

  before(async () => {
    browser = await sharedBrowser();
  });
  afterEach(async () => {
    assert.deepEqual(opened.faults, []);
    await opened.page.close();
  });

  it('are listed by rule, walked and folded by keyboard, each shown in its example and marked there', async () => {
    const page = await open();
    await showAll(page);
    assert.equal(await count(page), '17 problems');
    assert.match(await focused(page), /An address that the vendor cannot reach\s+url-not-public\s+3/);
    await page.keyboard.press('ArrowLeft');
    assert.equal(await page.locator('[role=treeitem]:focus').getAttribute('aria-expanded'), 'false');
    await page.keyboard.press('ArrowDown');
    assert.match(await focused(page), /unsupported-color-mode/);
    await page.keyboard.press('ArrowRight');
    await shows(page, 'Example 52 of 485');
    await marked(page).waitFor();
    await page.locator('figure[data-marked=warning]').waitFor();
    await page.keyboard.press('ArrowDown');
    await shows(page, 'Example 53 of 485');
    await marked(page).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.finding[data-marked]:focus').waitFor();
    await page.locator('[role=treeitem][aria-selected=true]').press('ArrowLeft');
    assert.match(await focused(page), /unsupported-color-mode/);
    await page.keyboard.press('Home');
    await page.keyboard.press('Escape');
    await page.locator('[role=option]:focus').waitFor();
    await shows(page, 'Example 53 of 485');
  });

  it('name their rule, which leads to its page, and are mended one by one or all of a rule', async () => {
    const page = await open();
    const finding = page.locator('.finding');
    await finding.getByRole('button', { name: 'unsupported-color-mode' }).click();
    await untilCalled(page, 'showRule', 'unsupported-color-mode');
    await finding.getByRole('button', { name: 'Convert to RGB' }).click();
    const path = '/messages/3/content/0/image_url/url';
    await untilCalled(page, 'fix', { rules: ['unsupported-color-mode'], line: 51, path });
    await showAll(page);
    await page.getByRole('treeitem', { name: /unsupported-color-mode/ }).click();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await untilCalled(page, 'fix', { rules: ['unsupported-color-mode'] });
    await page.getByRole('button', { name: 'Check images in depth' }).click();
    await untilCalled(page, 'lintDeep');
  });

  it('gone to by the host open what hides them', async () => {
    const page = await open();
    const place = { path: '/messages/1/content/0/image_url/url' };
    await page.evaluate((at) => globalThis.fakeHost.page.reveal(60, at), place);
    await shows(page, 'Example 61 of 485');
    await page.locator('.fold[aria-expanded=true]').waitFor();
    await page.locator('figure[data-path="/messages/1/content/0"][data-marked]').waitFor();
    await page.keyboard.press('Home');
    await shows(page, 'Example 1 of 485');
    assert.equal(await page.locator('[data-marked]').count(), 0);
  });

  it('give way to the examples that are looked for', async () => {
    const page = await open();
    await showAll(page);
    await page.keyboard.press('Control+f');
    await page.keyboard.type('octopus');
    await page.locator('.list-head [role=status]').getByText('25 of 485 examples · 25 hits').waitFor();
    assert.equal(await page.getByRole('tree').count(), 0);
  });

  it('are drawn and fetched as they come into sight when they are a hundred thousand, and say how many more there are', async () => {
    const page = await open('masses');
    await showAll(page);
    assert.equal(await count(page), 'first 100,000 of 1,204,331 problems');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.getByText('Palette image').first().waitFor();
    await page.keyboard.press('End');
    await shows(page, 'Example 9,699,516 of');
    for (let notch = 0; notch < 40; notch++) await page.mouse.wheel(0, -4000);
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await shows(page, 'Example 52 of');
    await marked(page).waitFor();
    assert.ok((await page.locator('[role=treeitem]').count()) < 60, 'only rows in sight are drawn');
    const asked = await calls(page, 'findings');
    assert.ok(
      asked.every(([, , from, to]) => Number(to) - Number(from) <= 64),
      'findings are asked for in pages',
    );
  });

  it('have no accessibility faults in any theme', async () => {
    const page = await open();
    await showAll(page);
    await page
      .getByRole('treeitem', { name: /Palette image/ })
      .first()
      .click();
    await marked(page).waitFor();
    assert.deepEqual(await axeFaults(page), []);
    for (const theme of THEME_NAMES.slice(1)) {
      await showTheme(page, theme);
      assert.deepEqual(await axeFaults(page, 'colours'), [], theme);
    }
  });

  it('tell for whom the file is fit; another vendor is chosen from a menu', async () => {
    const page = await open();
    const vendors = page.getByRole('group', { name: 'Valid for' });
    const said = await vendors.getByRole('listitem').allInnerTexts();
    assert.deepEqual(
      said.map((text) => text.replace(/^\W+/u, '').replace(/\s+/g, ' ')),
      ['Azure no errors', 'Together: 3 URL images', 'Fireworks: 3 URL images', 'Baseline no errors'],
    );
    await page.setViewportSize({ width: 640, height: 700 });
    await vendors.getByRole('button').press('ArrowDown');
    await page.keyboard.press('t');
    await page.keyboard.press('Enter');
    await untilCalled(page, 'chooseVendor', 'together');
  });
});
