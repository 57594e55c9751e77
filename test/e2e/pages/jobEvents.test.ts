import assert from 'node:assert/strict';
import type { Browser, Locator, Page } from 'playwright-core';
import { axeFaults } from '../../support/axe.ts';
import type { OpenedPage, OpenOptions } from '../../support/pages/harness.ts';
import { happen, openJobPage } from '../../support/pages/jobPage.ts';
import { sharedBrowser } from '../session.ts';

describe('events of a fine-tuning job', function () {
  this.timeout(60_000);
  let browser: Browser;
  let opened: OpenedPage;
  const open = async (scenario: string, options: Partial<OpenOptions> = {}): Promise<Page> => {
    opened = await openJobPage(browser, scenario, options);
    return opened.page;
  };
  const grid = (page: Page, count: string) => page.getByRole('grid', { name: `${count} events`, exact: true });
  const firstMessage = (page: Page) => page.locator('.events .row[aria-rowindex="1"] .message');
  const main = (page: Page) => page.locator('main');
  const scrollTo = (page: Page, top: number) =>
    main(page).evaluate((element, to) => {
      element.scrollTop = to;
    }, top);
  const topOf = async (row: Locator) => Math.round((await row.boundingBox())?.y ?? NaN);

  before(async () => {
    browser = await sharedBrowser();
  });
  afterEach(async () => {
    assert.deepEqual(opened.faults, []);
    await opened.page.close();
  });

  it('filters 10,000 events by kind and text, each with its count, and keeps the filter', async () => {
    const page = await open('many');
    await grid(page, '10,000').waitFor();
    await page.getByRole('button', { name: /^Warnings/ }).click();
    await grid(page, '10').waitFor();
    await firstMessage(page).getByText('Step 10000 took long').waitFor();
    await page.getByRole('button', { name: /^Metrics/ }).click();
    await grid(page, '10,000').waitFor();
    await page.getByRole('textbox', { name: 'Find' }).fill('STEP 1234/');
    await page.getByRole('grid', { name: '1 event', exact: true }).waitFor();
    await firstMessage(page).getByText('Step 1234/10000').waitFor();
    await page.reload();
    await page.getByRole('grid', { name: '1 event', exact: true }).waitFor();
    assert.equal(await page.getByRole('textbox', { name: 'Find' }).inputValue(), 'STEP 1234/');
    assert.equal(await page.getByRole('button', { name: /^Metrics/ }).getAttribute('aria-pressed'), 'true');
    await page.getByRole('textbox', { name: 'Find' }).fill('no such thing');
    await page.getByText('No event passes these filters.').waitFor();
  });

  it('walks 10,000 events by keyboard and comes back to where it was', async () => {
    const page = await open('many');
    await page.locator('.events .row').first().focus();
    await page.keyboard.press('End');
    const focused = page.locator('.events .row:focus');
    await focused.getByText('Step 1/10000').waitFor();
    assert.ok((await page.locator('.events .row').count()) < 80, 'only rows in sight are drawn');
    await page.keyboard.press('PageUp');
    await page.keyboard.press('PageUp');
    const [row, filters] = await Promise.all([focused.boundingBox(), page.locator('.filters').boundingBox()]);
    assert.ok(row && filters && row.y >= filters.y + filters.height - 1);
    const top = await main(page).evaluate((element) => element.scrollTop);
    await page.waitForFunction(
      (at) =>
        Math.abs((JSON.parse(sessionStorage.getItem('webview-state') ?? '{}') as { scrolled: number }).scrolled - at) <
        1,
      top,
    );
    await page.reload();
    await page.waitForFunction((at) => Math.abs((document.querySelector('main')?.scrollTop ?? 0) - at) < 1, top);
  });

  it('shows a long message in full by click and by Enter', async () => {
    const page = await open('running', { width: 700 });
    await page.getByRole('button', { name: /^Warnings/ }).click();
    const message = firstMessage(page);
    await message.getByText('Training file file-Qm7t contains 400').waitFor();
    const row = page.locator('.events .row').first();
    const height = async () => (await row.boundingBox())?.height ?? 0;
    assert.equal(await height(), 22);
    await row.click();
    await page.waitForFunction(() => (document.querySelector('.events .row')?.clientHeight ?? 0) > 40);
    assert.ok(await message.evaluate((element) => element.scrollHeight <= (element.parentElement?.clientHeight ?? 0)));
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('.events .row')?.clientHeight === 22);
    assert.deepEqual(await axeFaults(page), []);
  });

  it('shows new events at the top to who looks at the newest', async () => {
    const page = await open('running');
    await happen(page, ['Something happened'], { step: 313 });
    await firstMessage(page).getByText('Something happened').waitFor();
    await page.getByText('running, step 313 of 460').waitFor();
    assert.equal(await main(page).evaluate((element) => element.scrollTop), 0);
  });

  it('keeps older events in sight, and the one with the focus, when new ones come', async () => {
    const page = await open('many');
    await scrollTo(page, 40_000);
    const read = page.locator('.events .row', { hasText: 'Step 8200/' });
    await read.waitFor();
    await read.click();
    const before = await topOf(read);
    for (const round of [1, 2, 3])
      await happen(
        page,
        Array.from({ length: 30 }, (_, index) => `News ${round} ${index}`),
      );
    await grid(page, '10,090').waitFor();
    assert.equal(await topOf(read), before);
    assert.ok(await read.evaluate((row) => row === document.activeElement));
    await page.keyboard.press('ArrowUp');
    await page.locator('.events .row:focus', { hasText: 'Step 8201/' }).waitFor();
    await scrollTo(page, 0);
    await firstMessage(page).getByText('News 3 29').waitFor();
  });

  it('keeps them too when a notice comes above', async () => {
    const page = await open('many');
    await scrollTo(page, 40_000);
    const read = page.locator('.events .row', { hasText: 'Step 8200/' });
    await read.waitFor();
    const before = await topOf(read);
    await happen(page, [], {
      notices: [
        {
          tone: 'warning',
          sentence: 'The vendor cannot be reached.',
          help: 'It is tried again.',
          actions: ['refresh'],
        },
      ],
    });
    await page.getByText('The vendor cannot be reached.').waitFor({ state: 'attached' });
    assert.equal(await topOf(read), before);
  });
});
