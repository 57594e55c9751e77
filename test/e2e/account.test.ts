import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startFaultServer, type FaultServer } from '../support/faultServer.ts';
import { pngUrl } from '../support/fixtures.ts';
import { trainingFile } from '../support/lines.ts';
import { until } from '../support/until.ts';
import type { Workbench } from '../support/workbench.ts';
import { session, workbenchWith } from './session.ts';

/** Looks like no vendor's key in particular. */
const KEY = '7d1c5e0b9d8a4e7fb2c6a1d0e9f8b7aa';

describe('an upload that a server refuses, repeating the key', function () {
  this.timeout(120_000);
  let workbench: Workbench;
  let folder: string;
  let server: FaultServer;

  before(async () => {
    server = await startFaultServer(
      () => ({}),
      ({ authorization }) => ({ status: 400, message: `Refused: ${authorization ?? ''}.` }),
    );
    const settings = JSON.stringify({ 'visionFineTuning.baseUrl': server.baseURL });
    const lines = trainingFile(12, await pngUrl(8, 8));
    const warned = lines.replace(/("role":"assistant","content":")/, '$1 ');
    assert.notEqual(warned, lines);
    ({ workbench, folder } = await workbenchWith({ 'train.jsonl': warned, '.vscode/settings.json': settings }));
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });

  const upload = async () => {
    await workbench.openPage('train.jsonl');
    await workbench.run('Vision Fine-Tuning: Upload Training File');
    await workbench.pick('OpenAI');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText(/12 examples, 12 images, .*, about [\d,]+ tokens leave this machine/).waitFor();
    return dialog;
  };

  it('is asked about first: what leaves, what it costs, what the linter warns of and where', async () => {
    await workbench.setKey(KEY);
    const dialog = await upload();
    await dialog.getByText(/costs about \$\d+\.\d\d an epoch \(estimate\)/).waitFor();
    await dialog.getByText(/The linter has \d+ warnings?\./).waitFor();
    await dialog.getByRole('button', { name: 'Show Problems' }).click();
    const page = await workbench.openPage('train.jsonl');
    await page.getByText('whitespace-answer').first().waitFor();
    assert.equal(server.requests.length, 0);
  });

  it('leaves the key in no message, log, setting, page or file', async () => {
    const dialog = await upload();
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    const refused = 'Refused: Bearer (key).';
    await until(async () => (await workbench.notifications()).some((message) => message.includes(refused)), 60_000);
    assert.ok(server.requests.every(({ authorization }) => authorization === `Bearer ${KEY}`));
    const { server: vscode } = await session();
    const written = [...(await textsIn(folder, /./)), ...(await textsIn(join(vscode.home, 'data'), /\.(log|json)$/))];
    assert.ok(
      written.some(([name, text]) => name.endsWith('.log') && text.includes(refused)),
      'the log has the failure',
    );
    assert.deepEqual(
      written.filter(([, text]) => text.includes(KEY)).map(([name]) => name),
      [],
    );
    const pages = await Promise.all(workbench.page.frames().map((frame) => frame.content().catch(() => '')));
    assert.ok(pages.every((html) => !html.includes(KEY)));
  });
});

async function textsIn(folder: string, names: RegExp): Promise<[name: string, text: string][]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && names.test(entry.name));
  const paths = files.map(({ parentPath, name }) => join(parentPath, name));
  return Promise.all(paths.map(async (path): Promise<[string, string]> => [path, await readFile(path, 'utf8')]));
}
