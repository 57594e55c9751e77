// The results of two runs of 50,000 examples in a real workbench: from the key that opens them to the first rows, and how
// long the tasks of the page take while it is scrolled and filtered.
import { rm } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Frame } from 'playwright-core';
import { VSIX } from '../../scripts/vsix.ts';
import { launchBrowser } from '../support/chromium.ts';
import { folderWith, pngUrl } from '../support/fixtures.ts';
import { trainingFile } from '../support/lines.ts';
import { startServer } from '../support/server.ts';
import { visibleWebview } from '../support/webview.ts';
import { Workbench } from '../support/workbench.ts';
import { answersOf } from './manyAnswers.ts';
import { reportTimes, reportValue } from './measure.ts';

const EXAMPLES = 50_000;
const ROUNDS = 5;
const FRAMES = 300;
/** Until a workbench that was just used does nothing more. */
const REST_MS = 3000;

declare global {
  interface Window {
    /** Milliseconds since 1970 when the first rows stood in the page. */
    rowsAt?: number;
    /** Durations of tasks over 50 ms, in ms. */
    longTasks?: number[];
  }
}

const runInfo = (model: string) =>
  JSON.stringify({
    ...{ version: 1, name: model, model, provider: 'openai', arm: 'normal', parameters: {}, toolVersion: '0' },
    test: { path: '../../test.jsonl', sha256: 'unknown', examples: EXAMPLES },
    started: '2026-01-01T00:00:00.000Z',
  });

/** Chooses the runs in the picker, which are read while it is open. */
async function open(workbench: Workbench): Promise<{ page: Frame; ms: number }> {
  await workbench.run('Vision Fine-Tuning: Show Results');
  await workbench.page.locator('.quick-input-widget:visible input[placeholder^="Runs to compare"]').waitFor();
  await sleep(REST_MS);
  return shown(workbench, () => workbench.page.keyboard.press('Enter'));
}

/** Chooses a run of the tree in a window that has read nothing yet but what the tree says. */
async function openFromTree(workbench: Workbench): Promise<number> {
  await workbench.run('Vision Fine-Tuning: Focus on Runs View');
  const row = workbench.page.locator('.pane-body .monaco-list-row', { hasText: /^tuned\d/ });
  await row.waitFor();
  await sleep(REST_MS);
  return (await shown(workbench, () => row.click())).ms;
}

async function shown(workbench: Workbench, choose: () => Promise<void>): Promise<{ page: Frame; ms: number }> {
  const pressed = Date.now();
  await choose();
  const page = await visibleWebview(workbench.page, '[role=grid] [role=row] [role=gridcell]');
  const at = await page.evaluate(() => window.rowsAt);
  return { page, ms: (at ?? NaN) - pressed };
}

async function watchRows(workbench: Workbench): Promise<void> {
  await workbench.page.context().addInitScript(() => {
    // by a timer: the webview host fills a frame with document.open(), which drops observers
    const timer = setInterval(() => {
      if (!document.querySelector('[role=grid] .row [role=gridcell]:nth-child(3)')?.textContent) return;
      clearInterval(timer);
      window.rowsAt = performance.timeOrigin + performance.now();
    }, 2);
  });
}

/** Tasks over 50 ms of a page while it is used, and how many frames it drew. */
async function longTasks(page: Frame, use: () => Promise<number>): Promise<string> {
  await page.evaluate(() => {
    const found: number[] = (window.longTasks = []);
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) found.push(duration);
    }).observe({ type: 'longtask' });
  });
  const frames = await use();
  await sleep(500);
  const found = (await page.evaluate(() => window.longTasks)) ?? [];
  const longest = found.length === 0 ? 'none over 50 ms' : `longest ${Math.max(...found).toFixed(0)} ms`;
  return `${found.length} of ${frames} frames over 50 ms, ${longest}`;
}

const folder = await folderWith({
  'test.jsonl': trainingFile(12, await pngUrl(8, 8)),
  'runs/tuned/run.json': runInfo('tuned'),
  'runs/tuned/predictions.jsonl': answersOf(0, EXAMPLES),
  'runs/base/run.json': runInfo('base'),
  'runs/base/predictions.jsonl': answersOf(1, EXAMPLES),
});
const browser = await launchBrowser(console.error);
const server = await startServer({ vsix: VSIX, say: console.error });
try {
  const workbench = await Workbench.open(browser, server, { folder });
  await watchRows(workbench);
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const { ms, page } = await open(workbench);
    if (round > 0) times.push(ms);
    else reportValue('results of 50,000 examples, the first time', `${ms.toFixed(0)} ms`);
    if (round < ROUNDS) {
      await workbench.run('View: Close Editor');
      continue;
    }
    reportTimes('the same again', times, 'under 500');
    const scrolled = await longTasks(page, () =>
      page.evaluate(async (frames) => {
        const scroller = document.querySelector('main');
        if (!scroller) throw new Error('There is no page.');
        const end = scroller.scrollHeight - scroller.clientHeight;
        for (let frame = 0; frame <= frames; frame++) {
          scroller.scrollTop = (end * frame) / frames;
          await new Promise(requestAnimationFrame);
        }
        return frames;
      }, FRAMES),
    );
    reportValue('  scrolling from end to end', scrolled, '99 % under 50, none over 100');
    const filtered = await longTasks(page, async () => {
      await page.locator('main').evaluate((main) => {
        main.scrollTop = 0;
      });
      for (const name of [/^Only tuned right/, /^Both wrong/, /^All/]) await page.getByRole('button', { name }).click();
      await page.getByRole('textbox').first().pressSequentially('other answer 7', { delay: 60 });
      return 120;
    });
    reportValue('  choosing three filters and typing a text', filtered, '99 % under 50, none over 100');
  }
  reportValue(
    'load of the machine',
    loadavg()
      .map((load) => load.toFixed(1))
      .join(' '),
  );
  await workbench.run('View: Close All Editors');
  await workbench.close();
  const other = await Workbench.open(browser, server, { folder });
  await watchRows(other);
  reportValue('the same from the view of runs, not read before', `${(await openFromTree(other)).toFixed(0)} ms`);
  await other.close();
} finally {
  await server.stop();
  await browser.close();
  await rm(folder, { recursive: true, force: true });
}
