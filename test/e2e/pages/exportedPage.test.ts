import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { axeFaults } from '../../support/axe.ts';
import { runCli } from '../../support/cliRun.ts';
import { HOSTILE, predictionLines } from '../../support/evaluationFiles.ts';
import { folderWith, pngUrl } from '../../support/fixtures.ts';
import { chatLine } from '../../support/lines.ts';
import { sharedBrowser } from '../session.ts';

const EXAMPLES = 250;
const COLOURS = ['teal', 'crimson', 'gold'];

describe('results exported as one page', function () {
  this.timeout(60_000);
  let browser: Browser;
  let folder: string;
  let page: Page;
  let asked: string[];
  let faults: string[];

  const open = async (file: string, options: BrowserContextOptions = {}) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    [asked, faults] = [[], []];
    page = await context.newPage();
    page.on('request', (request) => asked.push(request.url()));
    page.on('pageerror', (error) => faults.push(error.message));
    // a policy that was broken is said on the console
    page.on('console', (message) => faults.push(message.text()));
    await page.goto(pathToFileURL(join(folder, file)).href);
  };
  const rows = () => page.locator('#rows tr');
  const status = () => page.getByRole('status').innerText();

  before(async () => {
    browser = await sharedBrowser();
    const pictures = await Promise.all(COLOURS.map((colour) => pngUrl(300, 200, colour)));
    const hashes = pictures.map((url) =>
      createHash('sha256')
        .update(Buffer.from(url.split(',')[1] ?? '', 'base64'))
        .digest('hex'),
    );
    const wrong = (id: number) => HOSTILE[id % HOSTILE.length] ?? '';
    const withPictures = (lines: string) =>
      lines.replaceAll(/"image":"image-(\d+)"/g, (_, id) => `"image":"${hashes[Number(id) % 3] ?? ''}"`);
    const ft = withPictures(predictionLines(EXAMPLES, { right: (id) => id % 5 > 0, wrong, failed: (id) => id === 10 }));
    const base = withPictures(predictionLines(EXAMPLES, { right: (id) => id % 2 === 0, wrong }));
    const ratings = Array.from({ length: EXAMPLES }, (_, id) =>
      JSON.stringify({ example_id: id, rating: id % 5 > 0 ? 'Very Similar' : 'Incorrect', type: 'Open' }),
    );
    const tests = Array.from({ length: EXAMPLES }, (_, id) =>
      chatLine(
        id % 2 ? 'Is it a book?' : 'What is the title?',
        id % 2 ? 'Yes' : `Title ${id}`,
        pictures[(id >> 1) % 3] ?? '',
      ),
    );
    folder = await folderWith({
      'ft-results.jsonl': ft,
      'ft-similarity.jsonl': ratings.join('\n'),
      'base-results.jsonl': base,
      'test.jsonl': `${tests.join('\n')}\n`,
      'a.recipe.json': JSON.stringify({
        questionTypes: [
          { name: '<i>Title</i>', patterns: ['title'] },
          { name: 'Closed', patterns: ['^Is it'] },
        ],
      }),
    });
    const runs = ['ft-results.jsonl', 'base-results.jsonl', '--recipe', 'a.recipe.json', '--test', 'test.jsonl'];
    const report = async (...args: string[]) => {
      const { status: ended, said } = await runCli(folder, ['report', ...runs, '--format', 'html', ...args]);
      assert.equal(ended, 0, said);
    };
    await report('--out', 'plain.html');
    await report('--out', 'pictures.html', '--images');
  });
  after(() => rm(folder, { recursive: true, force: true }));
  afterEach(async () => {
    assert.deepEqual(faults, []);
    assert.deepEqual(
      asked.filter((url) => !url.startsWith('data:')),
      asked.slice(0, 1),
      'nothing but the file itself is loaded',
    );
    await page.context().close();
  });

  it('opens from the disk with the verdict first, and loads nothing', async () => {
    await open('plain.html');
    assert.match(await page.locator('h1').innerText(), /^ft is better than base: \+\d/);
    assert.equal(await page.locator('svg[role=img]').count(), 2);
    // 200 of 250
    assert.match((await page.locator('svg').first().getAttribute('aria-label')) ?? '', /All examples: ft 80\.0/);
    assert.equal(await status(), '1 to 100 of 250 examples');
    assert.equal(await rows().count(), 100);
    assert.deepEqual(asked, [pathToFileURL(join(folder, 'plain.html')).href]);
  });

  it('shows what the data says as text, whatever it tries', async () => {
    await open('plain.html');
    await page.getByLabel('On a page').selectOption('all');
    const answers = await rows().locator('td:last-child .text').allTextContents();
    for (const text of HOSTILE) assert.ok(answers.includes(text), text);
    assert.equal(await page.locator('main img, main i, main b, [onerror], [onload], iframe').count(), 0);
    assert.match(await page.title(), /^ft is better/);
    await page.getByRole('cell', { name: '<i>Title</i>' }).first().waitFor();
  });

  it('filters by who is right, type, rating and text, and turns pages', async () => {
    await open('plain.html');
    await page.getByRole('combobox', { name: 'Strict match' }).selectOption({ label: 'Only ft right' });
    // right are odd numbers not divisible by 5
    assert.equal(await status(), '1 to 100 of 100 that pass, of 250 examples');
    assert.equal(await rows().first().locator('td').first().innerText(), '1');
    await page.getByRole('combobox', { name: 'Strict match' }).selectOption({ label: 'All' });
    await page.getByRole('combobox', { name: 'Type of question' }).selectOption({ label: '<i>Title</i>' });
    assert.equal(await status(), '1 to 100 of 125 that pass, of 250 examples');
    await page.getByRole('button', { name: 'Next' }).click();
    assert.equal(await rows().count(), 25);
    assert.ok(await page.getByRole('button', { name: 'Next' }).isDisabled());
    await page.getByRole('combobox', { name: 'Rating of ft' }).selectOption({ label: 'Incorrect' });
    assert.equal(await status(), '1 to 25 of 25 that pass, of 250 examples');
    await page.getByLabel('Find').fill('TITLE 24');
    // 240, for 24 is rated Very Similar
    assert.equal(await rows().count(), 1);
    await page.getByLabel('Find').fill('no such text');
    assert.equal(await status(), 'No example passes these filters');
  });

  it('shows small pictures that stand in the file, each once', async () => {
    await open('pictures.html');
    const images = page.locator('#rows img');
    assert.equal(await images.count(), 100);
    await page.waitForFunction(() => [...document.images].every((image) => image.complete && image.naturalWidth > 0));
    assert.ok((await images.first().boundingBox())?.width);
    const text = await readFile(join(folder, 'pictures.html'), 'utf8');
    assert.equal(text.match(/data:image\/webp/g)?.length, COLOURS.length);
  });

  for (const colorScheme of ['light', 'dark'] as const)
    it(`has no accessibility faults, ${colorScheme}`, async () => {
      await open('pictures.html', { colorScheme });
      assert.deepEqual(await axeFaults(page), []);
      await page.setViewportSize({ width: 420, height: 800 });
      assert.deepEqual(await axeFaults(page), []);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing sticks out');
    });

  it('prints what is shown in ink on paper, without the filters', async () => {
    await open('plain.html', { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    assert.equal(await page.getByLabel('Find').isVisible(), false);
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 255, 255)');
    assert.ok((await page.pdf()).length > 10_000);
  });
});
