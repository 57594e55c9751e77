import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { completion, startFaultServer, type FaultServer, type SeenRequest } from '../support/faultServer.ts';
import { pngUrl } from '../support/fixtures.ts';
import { trainingFile } from '../support/lines.ts';
import { runFiles } from '../support/runFiles.ts';
import { until } from '../support/until.ts';
import { visibleWebview } from '../support/webview.ts';
import type { Workbench } from '../support/workbench.ts';
import { workbenchWith } from './session.ts';

const COUNT = 6;
const MODELS = { object: 'list', data: [{ id: 'strict-judge' }] };
const OWN_PROMPT = 'Judge as a librarian would.';

const answersOf = (answer: string) =>
  Array.from({ length: COUNT }, (_, example_id) => ({
    example_id,
    predicted_answer: answer,
    actual_answer: 'Yes',
  }));

const messagesOf = ({ json }: SeenRequest) => (json as { messages: { content: string }[] }).messages;

describe('judging a run', function () {
  this.timeout(180_000);
  let workbench: Workbench;
  let folder: string;
  let server: FaultServer;

  before(async () => {
    server = await startFaultServer(({ path, text }) => {
      if (path.endsWith('/models')) return MODELS;
      const said = text.includes('first_answer')
        ? { winner: 'first' }
        : { example_id: 0, rating: 'Mostly Similar', type: 'Open' };
      return completion(JSON.stringify(said));
    });
    ({ workbench, folder } = await workbenchWith({
      'test.jsonl': trainingFile(COUNT, await pngUrl(8, 8)),
      'books.recipe.json': JSON.stringify({
        source: { path: 'rows.csv' },
        sample: { test: COUNT },
        prompt: {},
        output: { test: 'test.jsonl' },
        evaluate: { judge: { prompt: 'judge.md' } },
      }),
      'judge.md': `${OWN_PROMPT}\n`,
      '.vscode/settings.json': JSON.stringify({ 'visionFineTuning.baseUrl': server.baseURL }),
      ...runFiles('runs/tuned', answersOf('Yes'), { model: 'ft:tuned', started: '2026-02-01T00:00:00.000Z' }),
      ...runFiles('runs/base', answersOf('It is'), { model: 'base' }),
    }));
    await workbench.setKey('no-key-of-anybody');
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });

  const step = (number: number) =>
    workbench.page.locator('.quick-input-widget:visible', { hasText: `(${number}/5)` }).waitFor();
  const judgeTuned = async (way: string) => {
    await workbench.run('Vision Fine-Tuning: Judge a Run');
    await step(1);
    await workbench.pick('tuned');
    await step(2);
    await workbench.pick(way);
    await step(3);
    await workbench.pick('OpenAI');
    await step(4);
    await workbench.pick('strict-judge');
  };
  const send = async (detail: string) => {
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText(detail).waitFor();
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  };
  const lines = async (name: string) => {
    const text = await readFile(join(folder, 'runs/tuned', name), 'utf8').catch(() => '');
    return text.split('\n').filter(Boolean);
  };
  const questions = () => server.requests.filter(({ path }) => path.endsWith('/chat/completions'));

  it('is told the prompt of the recipe, and rates each answer as often as asked', async () => {
    await judgeTuned('By its references');
    await step(5);
    await workbench.answer('2');
    await send(`${2 * COUNT} answers with their references leave this machine.`);
    await until(async () => (await lines('repeats.jsonl')).length === COUNT, 60_000);
    assert.equal((await lines('judgements.jsonl')).length, COUNT);
    assert.equal(questions().length, 2 * COUNT);
    for (const request of questions()) assert.equal(messagesOf(request)[0]?.content, OWN_PROMPT);
    const page = await visibleWebview(workbench.page);
    await page.getByText(/Rated by strict-judge with the prompt [0-9a-f]{12}/).waitFor();
    await page.getByText(/rated up to 2 times, 6 of 6 the same each time/).waitFor();
  });

  let results: Frame;

  it('compares two runs in both orders, and says what the order alone changed', async () => {
    const { length } = questions();
    await judgeTuned('Against base');
    await send(`${2 * COUNT} requests with both answers and the reference leave this machine.`);
    results = await visibleWebview(workbench.page, 'table[aria-label="tuned against base"]', 60_000);
    assert.equal(questions().length - length, 2 * COUNT);
    const table = results.getByRole('table', { name: 'tuned against base' });
    // a judge that always takes the first is no judge: all are ties
    await table.getByRole('row', { name: /strict-judge 6 0 6 0/ }).waitFor();
    await results
      .getByText('strict-judge: the order alone changed 6, 6 for the first answer, 0 for the second')
      .waitFor();
  });

  it('keeps one’s own ratings, given by keys in the results and under the example', async () => {
    await results.locator('.examples .row').first().focus();
    await workbench.page.keyboard.press('2');
    await results.locator('.examples .row').first().locator('.tag.own', { hasText: 'Mostly Similar' }).waitFor();
    await results.getByRole('table', { name: 'Your ratings of tuned by those of the judge' }).waitFor();
    await workbench.page.keyboard.press('Enter');
    await workbench.tab('test.jsonl').waitFor();
    let editor: Frame | undefined;
    await until(async () => {
      editor = await visibleWebview(workbench.page);
      return (await editor.locator('.rate').count()) > 0;
    }, 60_000);
    const bar = editor?.getByRole('toolbar', { name: 'Your rating of tuned' });
    await bar?.getByRole('button', { name: '2: Mostly Similar', pressed: true }).waitFor();
    await bar?.getByRole('button', { name: '4: Incorrect' }).click();
    await bar?.getByRole('button', { name: '4: Incorrect', pressed: true }).waitFor();
    assert.deepEqual(
      (await lines('ratings.jsonl')).map((line) => JSON.parse(line) as unknown),
      [
        { example_id: 0, rating: 'Mostly Similar' },
        { example_id: 0, rating: 'Incorrect' },
      ],
    );
  });
});
