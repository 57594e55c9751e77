// The results page with 50,000 examples of two runs in plain Chromium: how long the tasks of its
// main thread take while it is scrolled from end to end. The made-up host shares that thread, so filters are not timed here.
import { loadavg } from 'node:os';
import { launchBrowser } from '../support/chromium.ts';
import { openPage } from '../support/pages/harness.ts';
import { reportValue } from './measure.ts';
import { TASKS, tasksOf, tasksText } from './pageTasks.ts';

const FRAMES = 600;

const browser = await launchBrowser(console.error);
try {
  const { page } = await openPage(browser, { page: 'results', scenario: 'many' });
  await page.getByRole('grid', { name: '50,000 examples' }).waitFor();
  await browser.startTracing(page, { categories: TASKS });
  await page.evaluate(async (frames) => {
    const scroller = document.querySelector('main');
    if (!scroller) throw new Error('There is no page.');
    const end = scroller.scrollHeight - scroller.clientHeight;
    for (let frame = 0; frame <= frames; frame++) {
      scroller.scrollTop = (end * frame) / frames;
      await new Promise(requestAnimationFrame);
    }
  }, FRAMES);
  const trace = await browser.stopTracing();
  const what = `scrolling 50,000 examples from end to end in ${FRAMES} frames`;
  reportValue(what, tasksText(tasksOf(trace)), '99 % under 50, none over 100');
  reportValue('  the same on the processor alone', tasksText(tasksOf(trace, 'tdur')));
  reportValue(
    'load of the machine',
    loadavg()
      .map((load) => load.toFixed(1))
      .join(' '),
  );
} finally {
  await browser.close();
}
