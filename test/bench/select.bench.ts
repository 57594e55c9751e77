// In the Dataset page alone, with a host that answers at once: from the key to the decoded image of the next example.
import { launchBrowser } from '../support/chromium.ts';
import { openPage } from '../support/pages/harness.ts';
import { reportTimes } from './measure.ts';

const ROUNDS = 21;
const browser = await launchBrowser(console.error);
try {
  const { page } = await openPage(browser, { page: 'dataset', scenario: 'small' });
  await page.locator('.picture img').waitFor();
  const times = await page.evaluate(async (rounds) => {
    const found: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const before = document.querySelector('h1')?.textContent;
      const row = document.querySelector<HTMLElement>('[role=option][aria-selected=true]');
      const start = performance.now();
      row?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
      const ready = () =>
        document.querySelector('h1')?.textContent !== before &&
        document.querySelector<HTMLImageElement>('.picture img')?.complete;
      while (!ready()) await new Promise(requestAnimationFrame);
      found.push(performance.now() - start);
    }
    return found;
  }, ROUNDS);
  reportTimes('select the next example in the page alone', times, 'at most 100');
} finally {
  await browser.close();
}
