import { copyFile, mkdir, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { VSIX } from '../../scripts/vsix.ts';
import { launchBrowser } from '../support/chromium.ts';
import { folderWith } from '../support/fixtures.ts';
import { RESULTS } from '../support/paths.ts';
import { startServer, type Server } from '../support/server.ts';
import { Workbench } from '../support/workbench.ts';

let started: Promise<{ server: Server; browser: Browser }> | undefined;
let launched: Promise<Browser> | undefined;
const folders: string[] = [];
const left: Page[] = [];

/** The one server, with the packed extension installed, and the one browser that all tests of this layer share. */
export function session(): Promise<{ server: Server; browser: Browser }> {
  return (started ??= start());
}

/** The browser alone, for tests that need no workbench. */
export function sharedBrowser(): Promise<Browser> {
  return (launched ??= launchBrowser(console.error));
}

/** A workbench on a new folder with these files. Whoever opens it closes it. */
export async function workbenchWith(
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<{ workbench: Workbench; folder: string }> {
  const { browser, server } = await session();
  const folder = await folderWith(files);
  folders.push(folder);
  return { workbench: await Workbench.open(browser, server, { folder, left }), folder };
}

async function start(): Promise<{ server: Server; browser: Browser }> {
  if (!existsSync(VSIX)) throw new Error(`${VSIX} is not there: run \`npm run package\` first.`);
  const [server, browser] = await Promise.all([startServer({ vsix: VSIX, say: console.error }), sharedBrowser()]);
  return { server, browser };
}

/** What every test shares: mocha loads this file first. */
export const mochaHooks = {
  // Installing and starting is not the first test's time.
  async beforeAll(this: Mocha.Context) {
    this.timeout(240_000);
    // a whole run has cleared it, and others may write into it meanwhile
    if (process.env['TEST_TALLY'] === undefined) await rm(join(RESULTS, 'e2e'), { recursive: true, force: true });
    await session();
  },
  async afterEach(this: Mocha.Context) {
    const { currentTest } = this;
    // one that is tried again has no state
    if (!currentTest || currentTest.state === 'passed' || currentTest.isPending()) return;
    const { browser, server } = await session();
    const name = join(RESULTS, 'e2e', currentTest.fullTitle().replace(/\W+/g, '-').slice(0, 80));
    await mkdir(join(RESULTS, 'e2e'), { recursive: true });
    await copyFile(server.log, `${name}.log`);
    const pages = browser
      .contexts()
      .flatMap((context) => context.pages())
      .filter((page) => !left.includes(page));
    for (const [index, page] of pages.entries())
      await page.screenshot({ path: `${name}-${index + 1}.png` }).catch(() => undefined);
  },
  async afterAll() {
    if (!started) return;
    const { server, browser } = await started;
    await browser.close();
    await server.stop();
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  },
};
