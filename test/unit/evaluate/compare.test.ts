import assert from 'node:assert/strict';
import { appendFileSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Comparison, Winner } from '../../../src/evaluate/pairwiseFile.ts';
import { verdictOfOrders } from '../../../src/evaluate/pairwiseReport.ts';
import { runCli } from '../../support/cliRun.ts';
import {
  completion,
  startFaultServer,
  type Fault,
  type FaultServer,
  type SeenRequest,
} from '../../support/faultServer.ts';
import { folderWith } from '../../support/fixtures.ts';
import { runFiles } from '../../support/runFiles.ts';

interface Asked {
  question: string;
  correct_answer: string;
  first_answer: string;
  second_answer: string;
}
const bodyOf = ({ json }: SeenRequest) =>
  json as {
    messages: { content: string }[];
    response_format: { json_schema: { strict: boolean; schema: { properties: { winner: { enum: string[] } } } } };
  };
const askedIn = (request: SeenRequest) => JSON.parse(bodyOf(request).messages.at(-1)?.content ?? '') as Asked;

const answers = (of: Record<number, string>) =>
  Object.entries(of).map(([id, predicted_answer]) => ({
    example_id: Number(id),
    question: `Question ${id}?`,
    actual_answer: 'boat',
    predicted_answer,
    ...(predicted_answer === '' && { error: 'refused' }),
  }));

interface Result {
  a: string;
  b: string;
  n: number;
  win: number;
  tie: number;
  lose: number;
  changed: number;
  first: number;
  second: number;
  examples: { example_id: number; verdict: string; orders: { ab: Winner; ba: Winner } }[];
}

describe('vision-ft compare', function () {
  this.timeout(30_000);
  let folder: string;
  let server: FaultServer;
  let winner: (asked: Asked) => Winner;
  let fault: (request: SeenRequest) => Fault | undefined;

  beforeEach(async () => {
    folder = await folderWith({
      ...runFiles('runs/a', answers({ 0: 'boat', 1: 'good', 2: 'same', 3: '', 4: '', 5: 'only here' })),
      ...runFiles('runs/b', answers({ 0: 'ship', 1: 'better', 2: 'same', 3: 'ship', 4: '' })),
    });
    // a judge that is right about 0, takes what stands first in 1, and ties in 2
    winner = ({ first_answer, second_answer }) =>
      first_answer === second_answer ? 'tie' : second_answer === 'boat' ? 'second' : 'first';
    fault = () => undefined;
    server = await startFaultServer(
      (request) => completion(JSON.stringify({ winner: winner(askedIn(request)) })),
      (request) => fault(request),
    );
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const compare = (args: string[] = [], runs = ['runs/a', 'runs/b']) =>
    runCli(folder, ['compare', ...runs, '--base-url', server.baseURL, ...args]);
  const byModel = (...args: string[]) => compare(['--judge-model', 'j', '--yes', ...args]);
  const json = (printed: string) => JSON.parse(printed) as Result;

  it('decides as the seeds define win, tie and lose', () => {
    // seen from a: with its answer first, and second
    const table: [Winner, Winner, string][] = [
      ['first', 'second', 'win'],
      ['first', 'tie', 'win'],
      ['tie', 'second', 'win'],
      ['tie', 'tie', 'tie'],
      ['first', 'first', 'tie'],
      ['second', 'second', 'tie'],
      ['second', 'first', 'lose'],
      ['second', 'tie', 'lose'],
      ['tie', 'first', 'lose'],
    ];
    for (const [ab, ba, verdict] of table) assert.equal(verdictOfOrders({ ab, ba }), verdict, `${ab}, ${ba}`);
  });

  it('asks about each example in both orders, with the reference, in a strict schema', async () => {
    const { status, printed, said } = await byModel('--format', 'json');
    assert.equal(status, 0, said);
    assert.equal(server.requests.length, 6);
    for (const request of server.requests) {
      const { strict, schema } = bodyOf(request).response_format.json_schema;
      assert.equal(strict, true);
      assert.deepEqual(schema.properties.winner.enum, ['first', 'second', 'tie']);
      assert.equal(askedIn(request).correct_answer, 'boat');
    }
    const orders = server.requests.map(askedIn).filter(({ question }) => question === 'Question 0?');
    assert.deepEqual(orders.map(({ first_answer, second_answer }) => `${first_answer} ${second_answer}`).sort(), [
      'boat ship',
      'ship boat',
    ]);
    const { a, b, n, win, tie, lose, changed, first, second, examples } = json(printed);
    assert.deepEqual([a, b, n, win, tie, lose], ['runs/a', 'runs/b', 5, 1, 3, 1]);
    assert.deepEqual([changed, first, second], [1, 1, 0]);
    assert.deepEqual(
      examples.map(({ example_id, verdict }) => `${example_id} ${verdict}`),
      // 3 has no answer of a, 4 none of either
      ['0 win', '1 tie', '2 tie', '3 lose', '4 tie'],
    );
    assert.deepEqual(examples[0]?.orders, { ab: 'first', ba: 'second' });
  });

  it('goes on where it was stopped: what is known is not asked again', async () => {
    fault = ({ number }) => (number > 4 ? { status: 401 } : undefined);
    assert.equal((await byModel('--concurrency', '1')).status, 2);
    const path = join(folder, 'runs/a/pairwise.b.jsonl');
    assert.equal(readFileSync(path, 'utf8').trim().split('\n').length, 4);
    appendFileSync(path, '{"example_id": 2, "ord');
    fault = () => undefined;
    const { length } = server.requests;
    assert.equal((await byModel()).status, 0);
    assert.equal(server.requests.length - length, 2);
    assert.equal((await byModel()).status, 0);
    assert.equal(server.requests.length - length, 2);
    const lines = readFileSync(path, 'utf8').trim().split('\n');
    const asked = lines.map((line) => JSON.parse(line) as Comparison);
    assert.equal(new Set(asked.map(({ example_id, order }) => `${example_id} ${order}`)).size, 6);
  });

  it('keeps two judges apart, and the report shows both, seen from either run', async () => {
    await byModel();
    const { status, printed } = await compare();
    assert.equal(status, 0);
    assert.match(printed, /Judged by offline \(thresholds on ANLS\)\. The order alone changed 0 of 5/);
    assert.equal(server.requests.length, 6);
    const report = await runCli(folder, ['report', 'runs/b', 'runs/a']);
    assert.match(report.printed, /Answers compared side by side in both orders, sign test/);
    const { pairs } = JSON.parse(
      (await runCli(folder, ['report', 'runs/b', 'runs/a', '--format', 'json'])).printed,
    ) as {
      pairs: { pairwise: Result[] }[];
    };
    assert.deepEqual(
      pairs[0]?.pairwise.map(({ win, tie, lose }) => [win, tie, lose]),
      [
        [1, 3, 1],
        [1, 3, 1],
      ],
    );
  });

  it('sends nothing without --yes where there is nobody to ask', async () => {
    assert.equal((await compare(['--judge-model', 'j'])).status, 2);
    assert.equal(server.requests.length, 0);
  });
});
