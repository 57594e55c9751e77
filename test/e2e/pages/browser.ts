import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RESULTS } from '../../support/paths.ts';
import { sharedBrowser } from '../session.ts';

/** What the tests of pages share, which need a browser and no workbench: mocha loads this file first. */
export const mochaHooks = {
  async afterEach(this: Mocha.Context) {
    const { currentTest } = this;
    // one that is tried again has no state
    if (!currentTest || currentTest.state === 'passed' || currentTest.isPending()) return;
    const folder = join(RESULTS, 'pages');
    await mkdir(folder, { recursive: true });
    const name = join(folder, currentTest.fullTitle().replace(/\W+/g, '-').slice(0, 80));
    const pages = (await sharedBrowser()).contexts().flatMap((context) => context.pages());
    for (const [index, page] of pages.entries())
      await page.screenshot({ path: `${name}-${index + 1}.png` }).catch(() => undefined);
  },
  async afterAll() {
    await (await sharedBrowser()).close();
  },
};
