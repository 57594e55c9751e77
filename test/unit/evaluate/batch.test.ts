import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import OpenAI from 'openai';
import { evaluateModel, type Evaluation } from '../../../src/evaluate/evaluateModel.ts';
import type { Prediction } from '../../../src/evaluate/run.ts';
import { readTestSet, type TestSet } from '../../../src/evaluate/testSet.ts';
import { openai } from '../../../src/providers/openai.ts';
import { messagesTokens } from '../../../src/providers/textTokens.ts';
import { startBatchServer, type BatchServer, type BatchServerOptions } from '../../support/batchServer.ts';
import { runCli } from '../../support/cliRun.ts';
import type { Fault, SeenRequest } from '../../support/faultServer.ts';
import { folderWith, pngUrl } from '../../support/fixtures.ts';
import { ROOT } from '../../support/paths.ts';

const COUNT = 12;
const SECRET = 'the-reference-nobody-may-send';
const IDS = Array.from({ length: COUNT }, (_, id) => id);

describe('an evaluation as a batch', function () {
  this.timeout(60_000);
  let folder: string;
  let url: string;
  let server: BatchServer;
  let testSet: TestSet;
  let fault: (request: SeenRequest) => Fault | undefined;

  beforeEach(async () => {
    url = await pngUrl(20, 20);
    const line = (id: number) => {
      const text = { type: 'text', text: `Question [${id}]: What is it?` };
      const asked = { role: 'user', content: [text, { type: 'image_url', image_url: { url } }] };
      return JSON.stringify({ messages: [asked, { role: 'assistant', content: SECRET }] });
    };
    folder = await folderWith({ 'test.jsonl': IDS.map(line).join('\n') });
    fault = () => undefined;
    testSet = await readTestSet(join(folder, 'test.jsonl'));
    await serve();
  });
  afterEach(async () => {
    await testSet.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const serve = async (options: BatchServerOptions = {}) => {
    server = await startBatchServer({ fault: (request) => fault(request), ...options });
  };
  const evaluate = (changes: Partial<Evaluation> = {}) =>
    evaluateModel({
      ...{ client: new OpenAI({ baseURL: server.baseURL, apiKey: 'k' }), profile: openai, testSet, model: 'm' },
      ...{ folder: join(folder, 'run'), arm: 'normal' as const, batch: true, toolVersion: '0', concurrency: 4 },
      countTokens: messagesTokens,
      ...{ signal: new AbortController().signal, lookEvery: 5, ...changes },
    });
  const predictions = () =>
    readFileSync(join(folder, 'run/predictions.jsonl'), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Prediction)
      .sort((a, b) => a.example_id - b.example_id);
  const assertAll = () => {
    assert.deepEqual(
      predictions().map(({ example_id, predicted_answer }) => [example_id, predicted_answer]),
      IDS.map((id) => [id, `answer example-${id}`]),
    );
  };
  const limited = (requests: number, bytes: number) => {
    const { batch } = openai;
    assert.ok(batch);
    const limits = { requests: { ...batch.requests, value: requests }, bytes: { ...batch.bytes, value: bytes } };
    return { ...openai, batch: { ...batch, ...limits } };
  };

  it('files every answer under its example, and sends images as they are and no reference', async () => {
    const price = { input: 10_000, output: 0 };
    const { done, errors, usd } = await evaluate({ price });
    assert.deepEqual([done, errors], [COUNT, 0]);
    assert.equal(usd, COUNT / 2);
    assertAll();
    const upload = server.requests.find(({ path }) => path === '/v1/files');
    assert.match(upload?.text ?? '', /name="purpose"\r\n\r\nbatch/);
    assert.ok(upload?.text.includes(url) && !upload.text.includes(SECRET));
    assert.deepEqual(
      [...server.taken().values()],
      IDS.map(() => 1),
    );
    // nothing of it stays but the run
    assert.deepEqual(
      readdirSync(join(folder, 'run')).filter((name) => name.startsWith('batch-')),
      [],
    );
    assert.equal((await evaluate()).done, COUNT);
    assert.equal(server.batches.length, 1);
  });

  it('shares the requests out over several files where one would pass a limit', async () => {
    await evaluate({ profile: limited(5, 1e6) });
    assert.deepEqual(
      [...server.inputs.values()].map(({ length }) => length),
      [5, 5, 2],
    );
    assertAll();
    await rm(join(folder, 'run'), { recursive: true });
    await server.close();
    await serve();
    await evaluate({ profile: limited(50, 1000) });
    assert.ok(server.inputs.size > 2);
    assertAll();
    await assert.rejects(
      evaluate({ profile: limited(50, 10), folder: join(folder, 'small') }),
      /too large for a batch/,
    );
  });

  it('creates a batch once where the answer to its creation is lost', async () => {
    let lost = false;
    fault = ({ method, path }) => {
      if (method !== 'POST' || path !== '/v1/batches' || lost) return undefined;
      lost = true;
      return 'answer lost';
    };
    await evaluate();
    assert.equal(server.batches.length, 1);
    assertAll();
  });

  it('tries again what breaks off while answers are fetched', async () => {
    const broken = new Set<string>();
    fault = ({ method, path }) => {
      if (method !== 'GET' || broken.has(path)) return undefined;
      broken.add(path);
      return path.endsWith('/content') ? 'cut off' : { status: 503, headers: { 'retry-after-ms': '1' } };
    };
    await evaluate();
    assertAll();
  });

  it('what the vendor refused is a failed example; what it did not come to is asked again', async () => {
    await server.close();
    let expires = true;
    await serve({
      fate: (id) => (id === 'example-3' ? 'refused' : expires && id === 'example-7' ? 'expired' : 'answered'),
    });
    const first = await evaluate();
    assert.deepEqual([first.done, first.errors], [COUNT - 1, 1]);
    assert.match(first.firstError ?? '', /400 The image is too large\./);
    expires = false;
    assert.equal((await evaluate()).done, COUNT);
    assert.deepEqual(
      IDS.map((id) => server.taken().get(`example-${id}`)),
      IDS.map((id) => (id === 7 ? 2 : 1)),
    );
  });

  it('a refused batch is told in the words of the vendor, and leaves nothing in the way', async () => {
    fault = ({ method, path }) =>
      method === 'POST' && path === '/v1/batches' ? { status: 400, message: 'No batch for this model.' } : undefined;
    await assert.rejects(evaluate(), /No batch for this model/);
    fault = () => undefined;
    await evaluate();
    assertAll();
  });

  it('hands in no more than the budget holds', async () => {
    // an answer may have 10 tokens, which cost a dollar, half as a batch
    const options = { price: { input: 0, output: 100_000 }, parameters: { maxTokens: 10 }, maxCost: 2.6 };
    const { done } = await evaluate(options);
    assert.equal(done, 5);
    assert.equal(server.taken().size, 5);
  });

  it('a batch that is under way is not asked for one by one', async () => {
    const stop = new AbortController();
    const onProgress = () => {
      if (server.batches.length > 0) stop.abort();
    };
    await assert.rejects(evaluate({ signal: stop.signal, lookEvery: 1e6, onProgress }));
    await assert.rejects(evaluate({ batch: false }), /A batch of the run .* is under way/);
    await evaluate();
    assert.equal(server.batches.length, 1);
    assertAll();
  });

  for (const [when, at] of [
    ['its file is sent', '/v1/files'],
    ['it is created', '/v1/batches'],
    ['it is looked at', '/v1/batches/batch_1'],
    ['its answers are fetched', '/content'],
  ] as const)
    it(`killed while ${when}, takes every example on once`, async () => {
      const args = ['evaluate', 'test.jsonl', '--model', 'm', '--base-url', server.baseURL, '--out', 'run', '--yes'];
      await server.close();
      await serve({ looks: 0 });
      args[5] = server.baseURL;
      const child = spawn(process.execPath, [join(ROOT, 'src/cli.ts'), ...args, '--batch', '--quiet'], {
        cwd: folder,
        env: { ...process.env, VISION_FT_API_KEY: 'k' },
        stdio: 'ignore',
      });
      fault = ({ path }) => {
        if (!path.endsWith(at)) return undefined;
        child.kill('SIGKILL');
        return 'carried out, not answered';
      };
      await once(child, 'exit');
      fault = () => undefined;
      const { status, said } = await runCli(folder, [...args, '--batch']);
      assert.equal(status, 0, said);
      assertAll();
      assert.deepEqual(
        IDS.map((id) => server.taken().get(`example-${id}`)),
        IDS.map(() => 1),
      );
      assert.equal(existsSync(join(folder, 'run/batches.json')), true);
    });

  it('says which vendors have no batches', async () => {
    const args = ['evaluate', 'test.jsonl', '--provider', 'together', '--model', 'm', '--base-url', server.baseURL];
    const { status, said } = await runCli(folder, [...args, '--yes', '--batch']);
    assert.equal(status, 2);
    assert.match(said, /Together AI has no batch endpoint/);
    assert.equal(server.requests.length, 0);
  });
});
