import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import OpenAI from 'openai';
import { Pause } from '../../../src/evaluate/gate.ts';
import { runPredictions, type PredictOptions } from '../../../src/evaluate/predict.ts';
import { resetMs } from '../../../src/evaluate/rateLimits.ts';
import { createRun, type Run } from '../../../src/evaluate/runFolder.ts';
import { readTestSet, type TestSet } from '../../../src/evaluate/testSet.ts';
import { messagesTokens } from '../../../src/providers/textTokens.ts';
import { runCli } from '../../support/cliRun.ts';
import {
  completion,
  startFaultServer,
  type Fault,
  type FaultServer,
  type SeenRequest,
} from '../../support/faultServer.ts';
import { folderWith, pngUrl } from '../../support/fixtures.ts';
import { ROOT } from '../../support/paths.ts';

const COUNT = 60;
const idOf = ({ text }: SeenRequest) => Number(/Question \[(\d+)\]/.exec(text)?.[1]);

describe('an evaluation under the limits of a server', function () {
  this.timeout(60_000);
  let folder: string;
  let server: FaultServer;
  let testSet: TestSet;
  let run: Run;
  let fault: (request: SeenRequest) => Fault | undefined;
  /** Requests on their way when each began, itself among them. */
  let underWay: number[];

  beforeEach(async () => {
    const url = await pngUrl(20, 20);
    const line = (id: number) => {
      const content = [
        { type: 'text', text: `Question [${id}]: What is it?` },
        { type: 'image_url', image_url: { url } },
      ];
      const messages = [
        { role: 'user', content },
        { role: 'assistant', content: 'a' },
      ];
      return JSON.stringify({ messages });
    };
    folder = await folderWith({ 'test.jsonl': Array.from({ length: COUNT }, (_, id) => line(id)).join('\n') });
    fault = () => undefined;
    server = await startFaultServer(
      (request) => completion(`answer ${idOf(request)}`),
      (request) => fault(request),
    );
    testSet = await readTestSet(join(folder, 'test.jsonl'));
    const { sha256, examples } = testSet;
    const test = { path: '../test.jsonl', sha256, examples: examples.length };
    const about = { model: 'm', provider: 'openai', arm: 'normal' as const, parameters: {}, toolVersion: '0', test };
    run = await createRun(join(folder, 'run'), about);
    underWay = [];
  });
  afterEach(async () => {
    await run.close();
    await testSet.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** With a client that takes down how many of its requests are under way. */
  const predict = (changes: Partial<PredictOptions> = {}) => {
    let now = 0;
    const counted: typeof fetch = async (url, init) => {
      underWay.push(++now);
      // long enough for others to begin meanwhile
      await sleep(10);
      return fetch(url, init).finally(() => now--);
    };
    const client = new OpenAI({ baseURL: server.baseURL, apiKey: 'k', fetch: counted });
    const { signal } = new AbortController();
    const options = { client, model: 'm', testSet, run, arm: 'normal', concurrency: 8, signal } as const;
    return runPredictions({ ...options, countTokens: messagesTokens, ...changes });
  };
  const answers = () =>
    readFileSync(join(folder, 'run/predictions.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { example_id: number; predicted_answer: string; error?: string });
  const assertAllOnce = () => {
    const found = answers().sort((a, b) => a.example_id - b.example_id);
    assert.deepEqual(
      found.map(({ example_id, predicted_answer }) => [example_id, predicted_answer]),
      Array.from({ length: COUNT }, (_, id) => [id, `answer ${id}`]),
    );
  };

  it('answers every example once, whatever a busy vendor does in between', async () => {
    const faults: (Fault | undefined)[] = [
      { status: 429, headers: { 'retry-after': '0' } },
      { status: 500 },
      'reset',
      'cut off',
      'not json',
      { status: 503, headers: { 'retry-after-ms': '5' } },
    ];
    const seen = new Set<number>();
    fault = (request) => {
      const id = idOf(request);
      const first = !seen.has(id);
      seen.add(id);
      return first ? faults[id % 8] : undefined;
    };
    assert.deepEqual(await predict(), { done: COUNT, total: COUNT, errors: 0, usd: undefined });
    assertAllOnce();
    assert.equal(Math.max(...underWay), 8);
  });

  it('keeps fewer requests under way after a 429, and more again after answers', async () => {
    // the first eight are refused together
    fault = ({ number }) => (number <= 8 ? { status: 429, headers: { 'retry-after-ms': '20' } } : undefined);
    await predict();
    assertAllOnce();
    const [first, next, last] = [underWay.slice(0, 8), underWay.slice(8, 16), underWay.slice(-20)];
    // one round of refusals halves once: to four, not to one
    assert.deepEqual([first, next, last].map((each) => Math.max(...each)).slice(0, 2), [8, 4]);
    assert.ok(Math.max(...last) > 5, last.join());
  });

  it('waits when the server says that nothing is left, until the limit is free again', async () => {
    let free = 0;
    let early = 0;
    const limited = await startFaultServer(() => completion('a'));
    const headers = (spent: boolean) => ({
      'x-ratelimit-remaining-requests': spent ? '0' : '9',
      'x-ratelimit-reset-requests': '300ms',
    });
    let count = 0;
    const fetched: typeof fetch = async (url, init) => {
      if (performance.now() < free) early++;
      const response = await fetch(url, init);
      const spent = ++count === 5;
      if (spent) free = performance.now() + 290;
      return new Response(response.body, {
        status: response.status,
        headers: { ...headers(spent), 'content-type': 'application/json' },
      });
    };
    const client = new OpenAI({ baseURL: limited.baseURL, apiKey: 'k', fetch: fetched });
    const waited: number[] = [];
    await predict({ client, concurrency: 1, onProgress: ({ waits }) => waits !== undefined && waited.push(waits) });
    await limited.close();
    assert.equal(run.predictions.size, COUNT);
    assert.equal(early, 0);
    assert.ok(waited.length > 0 && Math.max(...waited) <= 300);
  });

  it('reads the times of reset as vendors write them', () => {
    const read = ['6m0s', '12ms', '1.5s', '1h2m', '20', '-1', 'soon', ''].map(resetMs);
    assert.deepEqual(read, [360_000, 12, 1500, 3_720_000, 20_000, undefined, undefined, undefined]);
  });

  it('begins nothing while it is paused, and goes on where it was', async () => {
    const pause = new Pause();
    fault = ({ number }) => {
      if (number === 10) pause.paused = true;
      return undefined;
    };
    const done = predict({ pause, concurrency: 4 });
    for (let before = -1; before !== server.requests.length || before < 10;) {
      before = server.requests.length;
      await sleep(100);
    }
    assert.ok(server.requests.length < 10 + 4);
    pause.paused = false;
    await done;
    assert.equal(server.requests.length, COUNT);
    assertAllOnce();
  });

  it('keeps a budget with many under way, counts what broke off, and counts what the run has cost before', async () => {
    // 100 tokens in and 5 out cost a dollar
    const price = { input: 10_000, output: 0 };
    fault = ({ number }) => (number === 3 ? 'cut off' : undefined);
    const first = await predict({ price, maxCost: 10.5 });
    assert.ok(first.done <= 9 && first.done >= 8, String(first.done));
    assert.ok(server.requests.length <= 10);
    fault = () => undefined;
    const { length } = server.requests;
    await predict({ price, maxCost: 10.5 });
    assert.ok(run.predictions.size <= 10);
    await predict({ price, maxCost: 10.5 });
    assert.ok(server.requests.length - length <= 2);
  });

  it('an account without money ends the run at once', async () => {
    fault = () => ({ status: 429, code: 'insufficient_quota', message: 'You exceeded your current quota.' });
    await assert.rejects(predict({ concurrency: 1 }), /exceeded your current quota/);
    assert.equal(server.requests.length, 1);
  });

  it('sends temperature and the bound of an answer, and keeps them with the run', async () => {
    const args = ['--model', 'm', '--base-url', server.baseURL, '--yes', '--temperature', '0', '--max-tokens', '16'];
    const { status, said } = await runCli(folder, ['evaluate', 'test.jsonl', ...args]);
    assert.equal(status, 0, said);
    const { temperature, max_tokens } = server.requests[0]?.json as Record<string, unknown>;
    assert.deepEqual([temperature, max_tokens], [0, 16]);
    const info = JSON.parse(readFileSync(join(folder, 'runs/test-m-t0-max16/run.json'), 'utf8')) as object;
    assert.deepEqual((info as { parameters: object }).parameters, { temperature: 0, max_tokens: 16 });
  });

  it('keeps a budget at the price that the user gives', async () => {
    const args = ['evaluate', 'test.jsonl', '--model', 'm', '--base-url', server.baseURL, '--yes', '--max-cost', '5.5'];
    assert.match((await runCli(folder, args)).said, /price of m is not known/);
    assert.equal(server.requests.length, 0);
    assert.match((await runCli(folder, [...args, '--price-input', '10000'])).said, /go together/);
    const { status, said, printed } = await runCli(folder, [
      ...args,
      ...['--price-input', '10000', '--price-output', '0', '--format', 'json'],
    ]);
    assert.equal(status, 1);
    assert.match(said, /cost limit is reached: 5 of 60 examples/);
    assert.equal((JSON.parse(printed) as { usd: number }).usd, 5);
  });

  it('killed at any moment, asks again for those on their way alone', async () => {
    const concurrency = 6;
    const args = ['evaluate', 'test.jsonl', '--model', 'm', '--base-url', server.baseURL, '--out', 'killed', '--yes'];
    const child = spawn(
      process.execPath,
      [join(ROOT, 'src/cli.ts'), ...args, '--concurrency', String(concurrency), '--quiet'],
      { cwd: folder, env: { ...process.env, VISION_FT_API_KEY: 'k' }, stdio: 'ignore' },
    );
    fault = ({ number }) => {
      if (number === 25) child.kill('SIGKILL');
      return number >= 25 ? 'stall' : undefined;
    };
    await once(child, 'exit');
    const asked = server.requests.length;
    assert.ok(asked >= 25);
    fault = () => undefined;
    const { status, said } = await runCli(folder, args);
    assert.equal(status, 0, said);
    const again = server.requests.length - COUNT;
    assert.ok(again >= 1 && again <= concurrency, `${again} were asked again`);
    const lines = readFileSync(join(folder, 'killed/predictions.jsonl'), 'utf8').trim().split('\n');
    const ids = lines.map((line) => (JSON.parse(line) as { example_id: number }).example_id);
    assert.deepEqual(
      ids.toSorted((a, b) => a - b),
      Array.from({ length: COUNT }, (_, id) => id),
    );
  });
});
