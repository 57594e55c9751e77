import assert from 'node:assert/strict';
import { appendFileSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunInfo } from '../../../src/evaluate/run.ts';
import { runCli } from '../../support/cliRun.ts';
import { completion, startFaultServer, type FaultServer } from '../../support/faultServer.ts';
import { folderWith, pngUrl } from '../../support/fixtures.ts';
import { trainingFile } from '../../support/lines.ts';

const EXAMPLES = 4;

describe('vision-ft evaluate --again', function () {
  this.timeout(60_000);
  let folder: string;
  let server: FaultServer;
  let refuse = false;

  beforeEach(async () => {
    refuse = false;
    server = await startFaultServer(
      () => completion('Yes'),
      ({ number }) => (refuse && number > EXAMPLES + 2 ? { status: 401, message: 'no' } : undefined),
    );
    folder = await folderWith({ 'test.jsonl': trainingFile(EXAMPLES, await pngUrl(8, 8)) });
    const asked = ['--temperature', '0.5', '--max-tokens', '9', '--arm', 'shuffled', '--price-input', '1'];
    const { status, said } = await run(
      ...['evaluate', 'test.jsonl', '--model', 'm', '--base-url', server.baseURL, '--price-output', '2', ...asked],
    );
    assert.equal(status, 0, said);
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const run = (...args: string[]) => runCli(folder, [...args, '--yes', '--concurrency', '1']);
  const FIRST = 'runs/test-m-shuffled-t0.5-max9';
  const infoOf = (path: string) => JSON.parse(readFileSync(join(folder, path, 'run.json'), 'utf8')) as RunInfo;
  const bodies = () => server.requests.map(({ text }) => text);

  it('asks word for word what the run was asked, into a new folder', async () => {
    const { status, said } = await run('evaluate', '--again', FIRST);
    assert.equal(status, 0, said);
    assert.deepEqual(bodies().slice(EXAMPLES).sort(), bodies().slice(0, EXAMPLES).sort());
    const [first, second] = [infoOf(FIRST), infoOf(`${FIRST}-2`)];
    for (const key of ['model', 'provider', 'baseURL', 'arm', 'parameters', 'test', 'prices', 'counts'] as const)
      assert.deepEqual(second[key], first[key], key);
    assert.deepEqual([first.name, second.name], ['m, shuffled images', 'm, shuffled images 2']);
    assert.equal((await run('evaluate', '--again', `${FIRST}-2`)).status, 0);
    assert.equal(infoOf(`${FIRST}-3`).name, 'm, shuffled images 3');
  });

  it('goes on with a repeat that was stopped, instead of beginning another', async () => {
    refuse = true;
    assert.equal((await run('evaluate', '--again', FIRST)).status, 2);
    refuse = false;
    const { length } = server.requests;
    assert.equal((await run('evaluate', '--again', FIRST)).status, 0);
    assert.equal(server.requests.length, length + 2);
    assert.deepEqual(infoOf(`${FIRST}-2`).counts, { answered: EXAMPLES, errors: 0 });
  });

  it('says in one sentence what is gone, has changed or is not known, and asks nobody', async () => {
    const refused = async (pattern: RegExp) => {
      const { status, said } = await run('evaluate', '--again', FIRST);
      assert.equal(status, 2);
      assert.match(said, pattern);
      assert.equal(said.trim().split('\n').length, 1);
    };
    const info = infoOf(FIRST);
    const path = join(folder, FIRST, 'run.json');
    await writeFile(path, JSON.stringify({ ...info, parameters: { ...info.parameters, top_k: 3 } }));
    await refused(/does not know its parameter "top_k"/);
    await writeFile(path, JSON.stringify({ ...info, provider: 'gone' }));
    await refused(/its provider "gone" is none that this version knows/);
    await writeFile(path, JSON.stringify(info));
    appendFileSync(join(folder, 'test.jsonl'), '\n');
    await refused(/test\.jsonl has changed since; put back what it was/);
    await rm(join(folder, 'test.jsonl'));
    await refused(/its test file .*test\.jsonl is gone; put it back there/);
    assert.equal(server.requests.length, EXAMPLES);
  });

  it('takes no model, test file or parameter beside the run', async () => {
    for (const more of [['test.jsonl'], ['--model', 'other'], ['--arm', 'blank']])
      assert.match((await run('evaluate', ...more, '--again', FIRST)).said, /--again asks what the run was asked/);
    assert.match((await run('evaluate', 'test.jsonl')).said, /--model is missing/);
  });
});
