import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseRecipe } from '../../src/build/recipe/recipe.ts';
import { colourProject } from '../support/colours.ts';
import { until } from '../support/until.ts';
import { visibleWebview } from '../support/webview.ts';
import type { Workbench } from '../support/workbench.ts';
import { workbenchWith } from './session.ts';

describe('a recipe', function () {
  this.timeout(120_000);
  let workbench: Workbench;
  let folder: string;

  before(async () => {
    const { 'colours.recipe.json': recipe, ...files } = await colourProject();
    assert.ok(typeof recipe === 'string');
    // a person's own: in lines, with a comment
    const text = `// mine\n${JSON.stringify(JSON.parse(recipe), null, 2)}\n`;
    ({ workbench, folder } = await workbenchWith({ ...files, 'colours.recipe.json': text }));
  });
  after(() => workbench.close());

  const button = (name: string) => workbench.page.locator(`.editor-actions [aria-label^="${name}"]:visible`).first();
  const read = (name: string) => readFile(join(folder, name), 'utf8');
  const cursorAt = (line: number) =>
    workbench.page.locator('.statusbar-item', { hasText: `Ln ${line}, Col` }).waitFor();

  it('is built from its title bar, and what was written is told', async () => {
    await workbench.openFile('colours.recipe.json');
    await button('Build').click();
    let told = '';
    await until(async () => {
      told = (await workbench.notifications()).find((message) => message.startsWith('Built')) ?? '';
      return told !== '';
    }, 60_000);
    assert.match(told, /^Built colours\.recipe\.json: train 40, test 20 examples; .+; [\d.,k ]+ tokens; about \$/);
    assert.equal((await read('train.jsonl')).split('\n').length, 41);
  });

  it('is rebuilt where a file was changed by hand, once the user agrees; then there is nothing to do', async () => {
    const told = (start: string) =>
      until(async () => (await workbench.notifications()).some((message) => message.includes(start)), 30_000);
    const problems = workbench.page.locator('#status\\.problems [aria-label^="Infos: 30"]');
    await problems.waitFor();
    await workbench.run('Notifications: Clear All Notifications');
    await writeFile(join(folder, 'test.jsonl'), 'edited');
    await workbench.run('Vision Fine-Tuning: Rebuild What Changed');
    await workbench.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Replace' }).click();
    await told('Built colours.recipe.json');
    assert.equal((await read('test.jsonl')).split('\n').length, 21);
    await workbench.run('Vision Fine-Tuning: Rebuild What Changed');
    await told('nothing changed since the last build');
    await problems.waitFor();
  });

  it('has pages about its last build and about the sizes of its images', async () => {
    await button('More Actions').click();
    await workbench.choose('Show Build Report');
    const report = await visibleWebview(workbench.page, 'h2');
    await report.getByRole('cell', { name: 'train.jsonl' }).waitFor();
    await report
      .getByText('No row, group or image is in two splits.')
      .or(report.getByText(/share \d+/))
      .first()
      .waitFor();
    await workbench.openFile('colours.recipe.json');
    await button('More Actions').click();
    await workbench.choose('Compare Image Sizes');
    await workbench.tab('colours.sizes.md').waitFor();
    const sizes = await visibleWebview(workbench.page, 'h1:has-text("Image sizes")');
    await sizes.getByText('← the recipe').waitFor();
    await workbench.run('View: Close All Editors');
  });

  it('is previewed beside it, anew as it is written; what cannot be built is said above the last lines', async () => {
    await workbench.openFile('colours.recipe.json');
    await button('Preview').click();
    const preview = await visibleWebview(workbench.page, '[role=option]');
    await preview.getByText('Question [0]: What colour is it?').first().waitFor();
    await workbench.run('Go to Line/Column...');
    const lines = (await read('colours.recipe.json')).split('\n');
    const line = lines.findIndex((text) => text.includes('"Question ['));
    await workbench.answer(`:${line + 1}:${(lines[line] ?? '').indexOf('Question') + 1}`);
    await cursorAt(line + 1);
    await workbench.page.keyboard.type('Typed {hint');
    await workbench.page.keyboard.type('}');
    await preview.getByRole('alert').getByText('has no column "hint"').waitFor();
    await preview.getByText('Question [0]: What colour is it?').first().waitFor();
    for (let i = 0; i < 6; i++) await workbench.page.keyboard.press('Backspace');
    await preview.getByText('Typed Question [0]: What colour is it?').first().waitFor();
    await preview.getByRole('alert').waitFor({ state: 'detached' });
    await workbench.run('File: Revert File');
    await workbench.run('View: Close All Editors in Group');
    await workbench.page.locator('.tab', { hasText: 'preview' }).waitFor();
    await workbench.run('View: Close All Editors');
  });

  it('is where an example leads back to: its source row, and its few-shot examples', async () => {
    const page = await workbench.openPage('train.jsonl');
    await page.getByRole('option').nth(2).click();
    await page.getByRole('heading', { name: 'Example 3 of 40' }).waitFor();
    await page.getByRole('button', { name: 'Use as few-shot example' }).click();
    await workbench.page.locator('.tab.active.dirty', { hasText: 'colours.recipe.json' }).waitFor();
    await workbench.run('File: Save');
    await until(async () => (await read('colours.recipe.json')).includes('fewShot'));
    const text = await read('colours.recipe.json');
    assert.ok(text.startsWith('// mine\n'));
    assert.deepEqual(parseRecipe(text, 'colours.recipe.json').fewShot, [{ row: 2 }]);

    const [row = 0] = (JSON.parse(await read('colours.build.json')) as { outputs: { lines: [number, number][] }[] })
      .outputs[0]?.lines[2] ?? [0];
    const again = await workbench.openPage('train.jsonl');
    await again.getByRole('button', { name: 'Go to source row' }).click();
    await workbench.page.locator('.tab.active', { hasText: 'rows.csv' }).waitFor();
    await cursorAt(row + 2);
  });

  it('is made from a table, its columns guessed, one question after the other with a way back', async () => {
    const { page } = workbench;
    const asks = (text: string) => page.locator(`.quick-input-widget:visible [placeholder="${text}"]`).waitFor();
    await workbench.run('Vision Fine-Tuning: New Recipe…');
    await asks('Where do the rows come from?');
    await workbench.pick('rows.csv');
    await asks('Which column holds the image?');
    await page.locator('.quick-input-widget [style*="data:image/webp"]').first().waitFor();
    await page.keyboard.press('Enter');
    await asks('Which column holds the question?');
    await page.locator('.quick-input-widget [aria-label^="Back"]').click();
    await asks('Which column holds the image?');
    for (const next of ['question', 'answer']) {
      await page.keyboard.press('Enter');
      await asks(`Which column holds the ${next}?`);
    }
    await page.keyboard.press('Enter');
    await asks('Rows that share a column never fall into different splits. Which?');
    await page.keyboard.press('Enter');
    await asks('How are the rows shared out? (30 rows)');
    await workbench.pick('80 % to train, 20 % to test');
    await asks('Which types of questions are told apart in results? (none is fine)');
    await workbench.pick('What colour is it');
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-widget:visible', { hasText: 'NAME.recipe.json' }).waitFor();
    await workbench.answer('spots');
    await workbench.tab('spots.recipe.json').waitFor();
    await workbench.tab('spots.preview.jsonl').waitFor();
    const recipe = parseRecipe(await read('spots.recipe.json'), 'spots.recipe.json');
    assert.deepEqual(recipe.source, {
      path: 'rows.csv',
      image: 'image',
      question: 'questions',
      answer: 'answers',
      explode: true,
    });
    assert.deepEqual([recipe.sample.train, recipe.sample.test], [0.8, 0.2]);
    // the other recipe's files are not written over
    assert.equal(recipe.output?.train, 'spots.train.jsonl');
  });
});
