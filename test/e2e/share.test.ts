import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { answerFileDialog } from '../support/fileDialog.ts';
import { pngUrl } from '../support/fixtures.ts';
import { chatLine } from '../support/lines.ts';
import { until } from '../support/until.ts';
import { visibleWebview } from '../support/webview.ts';
import type { Workbench } from '../support/workbench.ts';
import { workbenchWith } from './session.ts';

const EXAMPLES = 12;
const lines = (of: (id: number) => object) =>
  Array.from({ length: EXAMPLES }, (_, id) => `${JSON.stringify(of(id))}\n`).join('');
/** As the cookbook writes them: nothing but an id, the answer and the reference, in the order of arrival. */
const results = (right: (id: number) => boolean) =>
  lines((at) => {
    const id = EXAMPLES - 1 - at;
    const actual_answer = id % 2 ? 'Yes' : `Title ${id}`;
    return { example_id: id, predicted_answer: right(id) ? actual_answer : 'DK Travel', actual_answer };
  });
const similarity = (right: (id: number) => boolean) =>
  lines((id) => ({
    example_id: id,
    rating: right(id) ? 'Very Similar' : 'Incorrect',
    type: id % 2 ? 'Closed' : 'Open',
  }));

describe('result files and what is made of them', function () {
  this.timeout(180_000);
  let workbench: Workbench;
  let folder: string;

  before(async () => {
    const picture = await pngUrl(60, 40);
    const question = (id: number) => `Question [${id}]: ${id % 2 ? 'Is it a book?' : 'What is the title?'}`;
    const tuned = (id: number) => id !== 3;
    const base = (id: number) => id > 9;
    ({ workbench, folder } = await workbenchWith({
      'ocr-vqa-ft-results.jsonl': results(tuned),
      'ocr-vqa-ft-similarity.jsonl': similarity(tuned),
      'ocr-vqa-4o-results.jsonl': results(base),
      'ocr-vqa-4o-similarity.jsonl': similarity(base),
      // the references are in the results alone
      'ocr-vqa-test.jsonl': Array.from({ length: EXAMPLES }, (_, id) => {
        const { messages } = JSON.parse(chatLine(question(id), '', picture)) as { messages: unknown[] };
        return `${JSON.stringify({ messages: messages.slice(0, -1) })}\n`;
      }).join(''),
    }));
  });
  after(() => workbench.close());

  const explorerFile = (name: string) =>
    workbench.page.locator('.explorer-folders-view .monaco-list-row', { hasText: name });
  const step = (at: string) =>
    workbench.page.locator('.quick-input-title', { hasText: `Export Results (${at})` }).waitFor();
  const exportAs = async (format: string, file: string, pictures?: string) => {
    const page = await visibleWebview(workbench.page, '.examples');
    await page.getByRole('button', { name: 'Export' }).first().click();
    await step('1/2');
    await workbench.pick(format);
    if (pictures !== undefined) {
      await step('2/2');
      await workbench.pick(pictures);
    }
    await answerFileDialog(workbench, 'report', join(folder, file));
    const written = () => readFile(join(folder, file), 'utf8').catch(() => '');
    await until(async () => (await written()) !== '', 60_000);
    return written();
  };

  it('chosen together in the explorer are compared, with questions and pictures of the test file beside them', async () => {
    // with the key no file is opened, to which the explorer would turn in place of the choice
    for (const name of ['ocr-vqa-4o-results.jsonl', 'ocr-vqa-ft-results.jsonl'])
      await explorerFile(name).click({ modifiers: ['Control'] });
    await until(
      async () => (await workbench.page.locator('.explorer-folders-view .monaco-list-row.selected').count()) === 2,
    );
    await explorerFile('ocr-vqa-ft-results.jsonl').click({ button: 'right' });
    await workbench.choose('Open Result Files as Runs');
    await workbench.tab('Results: ocr-vqa-test.jsonl').waitFor({ timeout: 60_000 });
    const page = await visibleWebview(workbench.page, '.examples .row');
    await page
      .getByText(/^ocr-vqa-ft is better than ocr-vqa-4o: \+75\.0 points/)
      .first()
      .waitFor();
    await page.getByText('Is it a book?').first().waitFor();
    await page.locator('.examples .row img').first().waitFor();
    assert.equal(await page.getByRole('grid', { name: '12 examples' }).count(), 1);
  });

  it('are exported as a page with pictures, whose size is said before, and as a table', async () => {
    const page = await exportAs('HTML', 'shared.html', 'With pictures');
    assert.match(page, /<h1[^>]*>ocr-vqa-ft is better than ocr-vqa-4o/);
    assert.match(page, /data:image\/webp/);
    const table = await exportAs('CSV', 'shared.csv');
    assert.equal(table.trim().split('\r\n').length, EXAMPLES + 1);
    assert.match(table, /\r\n0,What is the title\?,Title 0,/);
  });

  it('without their test file are shown all the same, and it is said what is missing', async () => {
    await workbench.run('View: Close All Editors');
    const alone = await workbenchWith({ 'mine-results.jsonl': results(() => true) });
    try {
      await alone.workbench.openPage('mine-results.jsonl');
      await alone.workbench.page.locator('.editor-actions [aria-label^="Open Result Files as Runs"]').first().click();
      await alone.workbench.pick('No test file');
      const page = await visibleWebview(alone.workbench.page, '.examples .row');
      await page.getByText('Without the test file there are no pictures, and examples do not open').waitFor();
      await page
        .getByText(/^mine is right in 100\.0 %/)
        .first()
        .waitFor();
    } finally {
      await alone.workbench.close();
    }
  });
});
