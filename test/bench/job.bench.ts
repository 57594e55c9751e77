// The page of a job with 10,000 events and a curve of 2,000 points (what the host makes of 10,000) in plain Chromium:
// how long the tasks of its main thread take while it is opened, scrolled from end to end, filtered and updated.
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/chromium.ts';
import { openPage } from '../support/pages/harness.ts';
import { reportValue } from './measure.ts';
import { TASKS, tasksOf, tasksText } from './pageTasks.ts';

const FRAMES = 600;
const ROUNDS = 10;

async function measured(browser: Browser, page: Page, what: string, act: () => Promise<void>): Promise<void> {
  await browser.startTracing(page, { categories: TASKS });
  await act();
  const trace = await browser.stopTracing();
  reportValue(what, tasksText(tasksOf(trace)), '99 % under 50, none over 100');
  reportValue('  the same on the processor alone', tasksText(tasksOf(trace, 'tdur')));
}

const scroll = (page: Page) =>
  page.evaluate(async (frames) => {
    const scroller = document.querySelector('main');
    if (!scroller) throw new Error('There is no page.');
    const end = scroller.scrollHeight - scroller.clientHeight;
    for (let frame = 0; frame <= frames; frame++) {
      scroller.scrollTop = (end * frame) / frames;
      await new Promise(requestAnimationFrame);
    }
  }, FRAMES);

const browser = await launchBrowser(console.error);
try {
  const { page } = await openPage(browser, { page: 'job', scenario: 'many' });
  await page.locator('.drawing svg').waitFor();
  const count = (of: string) => page.getByRole('grid', { name: of, exact: true }).waitFor();
  await count('10,000 events');

  await measured(browser, page, `scrolling 10,000 events from end to end in ${FRAMES} frames`, async () => {
    await scroll(page);
    await page.locator('.events .message', { hasText: 'Step 1/' }).waitFor();
  });
  await measured(browser, page, `filtering 10,000 events by kind and text, ${ROUNDS} times`, async () => {
    const find = page.getByRole('textbox', { name: 'Find' });
    for (let round = 0; round < ROUNDS; round++) {
      await page.getByRole('button', { name: /^Warnings/ }).click();
      await count('10 events');
      await page.getByRole('button', { name: /^Warnings/ }).click();
      await find.fill('/10000');
      await count('9,990 events');
      await find.fill('');
      await count('10,000 events');
    }
  });
  await measured(browser, page, `updating the page with a curve of 2,000 points, ${ROUNDS} times`, async () => {
    for (let round = 1; round <= ROUNDS; round++) {
      await page.evaluate(async () => {
        const host = globalThis.fakeHost as unknown as { happen(news: unknown[], change: object): Promise<void> };
        await host.happen([{ at: Date.now(), kind: 'metrics', message: 'One more step' }], {});
      });
      await count(`${(10_000 + round).toLocaleString('en')} events`);
    }
  });
} finally {
  await browser.close();
}
