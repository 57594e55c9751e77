import assert from 'node:assert/strict';
import { appendFileSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Prediction, RunInfo } from '../../../src/evaluate/run.ts';
import { inspectImage } from '../../../src/images/inspect.ts';
import { runCli } from '../../support/cliRun.ts';
import {
  completion,
  startFaultServer,
  type Fault,
  type FaultServer,
  type SeenRequest,
} from '../../support/faultServer.ts';
import { folderWith, pngUrl } from '../../support/fixtures.ts';

const SECRET = 'the-reference-nobody-may-send';

interface Body {
  model: string;
  messages: { role: string; content: string | { type: string; text?: string; image_url?: { url: string } }[] }[];
}

const lastParts = (request: SeenRequest) => {
  const content = (request.json as Body).messages.at(-1)?.content;
  return Array.isArray(content) ? content : [];
};
const imageOf = (request: SeenRequest) => lastParts(request).find(({ image_url }) => image_url)?.image_url?.url ?? '';
const idOf = (request: SeenRequest) => Number(/\[(\d+)\]/.exec(lastParts(request)[0]?.text ?? '')?.[1]);

describe('vision-ft evaluate', function () {
  this.timeout(60_000);
  let folder: string;
  let server: FaultServer;
  let fault: (request: SeenRequest) => Fault | undefined;
  let images: string[];

  before(async () => {
    images = await Promise.all([40, 50, 60].map((side) => pngUrl(side, side + 1)));
  });
  beforeEach(async () => {
    const line = (id: number) => {
      const text = { type: 'text', text: `Question [${id}]: What is it?` };
      const image = { type: 'image_url', image_url: { url: images[id % 3], detail: 'low' } };
      const asked = { role: 'user', content: [text, image] };
      const messages = [{ role: 'system', content: 'Look.' }, asked, { role: 'assistant', content: `${SECRET} ${id}` }];
      return JSON.stringify({ messages });
    };
    // numbers and lines differ, so that one cannot pass for the other
    folder = await folderWith({ 'test.jsonl': [15, 14, 13, 12, 11, 10].map(line).join('\n') + '\n' });
    fault = () => undefined;
    server = await startFaultServer(
      (request) => completion(` answer ${idOf(request)} `),
      (request) => fault(request),
    );
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const evaluate = (args: string[] = [], changes: Parameters<typeof runCli>[2] = {}) =>
    runCli(
      folder,
      ['evaluate', 'test.jsonl', '--model', 'm', '--base-url', server.baseURL, '--out', 'run', '--yes', ...args],
      changes,
    );
  const predictions = () =>
    readFileSync(join(folder, 'run/predictions.jsonl'), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Prediction)
      .sort((a, b) => a.example_id - b.example_id);

  it('writes one line an example, under the number in its question, and never sends a reference', async () => {
    const { status, said } = await evaluate();
    assert.equal(status, 0, said);
    assert.deepEqual(
      predictions().map(({ example_id, predicted_answer, actual_answer, question }) => [
        example_id,
        predicted_answer,
        actual_answer,
        question,
      ]),
      [10, 11, 12, 13, 14, 15].map((id) => [id, `answer ${id}`, `${SECRET} ${id}`, 'What is it?']),
    );
    assert.equal(server.requests.length, 6);
    for (const request of server.requests) {
      assert.ok(!request.text.includes(SECRET));
      assert.equal(imageOf(request), images[idOf(request) % 3]);
      assert.ok(request.text.includes('"detail":"low"'));
    }
    const info = JSON.parse(readFileSync(join(folder, 'run/run.json'), 'utf8')) as RunInfo;
    assert.equal(info.test.path, '../test.jsonl');
    assert.deepEqual(info.counts, { answered: 6, errors: 0 });
    assert.ok(!JSON.stringify(info).includes('test-key'));
  });

  it('sends nothing without --yes where there is nobody to ask', async () => {
    const args = ['evaluate', 'test.jsonl', '--model', 'm', '--base-url', server.baseURL, '--out', 'run'];
    const { status, said } = await runCli(folder, args);
    assert.equal(status, 2);
    assert.match(said, /6 of the 6 examples of test\.jsonl go to m at http/);
    assert.match(said, /: 6 images, \d+\.\d kB, about [\d,]+ tokens, price unknown\./);
    assert.equal(server.requests.length, 0);
  });

  it('tries again after every passing fault, and obeys retry-after-ms', async () => {
    const faults: Fault[] = [
      { status: 429, headers: { 'retry-after-ms': '300' } },
      { status: 500, headers: { 'retry-after-ms': '1' } },
      'reset',
      'cut off',
      'not json',
    ];
    const first = new Map<number, number>();
    fault = (request) => {
      const id = idOf(request);
      const seen = first.has(id);
      if (!seen) first.set(id, Date.now());
      if (seen && id === 10) assert.ok(Date.now() - (first.get(id) ?? 0) >= 295);
      return seen ? undefined : faults[id - 10];
    };
    const { status, said } = await evaluate();
    assert.equal(status, 0, said);
    assert.equal(server.requests.length, 11);
    assert.equal(predictions().length, 6);
  });

  it('asks five times at most; the failure is a line, and only --retry-errors asks again', async () => {
    fault = (request) => (idOf(request) === 12 ? { status: 503, headers: { 'retry-after-ms': '1' } } : undefined);
    assert.equal((await evaluate()).status, 1);
    assert.equal(server.requests.filter((request) => idOf(request) === 12).length, 5);
    const failed = predictions().find(({ example_id }) => example_id === 12);
    assert.equal(failed?.predicted_answer, '');
    assert.match(failed.error ?? '', /503/);
    fault = () => undefined;
    assert.equal((await evaluate()).status, 1);
    assert.equal(server.requests.length, 10);
    assert.equal((await evaluate(['--retry-errors'])).status, 0);
    assert.equal(server.requests.length, 11);
    assert.equal(predictions().length, 6);
  });

  it('stopped midway, asks only for what is missing, whatever a torn last line says', async () => {
    const stop = new AbortController();
    fault = (request) => {
      if (request.number === 3) stop.abort();
      return request.number >= 3 ? 'stall' : undefined;
    };
    const { status, said } = await evaluate(['--concurrency', '1'], { signal: stop.signal });
    assert.equal(status, 2);
    assert.match(said, /2 of 6 examples are answered in run; the same command goes on from there\.\nStopped/);
    appendFileSync(join(folder, 'run/predictions.jsonl'), '{"example_id": 13, "predicted_ans');
    fault = () => undefined;
    assert.equal((await evaluate()).status, 0);
    assert.equal(server.requests.length, 3 + 4);
    assert.equal(new Set(predictions().map(({ example_id }) => example_id)).size, 6);
    assert.equal(predictions().length, 6);
  });

  it('a wrong key or an unknown model ends the run at once with one sentence', async () => {
    fault = () => ({ status: 401, message: 'Incorrect API key provided.' });
    const { status, said } = await evaluate(['--concurrency', '1']);
    assert.equal(status, 2);
    assert.match(said, /refused the API key/);
    assert.equal(server.requests.length, 1);
    fault = () => ({ status: 404, message: 'The model m does not exist.' });
    assert.match((await evaluate(['--concurrency', '1'])).said, /The model m does not exist/);
    assert.equal(server.requests.length, 2);
  });

  it('a provider that goes down keeps what is done, and a rerun goes on', async () => {
    const { baseURL } = server;
    fault = (request) => {
      if (request.number > 2) void server.close();
      return request.number > 2 ? 'reset' : undefined;
    };
    const { status, said } = await evaluate(['--concurrency', '1']);
    assert.equal(status, 2);
    assert.match(said, /2 of 6 examples are answered/);
    assert.match(said, new RegExp(`${baseURL}.* cannot be reached`));
    assert.equal(predictions().length, 2);
    server = await startFaultServer(() => completion('later'));
    const args = ['evaluate', 'test.jsonl', '--model', 'm', '--base-url', server.baseURL, '--out', 'run', '--yes'];
    assert.equal((await runCli(folder, args)).status, 0);
    assert.equal(server.requests.length, 4);
  });

  it('the control arms replace the image and nothing else', async () => {
    assert.equal((await evaluate(['--arm', 'blank'])).status, 0);
    for (const request of server.requests) {
      const { width } = inspectImage(Buffer.from(imageOf(request).split(',')[1] ?? '', 'base64'));
      assert.equal(width, [40, 50, 60][idOf(request) % 3]);
      assert.ok(!images.includes(imageOf(request)));
    }
    server.requests.length = 0;
    const shuffled = await evaluate(['--arm', 'shuffled', '--out', 'run-shuffled']);
    assert.equal(shuffled.status, 0, shuffled.said);
    for (const request of server.requests) {
      assert.ok(images.includes(imageOf(request)));
      assert.notEqual(imageOf(request), images[idOf(request) % 3]);
    }
  });

  it('a changed test file or another model is not mixed into a run', async () => {
    await evaluate();
    assert.match((await evaluate(['--model', 'other'])).said, /another model \(m\)/);
    appendFileSync(join(folder, 'test.jsonl'), '\n');
    const { status, said } = await evaluate();
    assert.equal(status, 2);
    assert.match(said, /the file has changed since/);
  });

  it('counts by line, with a warning, where some questions carry no number; answers come from their file', async () => {
    const ask = (text: string) => JSON.stringify({ messages: [{ role: 'user', content: [{ type: 'text', text }] }] });
    const files = await folderWith({
      'test.jsonl': `${ask('Question [7]: A?')}\n\n${ask('B?')}\n`,
      'test.answers.jsonl': '{"example_id": 0, "answer": "a"}\n{"example_id": 2, "answer": "b"}\n',
    });
    const args = ['evaluate', 'test.jsonl', '--model', 'm', '--base-url', server.baseURL, '--yes'];
    const { status, said } = await runCli(files, args);
    assert.equal(status, 0, said);
    assert.match(said, /counted by line/);
    const lines = readFileSync(join(files, 'runs/test-m/predictions.jsonl'), 'utf8').trim().split('\n');
    const found = lines.map((line) => JSON.parse(line) as Prediction).map((row) => [row.example_id, row.actual_answer]);
    assert.deepEqual(found.sort(), [
      [0, 'a'],
      [2, 'b'],
    ]);
    await rm(join(files, 'test.answers.jsonl'));
    assert.match((await runCli(files, [...args, '--out', 'other'])).said, /has no answer to compare with/);
  });
});
