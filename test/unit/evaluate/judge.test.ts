import assert from 'node:assert/strict';
import { appendFileSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Judgement } from '../../../src/evaluate/run.ts';
import { runCli } from '../../support/cliRun.ts';
import {
  completion,
  startFaultServer,
  type Fault,
  type FaultServer,
  type SeenRequest,
} from '../../support/faultServer.ts';
import { folderWith } from '../../support/fixtures.ts';

interface Body {
  messages: { content: string }[];
  response_format: { type: string; json_schema: { strict: boolean; schema: { properties: object } } };
}

const askedIn = (request: SeenRequest) =>
  JSON.parse((request.json as Body).messages.at(-1)?.content ?? '') as Record<string, unknown>;

const RESULTS = [
  { example_id: 6, predicted_answer: 'A Wrinkle in Time', actual_answer: 'A Wrinkle in Time (Time Quintet)' },
  { example_id: 7, predicted_answer: 'yes', actual_answer: 'Yes' },
  { example_id: 9, predicted_answer: '', actual_answer: 'Travel', error: 'refused' },
  { example_id: 12, predicted_answer: 'Travel', actual_answer: 'Travel' },
];
const lines = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

describe('vision-ft judge', function () {
  this.timeout(30_000);
  let folder: string;
  let server: FaultServer;
  let fault: (request: SeenRequest) => Fault | undefined;

  beforeEach(async () => {
    folder = await folderWith({ 'x-results.jsonl': lines(RESULTS) });
    fault = () => undefined;
    server = await startFaultServer(
      // a judge that names the wrong example
      () => completion(JSON.stringify({ example_id: 999, rating: 'Mostly Similar', type: 'Closed' })),
      (request) => fault(request),
    );
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const judge = (args: string[] = []) =>
    runCli(folder, ['judge', 'x-results.jsonl', '--base-url', server.baseURL, ...args]);
  const ratings = () =>
    readFileSync(join(folder, 'x-similarity.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Judgement)
      .sort((a, b) => a.example_id - b.example_id)
      .map(({ example_id, rating, type }) => [example_id, rating, type]);

  it('files each rating of a model under the example that was asked about, in a strict schema', async () => {
    const { status, said } = await judge(['--model', 'j', '--yes']);
    assert.equal(status, 0, said);
    assert.deepEqual(ratings(), [
      [6, 'Mostly Similar', 'Open'],
      [7, 'Mostly Similar', 'Closed'],
      [9, 'Incorrect', 'Open'],
      [12, 'Mostly Similar', 'Open'],
    ]);
    assert.equal(server.requests.length, 3);
    for (const request of server.requests) {
      const { response_format } = request.json as Body;
      assert.equal(response_format.type, 'json_schema');
      assert.equal(response_format.json_schema.strict, true);
      assert.ok(Object.hasOwn(response_format.json_schema.schema.properties, 'rating'));
    }
    const asked = server.requests.map(askedIn);
    assert.ok(asked.some((row) => row['correct_answer'] === 'A Wrinkle in Time (Time Quintet)'));
  });

  it('asks again only for what is missing, and tries a rating of no known name again', async () => {
    let odd = true;
    fault = (request) => {
      if (askedIn(request)['example_id'] !== 12) return undefined;
      return { status: 400, message: 'too long' };
    };
    assert.equal((await judge(['--model', 'j', '--yes'])).status, 1);
    assert.equal(server.requests.length, 3);
    appendFileSync(join(folder, 'x-similarity.jsonl'), '{"example_id": 12, "rat');
    await server.close();
    server = await startFaultServer(() => {
      const rating = odd ? 'Quite Alike' : 'Very Similar';
      odd = false;
      return completion(JSON.stringify({ example_id: 12, rating, type: 'Open' }));
    });
    assert.equal((await judge(['--model', 'j', '--yes'])).status, 0);
    assert.equal(server.requests.length, 2);
    assert.deepEqual(ratings().at(-1), [12, 'Very Similar', 'Open']);
  });

  it('sends nothing without --yes where there is nobody to ask', async () => {
    assert.equal((await judge(['--model', 'j'])).status, 2);
    assert.equal(server.requests.length, 0);
  });

  it('the offline judge asks nobody and says what it is', async () => {
    const { status, printed } = await judge();
    assert.equal(status, 0);
    assert.match(printed, /4 of 4 rated by the offline judge \(thresholds on ANLS\)/);
    assert.equal(server.requests.length, 0);
    assert.deepEqual(ratings(), [
      [6, 'Somewhat Similar', 'Open'],
      [7, 'Very Similar', 'Closed'],
      [9, 'Incorrect', 'Open'],
      [12, 'Very Similar', 'Open'],
    ]);
  });
});
