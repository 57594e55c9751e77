import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { COLOURS, colourLines, disc, user } from '../support/baselineFixture.ts';
import { completion, startFaultServer, type FaultServer } from '../support/faultServer.ts';
import { OpenDataset } from '../support/openDataset.ts';
import { until } from '../support/until.ts';
import { visibleWebview } from '../support/webview.ts';
import type { Workbench } from '../support/workbench.ts';
import { workbenchWith } from './session.ts';

/** A test file whose answers stand beside it, and a training file in which one label contradicts another. */
async function project(): Promise<Record<string, string>> {
  const asked = await Promise.all(
    COLOURS.map(async (colour, at) =>
      JSON.stringify({ messages: [user(`Question [${at}]: Which colour is it?`, await disc(colour, 17))] }),
    ),
  );
  const answers = COLOURS.map((answer, at) => JSON.stringify({ example_id: at, answer }));
  const train = await colourLines([12, 16]);
  const label = { role: 'assistant', content: 'crimson' };
  const conflict = [{ role: 'system', content: 'Look.' }, user('Which colour is it?', await disc('red', 16)), label];
  return {
    'test.jsonl': `${asked.join('\n')}\n`,
    'test.answers.jsonl': `${answers.join('\n')}\n`,
    'train.jsonl': `${[...train, JSON.stringify({ messages: conflict })].join('\n')}\n`,
    '.vscode/settings.json': '{}',
  };
}

describe('one example and the models', function () {
  this.timeout(180_000);
  let workbench: Workbench;
  let folder: string;
  let server: FaultServer;
  let asWritten: string;

  before(async () => {
    server = await startFaultServer(({ path }) =>
      path.endsWith('/models') ? { object: 'list', data: [{ id: 'small' }] } : completion('scarlet'),
    );
    ({ workbench, folder } = await workbenchWith(await project()));
    asWritten = await readFile(join(folder, 'test.jsonl'), 'utf8');
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });

  const picker = (text: string) => workbench.page.locator('.quick-input-widget:visible', { hasText: text }).waitFor();
  const answers = async () =>
    (await visibleWebview(workbench.page, '.message')).getByRole('region', { name: 'Asked models' });
  const questions = () => server.requests.filter(({ path }) => path.endsWith('/chat/completions'));

  it('the embedded baseline is asked about it without any account, and nothing is sent', async () => {
    await OpenDataset.open(workbench, 'test.jsonl');
    await workbench.run('Vision Fine-Tuning: Ask a Model About This Example');
    await picker('(1/2)');
    await workbench.pick('Baseline');
    await picker('(2/2)');
    await workbench.pick('nearest-neighbour');
    const row = (await answers()).getByRole('row').filter({ hasText: 'nearest-neighbour' });
    // a base model has learnt nothing yet
    await row.getByText('empty answer').waitFor();
    await row.getByRole('img', { name: 'wrong' }).waitFor();
    assert.equal(server.requests.length, 0);
  });

  it('is asked about from the menu of the editor too', async () => {
    await workbench.page.locator('.editor-actions [aria-label^="More Actions"]:visible').first().click();
    await workbench.choose('Ask a Model About This Example');
    await picker('(1/2)');
    await workbench.page.keyboard.press('Escape');
    await workbench.page.locator('.editor-actions [aria-label^="More Actions"]:visible').first().click();
    await workbench.choose('Evaluate a Model');
    await picker('(1/');
    await workbench.page.keyboard.press('Escape');
  });

  it('any other model is asked once it was said what leaves, and again without a question', async () => {
    const settings = JSON.stringify({ 'visionFineTuning.baseUrl': server.baseURL });
    await writeFile(join(folder, '.vscode/settings.json'), settings);
    await workbench.setKey('no-key-of-anybody');
    await OpenDataset.open(workbench, 'test.jsonl');
    await workbench.run('Vision Fine-Tuning: Ask a Model About This Example');
    await picker('(1/2)');
    await workbench.pick('OpenAI');
    await picker('(2/2)');
    await workbench.pick('small');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText(/its messages and images, without its reference answer.*1 images/).waitFor();
    assert.equal(questions().length, 0);
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    const row = (await answers()).getByRole('row').filter({ hasText: 'small' });
    await row.locator('ins', { hasText: 'scarlet' }).waitFor();
    await row
      .getByText(/ms|s ·/)
      .first()
      .waitFor();
    const page = await visibleWebview(workbench.page, '.message');
    await page.getByRole('button', { name: 'Ask Again' }).click();
    await until(() => questions().length === 2);
    assert.ok(questions().every(({ text }) => !text.includes('"red"')));
    assert.equal(await readFile(join(folder, 'test.jsonl'), 'utf8'), asWritten);
  });

  it('is added to the training file with its answer, undoable, and taken out of the test on demand', async () => {
    await workbench.run('Vision Fine-Tuning: Add Example to Training File');
    await workbench.page
      .locator('.quick-input-widget:visible input[placeholder^="Which file was trained on"]')
      .waitFor();
    await workbench.pick('train.jsonl');
    await workbench.page.locator('.tab.active.dirty', { hasText: 'train.jsonl' }).waitFor();
    const train = await OpenDataset.visible(workbench);
    await train.heading('Example 12 of 12').waitFor();
    await train.page.locator('[data-path="/messages/1/content"]', { hasText: 'red' }).waitFor();
    // toasts hide themselves
    await workbench.run('Notifications: Show Notifications');
    const warning = workbench.page.locator('.notifications-center .notification-list-item', {
      hasText: 'no longer tested by it',
    });
    await warning.hover();
    await warning.getByText('Exclude from Test', { exact: true }).click();
    await workbench.page.locator('.tab.active.dirty', { hasText: 'test.jsonl' }).waitFor();
    const test = await OpenDataset.visible(workbench);
    await test.heading(`of ${COLOURS.length - 1}`).waitFor();
    await workbench.page.keyboard.press('Control+z');
    await test.heading(`of ${COLOURS.length}`).waitFor();
  });

  it('gets an answer as its label where the label stands in a file of answers', async () => {
    const page = await visibleWebview(workbench.page, '.message');
    await page.getByRole('option').first().click();
    await page.getByRole('button', { name: 'Use "scarlet" as the label' }).click();
    await workbench.page.locator('.tab.active.dirty', { hasText: 'test.answers.jsonl' }).waitFor();
    await workbench.page.locator('.view-line', { hasText: '{"example_id":0,"answer":"scarlet"}' }).waitFor();
  });

  it('labels that contradict each other are found in a whole file and listed', async () => {
    const train = await OpenDataset.open(workbench, 'train.jsonl');
    await workbench.run('Vision Fine-Tuning: Find Inconsistent Labels');
    const conflict = train.page.getByRole('treeitem', { name: /Line \d+ asks the same about the same image/ });
    await conflict.waitFor();
    await train.page.getByRole('treeitem', { name: /conflicting-answers/ }).waitFor();
  });
});
