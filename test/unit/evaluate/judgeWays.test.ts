import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BUILT_IN, JUDGE_PROMPT, promptHash } from '../../../src/evaluate/judgePrompt.ts';
import type { Judgement, RunInfo } from '../../../src/evaluate/run.ts';
import { runCli } from '../../support/cliRun.ts';
import { completion, startFaultServer, type FaultServer, type SeenRequest } from '../../support/faultServer.ts';
import { folderWith } from '../../support/fixtures.ts';
import { ROOT } from '../../support/paths.ts';
import { jsonLines, runFiles } from '../../support/runFiles.ts';

const systemOf = (request: SeenRequest | undefined) =>
  (request?.json as { messages: { content: string }[] }).messages[0]?.content;

describe('a judge with its own prompt, and one asked again', function () {
  this.timeout(30_000);
  let folder: string;
  let server: FaultServer;
  let say: (request: SeenRequest) => string;
  let faultAt: number;

  beforeEach(async () => {
    const rows = [0, 1, 2].map((example_id) => ({ example_id, predicted_answer: 'a boat', actual_answer: 'boat' }));
    folder = await folderWith({
      ...runFiles('run', [...rows, { example_id: 3, predicted_answer: '', actual_answer: 'boat', error: 'refused' }]),
      'own.recipe.json': JSON.stringify({ evaluate: { judge: { prompt: 'judge.md' } } }),
      'judge.md': 'Say how close it is.\n',
    });
    say = () => 'Mostly Similar';
    faultAt = Infinity;
    server = await startFaultServer(
      (request) => completion(JSON.stringify({ example_id: 0, rating: say(request), type: 'Open' })),
      ({ number }) => (number >= faultAt ? { status: 401 } : undefined),
    );
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const judge = (...args: string[]) =>
    runCli(folder, ['judge', 'run', '--base-url', server.baseURL, '--model', 'j', '--yes', ...args]);
  const linesOf = (name: string) => {
    const path = join(folder, 'run', name);
    if (!existsSync(path)) return [];
    return readFileSync(path, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Judgement & { repeat?: number });
  };
  const info = () => JSON.parse(readFileSync(join(folder, 'run/run.json'), 'utf8')) as RunInfo;

  it('is told the prompt that the recipe names, and run.json says which', async () => {
    await judge('--recipe', 'own.recipe.json');
    assert.equal(server.requests.length, 3);
    for (const request of server.requests) assert.equal(systemOf(request), 'Say how close it is.');
    assert.equal(info().judgePrompt, promptHash('Say how close it is.'));
    const report = await runCli(folder, ['report', 'run']);
    assert.match(report.printed, new RegExp(`j, prompt ${promptHash('Say how close it is.')}`));
  });

  it('sets the ratings of another prompt aside, and asks nobody when it goes back to it', async () => {
    await judge();
    assert.equal(info().judgePrompt, BUILT_IN);
    assert.equal(systemOf(server.requests[0]), JUDGE_PROMPT);
    say = () => 'Incorrect';
    await judge('--recipe', 'own.recipe.json');
    assert.equal(server.requests.length, 6);
    assert.equal(linesOf('judgements.j.jsonl').length, 4);
    // nothing leaves the machine, so nobody is asked for leave
    const { status } = await runCli(folder, ['judge', 'run', '--base-url', server.baseURL, '--model', 'j']);
    assert.equal(status, 0);
    assert.equal(server.requests.length, 6);
    assert.equal(linesOf('judgements.jsonl').find(({ example_id }) => example_id === 0)?.rating, 'Mostly Similar');
    assert.equal(linesOf(`judgements.j-${promptHash('Say how close it is.')}.jsonl`).length, 4);
  });

  it('ratings of before prompts could be chosen count as those of the built-in one', async () => {
    const files = runFiles('run', [{ example_id: 0, predicted_answer: 'a', actual_answer: 'b' }], { judge: 'j' });
    writeFileSync(join(folder, 'run/run.json'), files['run/run.json'] ?? '');
    writeFileSync(
      join(folder, 'run/judgements.jsonl'),
      jsonLines([{ example_id: 0, rating: 'Incorrect', type: 'Open' }]),
    );
    await judge();
    assert.equal(server.requests.length, 2);
  });

  it('a prompt that is not there ends in one sentence before anything is sent', async () => {
    await rm(join(folder, 'judge.md'));
    const { status, said } = await judge('--recipe', 'own.recipe.json');
    assert.equal(status, 2);
    assert.match(said, /There is no judge's prompt judge\.md: correct "evaluate\.judge\.prompt" in the recipe\./);
    assert.equal(server.requests.length, 0);
  });

  it('rates each answer k times; the first stays where it was, the median counts', async () => {
    const said = ['Very Similar', 'Incorrect', 'Mostly Similar'];
    const times = new Map<string, number>();
    say = ({ text }) => {
      const count = times.get(text) ?? 0;
      times.set(text, count + 1);
      return said[count] ?? 'Incorrect';
    };
    const { status, printed } = await judge('--repeat', '3', '--concurrency', '1');
    assert.equal(status, 0);
    assert.equal(server.requests.length, 9);
    // what has no answer asks nobody, and is rated once
    assert.deepEqual(
      linesOf('judgements.jsonl')
        .map(({ rating }) => rating)
        .sort(),
      ['Incorrect', ...Array.from({ length: 3 }, () => 'Very Similar')],
    );
    assert.deepEqual(
      linesOf('repeats.jsonl').map(({ repeat }) => repeat),
      [2, 3, 2, 3, 2, 3],
    );
    assert.match(printed, /0 of 3 rated the same each time \(0\.0 %\)/);
    const report = await runCli(folder, ['report', 'run', '--format', 'json']);
    const [run] = (JSON.parse(report.printed) as { runs: { ratings: object; repeats: object }[] }).runs;
    assert.deepEqual(run?.ratings, { 'Very Similar': 0, 'Mostly Similar': 3, 'Somewhat Similar': 0, Incorrect: 1 });
    assert.deepEqual({ ...run.repeats, alpha: 0 }, { n: 3, most: 3, same: 0, alpha: 0 });
  });

  it('asks only for the ratings that are missing when it was stopped, or when more are wanted', async () => {
    faultAt = 5;
    assert.equal((await judge('--repeat', '2', '--concurrency', '1')).status, 2);
    const kept = linesOf('judgements.jsonl').length + linesOf('repeats.jsonl').length;
    assert.equal(kept, 4);
    faultAt = Infinity;
    const { length } = server.requests;
    assert.equal((await judge('--repeat', '2')).status, 0);
    assert.equal(server.requests.length - length, 2);
    assert.equal((await judge('--repeat', '3')).status, 0);
    assert.equal(server.requests.length - length, 5);
    assert.equal((await judge()).status, 0);
    assert.equal(server.requests.length - length, 5);
  });

  it('the page about evaluating shows the built-in prompt', async () => {
    const page = await readFile(join(ROOT, 'docs/evaluate.md'), 'utf8');
    assert.ok(page.includes(JUDGE_PROMPT));
  });
});
