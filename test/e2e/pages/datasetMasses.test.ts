import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { axeFaults } from '../../support/axe.ts';
import { openPage, type OpenedPage } from '../../support/pages/harness.ts';
import { sharedBrowser } from '../session.ts';

/** Lines of the scenario `texts` that hold too much of something. */
const [GIANT, MESSAGES, IMAGES] = [5, 6, 7] as const;
const MB = 1024 * 1024;

describe('masses in one example of the dataset page', function () {
  this.timeout(60_000);
  let browser: Browser;
  let opened: OpenedPage;
  const open = async (line: number): Promise<Page> => {
    opened = await openPage(browser, { page: 'dataset', scenario: 'texts' });
    const { page } = opened;
    await page.waitForSelector('main');
    await page.evaluate((wanted) => globalThis.fakeHost.page.reveal(wanted), line);
    await page.locator('h1', { hasText: `Example ${line + 1} of` }).waitFor();
    await page.locator('.message').first().waitFor();
    return page;
  };
  const elements = (page: Page) => page.locator('*').count();
  /** Bytes of the page's own objects once what is not needed is gone. */
  const heap = async (page: Page): Promise<number> => {
    const session = await page.context().newCDPSession(page);
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    await session.detach();
    return usedSize;
  };
  /** The longest the page kept others waiting, in milliseconds, while something was done. */
  const longestTask = async (page: Page, act: () => Promise<unknown>): Promise<number> => {
    await page.evaluate(() => {
      const tasks: number[] = [];
      Object.assign(globalThis, { tasks });
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) tasks.push(duration);
      }).observe({ type: 'longtask' });
    });
    await act();
    await page.waitForTimeout(500);
    return page.evaluate(() => Math.max(0, ...(globalThis as unknown as { tasks: number[] }).tasks));
  };

  before(async () => {
    browser = await sharedBrowser();
  });
  afterEach(async () => {
    assert.deepEqual(opened.faults, []);
    await opened.page.close();
  });

  it('a text of 5 MB shows its beginning, opens bit by bit, and is not edited', async () => {
    const page = await open(GIANT);
    const text = page.locator('[data-path="/messages/0/content"]');
    const shown = () => text.locator('[data-text]').evaluate((element) => element.textContent.length);
    assert.equal(await shown(), 1200);
    await text.getByText('This text has 5,242,880 characters').waitFor();
    assert.equal(await text.getByRole('button', { name: /^Edit/ }).count(), 0);
    const wait = await longestTask(page, async () => {
      await text.getByRole('button', { name: 'Show more: 1,200 of 5,242,880 characters are shown' }).click();
      await text.getByRole('button', { name: /Show more: 101,2/ }).waitFor();
    });
    assert.ok((await shown()) > 100_000);
    assert.ok(wait < 3000, `${wait} ms`);
    assert.ok((await heap(page)) < 120 * MB);
  });

  it('10,000 messages are drawn as they come into sight', async () => {
    const page = await open(MESSAGES);
    assert.ok((await elements(page)) < 6000, `${await elements(page)} elements`);
    assert.ok((await heap(page)) < 120 * MB);
    await page.locator('.example-body').evaluate((body) => {
      body.scrollTo(0, body.scrollHeight);
    });
    await page.getByText('text 10000', { exact: true }).waitFor();
    assert.ok((await elements(page)) < 9000);
    assert.deepEqual(await axeFaults(page), []);
  });

  it('1,000 images are asked for as they come into sight, and let go behind it', async () => {
    const page = await open(IMAGES);
    await page.locator('.picture img').first().waitFor();
    const asked = () => page.evaluate(() => globalThis.fakeHost.calls.filter(([name]) => name === 'image').length);
    assert.ok((await asked()) < 60, `${await asked()} asked for`);
    const body = page.locator('.example-body');
    for (let step = 0; step < 8; step++) {
      await body.evaluate((element) => {
        element.scrollBy(0, 1500);
      });
      await page.waitForTimeout(150);
    }
    assert.ok((await asked()) > 20);
    assert.ok((await page.locator('.picture img').count()) < 60, 'pictures far out of sight are gone');
    assert.ok((await heap(page)) < 120 * MB);
  });
});
