import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { completion, startFaultServer, type FaultServer } from '../support/faultServer.ts';
import { pngUrl } from '../support/fixtures.ts';
import { trainingFile } from '../support/lines.ts';
import { until } from '../support/until.ts';
import type { Workbench } from '../support/workbench.ts';
import { workbenchWith } from './session.ts';

const MODELS = { object: 'list', data: [{ id: 'small' }, { id: 'ft:small:books:1' }] };
const RATING = JSON.stringify({ example_id: 0, rating: 'Mostly Similar', type: 'Open' });

describe('evaluating a model of any server', function () {
  this.timeout(180_000);
  let workbench: Workbench;
  let folder: string;
  let server: FaultServer;

  before(async () => {
    server = await startFaultServer(({ path, text }) => {
      if (path.endsWith('/models')) return MODELS;
      return completion(text.includes('"response_format"') ? RATING : 'Yes');
    });
    const settings = JSON.stringify({ 'visionFineTuning.baseUrl': server.baseURL });
    const lines = trainingFile(12, await pngUrl(8, 8));
    ({ workbench, folder } = await workbenchWith({ 'test.jsonl': lines, '.vscode/settings.json': settings }));
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });

  it('asks for parameters, control, budget and price, and says what leaves the machine before it does', async () => {
    await workbench.setKey('no-key-of-anybody');
    await workbench.openPage('test.jsonl');
    await workbench.run('Vision Fine-Tuning: Evaluate a Model');
    await workbench.pick('OpenAI');
    await workbench.pick('ft:small:books:1');
    await workbench.page.keyboard.press('Enter');
    const asked = async (text: RegExp, answer: string) => {
      await workbench.page.locator('.quick-input-widget:visible').getByText(text).first().waitFor();
      await workbench.answer(answer);
    };
    await asked(/Temperature/, '0');
    await asked(/The most tokens/, '16');
    await workbench.pick('Blank images');
    await workbench.pick('One by one, now');
    await asked(/Budget in USD/, '5');
    await asked(/USD for a million tokens/, '2.5 10');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText(/12 examples, 12 images, .*, about [\d,]+ tokens leave this machine/).waitFor();
    await dialog.getByText(/costs about \$\d+\.\d\d \(estimate\)/).waitFor();
    await dialog.getByText('Each model costs at most $5.00.').waitFor();
    const questions = () => server.requests.filter(({ path }) => path.endsWith('/chat/completions'));
    assert.equal(questions().length, 0);
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    await workbench.tab('Results: test.jsonl').waitFor({ timeout: 60_000 });
    // the results are open from the first answer on
    await until(() => questions().length === 12, 60_000);
    const { temperature, max_tokens } = questions()[0]?.json as Record<string, unknown>;
    assert.deepEqual([temperature, max_tokens], [0, 16]);
    const run = join(folder, 'runs/test-ft-small-books-1-blank-t0-max16');
    const infoNow = async () => JSON.parse(await readFile(join(run, 'run.json'), 'utf8')) as Record<string, unknown>;
    await until(async () => (await infoNow())['finished'] !== undefined, 60_000);
    const info = await infoNow();
    assert.deepEqual(info['counts'], { answered: 12, errors: 0 });
    assert.equal((await readFile(join(run, 'predictions.jsonl'), 'utf8')).trim().split('\n').length, 12);
  });

  it('asks whose model rates a run', async () => {
    const { length } = server.requests;
    await workbench.run('Vision Fine-Tuning: Judge a Run');
    await workbench.pick('small books, blank images');
    await workbench.pick('OpenAI');
    await workbench.pick('small');
    await workbench.page.locator('.quick-input-widget:visible', { hasText: '(5/5)' }).waitFor();
    await workbench.answer('1');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText('12 answers with their references leave this machine.').waitFor();
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    const ratings = () =>
      readFile(join(folder, 'runs/test-ft-small-books-1-blank-t0-max16/judgements.jsonl'), 'utf8').catch(() => '');
    await until(async () => (await ratings()).trim().split('\n').length === 12, 60_000);
    assert.match(await ratings(), /"rating":"Mostly Similar"/);
    assert.ok(server.requests.length >= length + 12);
  });
});
