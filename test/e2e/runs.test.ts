import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { completion, startFaultServer, type FaultServer } from '../support/faultServer.ts';
import { pngUrl } from '../support/fixtures.ts';
import { trainingFile } from '../support/lines.ts';
import { until } from '../support/until.ts';
import { visibleWebview } from '../support/webview.ts';
import type { Workbench } from '../support/workbench.ts';
import { workbenchWith } from './session.ts';

const MODELS = { object: 'list', data: [{ id: 'small' }] };
const EXAMPLES = 12;
/** Answers that come before the others are held back. */
const FIRST = 4;
const RUN = 'runs/test-small';

describe('runs in the workbench', function () {
  this.timeout(240_000);
  let workbench: Workbench;
  let folder: string;
  let server: FaultServer;
  const held = Promise.withResolvers<undefined>();

  before(async () => {
    let asked = 0;
    server = await startFaultServer(async ({ path, text }) => {
      if (path.endsWith('/models')) return MODELS;
      if (++asked > FIRST) await held.promise;
      // every second answer is right
      const number = Number(/\[(\d+)\]/.exec(text)?.[1]);
      return completion(number % 2 === 0 ? `No. ${number}` : 'I do not know');
    });
    const picture = await pngUrl(8, 8);
    ({ workbench, folder } = await workbenchWith({
      'test.jsonl': trainingFile(EXAMPLES, picture),
      'train.jsonl': trainingFile(EXAMPLES, await pngUrl(9, 9)),
      '.vscode/settings.json': JSON.stringify({
        'visionFineTuning.baseUrl': server.baseURL,
        'visionFineTuning.concurrency': 1,
      }),
    }));
    await workbench.setKey('no-key-of-anybody');
  });
  after(async () => {
    held.resolve(undefined);
    await workbench.close();
    await server.close();
  });

  const step = (title: RegExp) =>
    workbench.page.locator('.quick-input-widget:visible', { hasText: title }).waitFor({ timeout: 30_000 });
  const dialog = () => workbench.page.locator('.monaco-dialog-box');
  const send = () => dialog().getByRole('button', { name: 'Send', exact: true }).click();
  const results = (): Promise<Frame> => visibleWebview(workbench.page, '.results');
  const row = (text: string | RegExp) =>
    workbench.page.locator('.pane-body .monaco-list-row', { hasText: text }).first();
  /** What the menu of a run offers, from the palette: a menu that opens under load takes a click for its own. */
  const onRun = async (command: string, name: string) => {
    const box = workbench.page.locator('.quick-input-widget:visible');
    const label = workbench.page.locator('.label-name', { hasText: new RegExp(`^${name}$`) });
    await until(async () => {
      await workbench.run(`Vision Fine-Tuning: ${command}`);
      await box.locator('input[placeholder^="Which run"]').waitFor({ timeout: 30_000 });
      // what was done before may still take the focus somewhere, which closes the picker
      return box
        .locator('.monaco-list-row')
        .filter({ has: label })
        .first()
        .click({ timeout: 8000 })
        .then(
          () => true,
          () => false,
        );
    }, 60_000);
  };
  const infoOf = async (run: string) =>
    JSON.parse(await readFile(join(folder, run, 'run.json'), 'utf8')) as Record<string, unknown>;

  it('shows what comes from the first answer on, and says that it is provisional', async () => {
    await workbench.openPage('test.jsonl');
    await workbench.run('Vision Fine-Tuning: Evaluate a Model');
    await step(/\(1\/\d\)/);
    await workbench.pick('OpenAI');
    await step(/\(2\/\d\)/);
    await workbench.pick('small');
    await workbench.page.keyboard.press('Enter');
    await step(/\(3\/\d\)/);
    await workbench.answer('');
    await step(/\(4\/\d\)/);
    await workbench.answer('');
    await step(/\(5\/\d\)/);
    await workbench.pick('Images as they are');
    await step(/\(6\/\d\)/);
    await workbench.pick('One by one, now');
    await step(/\(7\/\d\)/);
    await workbench.answer('');
    await send();
    const page = await results();
    await page.getByText(`(provisional: after ${FIRST} of ${EXAMPLES})`, { exact: false }).waitFor({ timeout: 60_000 });
    await page.getByText(`${FIRST} of ${EXAMPLES}`).first().waitFor();
    held.resolve(undefined);
    await page.getByText('small is right in 50.0 %', { exact: false }).waitFor({ timeout: 60_000 });
    await page.getByText('provisional', { exact: false }).waitFor({ state: 'detached', timeout: 30_000 });
    assert.deepEqual((await infoOf(RUN))['counts'], { answered: EXAMPLES, errors: 0 });
  });

  it('adds a baseline without a question, and a control arm after saying what leaves', async () => {
    const page = await results();
    await page.getByRole('button', { name: 'Add prior' }).click();
    await page.locator('.models tbody tr', { hasText: 'prior' }).waitFor({ timeout: 90_000 });
    const before = server.requests.length;
    await page.getByRole('button', { name: 'Blank image' }).click();
    await dialog()
      .getByText(/12 examples, 12 images, .* leave this machine/)
      .waitFor({ timeout: 30_000 });
    assert.equal(server.requests.length, before);
    await send();
    await page
      .getByText('With blank images small is right in 50.0 %, no less than with its own')
      .waitFor({ timeout: 60_000 });
    assert.equal(await page.locator('.models tbody tr').count(), 3);
    assert.equal(await page.getByRole('button', { name: 'Blank image' }).count(), 0);
  });

  it('lists every run with what came out, by test file or by model', async () => {
    await workbench.run('Vision Fine-Tuning: Focus on Runs View');
    await row(/^small50\.0 %/).waitFor({ timeout: 30_000 });
    await row(/^small, blank images50\.0 %/).waitFor();
    await row(/^test\.jsonl3/).waitFor();
    await workbench.run('Vision Fine-Tuning: Group Runs By');
    await workbench.pick('Model');
    await row(/^small2/).waitFor({ timeout: 20_000 });
    await workbench.run('Vision Fine-Tuning: Group Runs By');
    await workbench.pick('Test file');
    await row(/^test\.jsonl3/).waitFor({ timeout: 20_000 });
  });

  it('renames a run, keeps notes on it, and shows them with its results', async () => {
    const { name } = (await infoOf(RUN)) as { name: string };
    await onRun('Rename Run', name === 'first try' ? name : 'small');
    await step(/Rename Run/);
    await workbench.answer('first try');
    await row(/^first try/).waitFor({ timeout: 20_000 });
    await onRun('Edit Notes on Run', 'first try');
    await step(/Notes on first try/);
    await workbench.answer('before the prompt was shortened');
    await until(async () => (await infoOf(RUN))['notes'] === 'before the prompt was shortened');
    assert.equal((await infoOf(RUN))['name'], 'first try');
    await row(/^first try/).click();
    const page = await results();
    await page.getByText('before the prompt was shortened', { exact: false }).waitFor({ timeout: 30_000 });
  });

  it('asks again what a run was asked, into a folder of its own', async () => {
    const before = server.requests.length;
    await onRun('Run Again', 'first try');
    await dialog().getByText('Ask small at', { exact: false }).waitFor({ timeout: 30_000 });
    await send();
    await row(/^first try 2/).waitFor({ timeout: 60_000 });
    await until(async () => (await infoOf(`${RUN}-2`))['finished'] !== undefined, 60_000);
    assert.equal(server.requests.length, before + EXAMPLES);
    const [first, second] = [await infoOf(RUN), await infoOf(`${RUN}-2`)];
    assert.deepEqual(
      [second['test'], second['parameters'], second['arm']],
      [first['test'], first['parameters'], first['arm']],
    );
  });

  it('goes on with a run that was stopped', async () => {
    const file = join(folder, `${RUN}-2`, 'predictions.jsonl');
    const lines = (await readFile(file, 'utf8')).split('\n');
    await writeFile(file, `${lines.slice(0, 5).join('\n')}\n`);
    await row(/^first try 2.*5 of 12 answered/).waitFor({ timeout: 30_000 });
    const before = server.requests.length;
    await onRun('Go On with Run', 'first try 2');
    await send();
    await row(/^first try 250\.0 %/).waitFor({ timeout: 60_000 });
    assert.equal(server.requests.length, before + 7);
  });

  it('notices that the test file has changed, and repeats nothing on it', async () => {
    await appendFile(join(folder, 'test.jsonl'), '\n');
    await row('test file changed').waitFor({ timeout: 30_000 });
    await onRun('Run Again', 'first try 2');
    const refusal = /cannot be repeated: .*test\.jsonl has changed since; put back what it was/;
    await until(async () => (await workbench.notifications()).some((message) => refusal.test(message)), 30_000);
    assert.ok(!existsSync(join(folder, `${RUN}-3`)));
    await row(/^first try 2/).click();
    const page = await results();
    await page.getByText('test.jsonl has changed since', { exact: false }).waitFor({ timeout: 30_000 });
  });

  it('deletes a run after a question', async () => {
    await onRun('Delete Run', 'first try 2');
    await dialog().getByRole('button', { name: 'Move to Trash' }).click();
    const forever = dialog().getByRole('button', { name: 'Delete Permanently' });
    // a server has no trash
    await until(async () => (await forever.isVisible()) || !existsSync(join(folder, `${RUN}-2`)), 30_000);
    if (await forever.isVisible()) await forever.click();
    await row(/^first try 2/).waitFor({ state: 'detached', timeout: 30_000 });
    assert.ok(!existsSync(join(folder, `${RUN}-2`)));
    assert.ok(existsSync(join(folder, RUN)));
  });
});
