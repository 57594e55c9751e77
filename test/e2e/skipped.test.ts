import assert from 'node:assert/strict';
import { startFaultServer, type FaultServer } from '../support/faultServer.ts';
import { pngUrl } from '../support/fixtures.ts';
import { trainingFile } from '../support/lines.ts';
import { until } from '../support/until.ts';
import type { Workbench } from '../support/workbench.ts';
import { workbenchWith } from './session.ts';

const EXAMPLES = 12;
const SKIPPED =
  'Training file file-1 contains 2 examples with images that were skipped for the following reasons: contains people. These examples will not be used for training. Please visit our docs to learn more. Using 10 examples from training file file-1';
const LINES = 'contains people: Line numbers --> 3, 7';

describe('a job that leaves examples out', function () {
  this.timeout(120_000);
  let workbench: Workbench;
  let server: FaultServer;

  before(async () => {
    server = await startFaultServer(({ method, path }) => {
      if (path.endsWith('/events')) {
        const event = { object: 'fine_tuning.job.event', created_at: 1, level: 'warn', type: 'message' };
        return { object: 'list', has_more: false, data: [{ ...event, id: 'e1', message: `${SKIPPED} ${LINES}` }] };
      }
      if (path.includes('/fine_tuning/jobs'))
        return { id: 'ftjob-1', status: method === 'POST' ? 'queued' : 'succeeded', fine_tuned_model: 'ft:tuned' };
      return { id: 'file-1', status: 'processed' };
    });
    const settings = JSON.stringify({ 'visionFineTuning.baseUrl': server.baseURL });
    ({ workbench } = await workbenchWith({
      'train.jsonl': trainingFile(EXAMPLES, await pngUrl(8, 8)),
      '.vscode/settings.json': settings,
    }));
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });

  const at = (step: string) => workbench.page.locator('.quick-input-widget:visible', { hasText: step }).waitFor();

  it('takes the key of another server, and says how many were trained on', async () => {
    await workbench.setKey('key-of-this-test');
    await workbench.openPage('train.jsonl');
    await workbench.run('Vision Fine-Tuning: Fine-Tune a Model');
    await workbench.pick('OpenAI');
    await workbench.pick('gpt-4o-2024-08-06');
    await workbench.pick('No validation file');
    await at('4/9');
    await workbench.answer('');
    await workbench.pick('Set them myself');
    await at('6/9');
    await workbench.answer('51');
    await workbench.page.locator('.quick-input-widget').getByText('A whole number from 1 to 50.').waitFor();
    await workbench.answer('2');
    for (const step of ['7/9', '8/9', '9/9']) {
      await at(step);
      await workbench.answer('');
    }
    await workbench.page.locator('.monaco-dialog-box').getByText('for 2 epochs').waitFor();
    await workbench.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Send and Train' }).click();
    const sentence = 'Only 10 of 12 examples were trained on; the vendor left out the others: contains people.';
    await until(async () => (await workbench.notifications()).some((message) => message.includes(sentence)), 60_000);
    const created = server.requests.find(({ method, path }) => method === 'POST' && path.endsWith('/jobs'))?.json;
    assert.deepEqual((created as { method: object }).method, {
      type: 'supervised',
      supervised: { hyperparameters: { n_epochs: 2 } },
    });
    assert.ok(server.requests.every(({ authorization }) => authorization === 'Bearer key-of-this-test'));
  });

  it('marks those that the vendor named, and removes them', async () => {
    await workbench.run('Notifications: Show Notifications');
    await workbench.page.locator('.notifications-center').getByRole('button', { name: 'Explain' }).click();
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText('The image shows people').first().waitFor();
    await dialog.getByRole('button', { name: 'Remove 2 Examples' }).click();
    const page = await workbench.openPage('train.jsonl');
    await page.getByText(`${EXAMPLES - 2} examples`, { exact: true }).waitFor();
  });
});
