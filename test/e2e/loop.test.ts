import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { colourProject } from '../support/colours.ts';
import { axeFaults } from '../support/axe.ts';
import { imageSizes, policyViolations, visibleWebview } from '../support/webview.ts';
import type { Workbench } from '../support/workbench.ts';
import { workbenchWith } from './session.ts';

describe('from a recipe to results, by commands alone', function () {
  this.timeout(120_000);
  let workbench: Workbench;
  let folder: string;

  before(async () => {
    ({ workbench, folder } = await workbenchWith(await colourProject()));
  });
  after(() => workbench.close());

  /** Waits for a message, wherever VS Code keeps it. */
  const told = async (text: RegExp) => {
    const end = Date.now() + 60_000;
    for (;;) {
      const messages = await workbench.notifications();
      const found = messages.find((message) => text.test(message));
      if (found !== undefined) return found;
      if (Date.now() > end) throw new Error(`nothing like ${text.source} in: ${messages.join(' | ')}`);
      await workbench.page.waitForTimeout(500);
    }
  };

  it('builds the training files of a recipe', async () => {
    await workbench.run('Vision Fine-Tuning: Build Training Files');
    await workbench.pick('colours.recipe.json');
    assert.match(await told(/Built colours\.recipe\.json/), /train 40, test 20/);
    const built = await readdir(folder);
    for (const name of ['train.jsonl', 'test.jsonl', 'test.answers.jsonl']) assert.ok(built.includes(name), name);
  });

  it('says what to do when there is no key', async () => {
    await workbench.openPage('test.jsonl');
    await workbench.run('Vision Fine-Tuning: Evaluate a Model');
    await workbench.pick('OpenAI');
    await told(/There is no API key for OpenAI: run "Vision Fine-Tuning: Set API Key"/);
  });

  for (const model of ['nearest-neighbour', 'prior'])
    it(`fine-tunes ${model} with the embedded provider`, async () => {
      await workbench.openPage('train.jsonl');
      await workbench.run('Vision Fine-Tuning: Fine-Tune a Model');
      await workbench.pick('classical baselines');
      await workbench.pick(model);
      await workbench.pick('No validation file');
      await workbench.page.locator('.quick-input-widget:visible', { hasText: '4/9' }).waitFor();
      await workbench.answer('colours');
      await told(new RegExp(`ft:${model}:colours:\\w+ is ready`));
    });

  it('evaluates both and says which is better', async () => {
    await workbench.openPage('test.jsonl');
    await workbench.run('Vision Fine-Tuning: Evaluate a Model');
    await workbench.pick('Baseline');
    await workbench.pick('ft:nearest-neighbour:colours');
    await workbench.pick('ft:prior:colours');
    await workbench.page.keyboard.press('Enter');
    await workbench.tab('Results: test.jsonl').waitFor({ timeout: 60_000 });
    const page = await visibleWebview(workbench.page, 'h1');
    await page.locator('h1', { hasText: 'is better than' }).waitFor();
    await page.getByText('20 questions about 10 images').waitFor();
    await page.getByText('Rated by the offline judge').waitFor();
    await page.getByText('Colour', { exact: true }).first().waitFor();
    assert.deepEqual(await policyViolations(page), []);
    assert.deepEqual(await axeFaults(page), []);
  });

  it('opens an example from the results, its predictions under its question', async () => {
    const results = await visibleWebview(workbench.page, 'h1');
    await results.getByRole('button', { name: /Only .*nearest-neighbour.* right/ }).click();
    const row = results
      .locator('[role=row], [role=option], tbody tr')
      .filter({ hasText: 'What colour is it?' })
      .first();
    await row.click();
    const page = await visibleWebview(workbench.page, '.predictions');
    const question = page.locator('article', { hasText: 'What colour is it?' });
    await question.locator('img').waitFor();
    assert.ok((await imageSizes(page)).includes('48x36'));
    const predictions = page.getByRole('region', { name: 'Predictions' }).getByRole('row');
    const right = predictions.filter({ hasText: 'nearest-neighbour' });
    const wrong = predictions.filter({ hasText: 'prior' });
    await right.getByRole('img', { name: 'right' }).waitFor();
    await wrong.getByRole('img', { name: 'wrong' }).waitFor();
  });
});
