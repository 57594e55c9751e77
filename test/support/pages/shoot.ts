/** `node test/support/pages/shoot.ts FOLDER [page] [pictures...]`: the pages in all themes and states, to be looked at. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launchBrowser } from '../chromium.ts';
import { THEME_NAMES } from '../themes.ts';
import { openPage, type OpenOptions, type PageName } from './harness.ts';

const [folder = 'test-results/pages', only, ...files] = process.argv.slice(2);
const shots: Record<PageName, OpenOptions[]> = {
  dataset: [
    ...THEME_NAMES.map((theme) => ({ page: 'dataset' as const, scenario: 'small', theme })),
    ...['huge', 'broken', 'reading', 'empty', 'failure', 'read-only'].map((scenario) => ({
      page: 'dataset' as const,
      scenario,
    })),
    { page: 'dataset', scenario: 'small', width: 560, height: 800 },
  ],
  results: [
    ...THEME_NAMES.map((theme) => ({ page: 'results' as const, scenario: 'two', theme })),
    ...['one', 'six'].map((scenario) => ({ page: 'results' as const, scenario })),
    { page: 'results', scenario: 'two', width: 640, height: 900 },
  ],
  job: [
    ...THEME_NAMES.map((theme) => ({ page: 'job' as const, scenario: 'running', theme })),
    ...['created', 'failed', 'succeeded', 'unknown-lines', 'many', 'accuracy'].map((scenario) => ({
      page: 'job' as const,
      scenario,
    })),
    ...THEME_NAMES.map((theme) => ({ page: 'job' as const, scenario: 'running', theme, width: 480, height: 1500 })),
  ],
};

await mkdir(folder, { recursive: true });
const pictures = await Promise.all(files.map((file) => readFile(file, 'base64')));
const browser = await launchBrowser(console.error);
for (const options of Object.values(shots).flat()) {
  if (only !== undefined && options.page !== only) continue;
  const { page, faults } = await openPage(browser, pictures.length > 0 ? { ...options, pictures } : options);
  await page.waitForSelector('main');
  await page.waitForTimeout(500);
  const name = [options.page, options.scenario, options.theme?.replaceAll(' ', '-') ?? '', options.width ?? '']
    .filter(Boolean)
    .join('-');
  await page.screenshot({ path: join(folder, `${name}.png`) });
  console.log(name, faults);
  await page.close();
}
await browser.close();
