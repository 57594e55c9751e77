import assert from 'node:assert/strict';
import type { CliContext } from '../../../src/cli/context.ts';
import { runCli } from '../../support/cliRun.ts';
import { colourLines, openFixture, type Fixture } from '../../support/baselineFixture.ts';

describe('tune, upload, jobs and serve on the command line', function () {
  this.timeout(60_000);
  let fixture: Fixture;
  before(async () => {
    fixture = await openFixture();
    fixture.write('train.jsonl', (await colourLines([12, 18, 24])).join('\n'));
    fixture.write('validation.jsonl', (await colourLines([15, 21])).join('\n'));
    fixture.write('few.jsonl', (await colourLines([15, 21])).slice(0, 7).join('\n'));
  });
  after(() => fixture.close());

  const run = async (args: string[], changes: Partial<CliContext> = {}) => {
    const env = { VISION_FT_API_KEY: fixture.server.apiKey };
    const { status, printed, said } = await runCli(fixture.folder, args, { env, ...changes });
    return { status, printed: printed === '' ? [] : printed.split('\n'), said };
  };
  const server = () => ['--provider', 'baseline', '--base-url', fixture.server.baseURL];
  const jobsAtServer = async () => (await fixture.client.fineTuning.jobs.list()).data.length;
  const filesAtServer = async () => (await fixture.client.files.list()).data.length;

  it('sends nothing without --yes where there is nobody to ask', async () => {
    const { status, said } = await run(['tune', 'train.jsonl', '--model', 'prior', ...server()]);
    assert.equal(status, 2);
    assert.match(said, /15 examples, 15 images/);
    assert.match(said, /add --yes/);
    assert.equal(await filesAtServer(), 0);
  });

  it('sends nothing when the answer is no', async () => {
    const { status } = await run(['tune', 'train.jsonl', '--model', 'prior', ...server()], {
      confirm: async () => false,
    });
    assert.equal(status, 2);
    assert.equal(await filesAtServer(), 0);
  });

  it('prints the model’s name last, after following the job', async () => {
    const args = ['tune', 'train.jsonl', '--validation', 'validation.jsonl', '--model', 'nearest-neighbour'];
    const { status, printed, said } = await run([...args, '--suffix', 'c', '--wait', '--yes', ...server()]);
    assert.equal(status, 0, said);
    assert.match(printed.at(-1) ?? '', /^ft:nearest-neighbour:c:\w+$/);
    const steps = said.split('\n').filter((line) => line.startsWith('Step '));
    assert.deepEqual(
      steps.map((line) => line.slice(0, 8)),
      ['Step 1/4', 'Step 2/4', 'Step 3/4', 'Step 4/4'],
    );
  });

  it('starts a job without waiting and shows it afterwards', async () => {
    const { status, printed } = await run(['tune', 'train.jsonl', '--model', 'prior', '--yes', ...server()]);
    assert.equal(status, 0);
    const id = printed.at(-1) ?? '';
    assert.match(id, /^ftjob-/);
    assert.ok((await run(['jobs', ...server()])).printed.some((line) => line.startsWith(id)));
    const shown = await run(['jobs', id, '--format', 'json', ...server()]);
    const { job, events, metrics } = JSON.parse(shown.printed.join('')) as Record<string, unknown>;
    assert.ok(typeof job === 'object' && Array.isArray(events) && Array.isArray(metrics));
  });

  it('its own server keeps models on the data folder for the next command', async () => {
    const own = ['--provider', 'baseline', '--data', 'own'];
    const { printed } = await run(['tune', 'train.jsonl', '--model', 'prior', '--yes', '--format', 'json', ...own]);
    const { job, model, skipped } = JSON.parse(printed.at(-1) ?? '') as Record<string, unknown>;
    assert.match(String(model), /^ft:prior::\w+$/);
    assert.deepEqual(skipped, { count: 0, used: null, reasons: [], lines: [] });
    const listed = await run(['jobs', ...own]);
    assert.ok(listed.printed.some((line) => line.includes(String(job)) && line.includes(String(model))));
  });

  it('a refusal of the provider is one sentence and status 2', async () => {
    const before = await jobsAtServer();
    const { status, said } = await run(['tune', 'few.jsonl', '--model', 'prior', '--yes', ...server()]);
    assert.equal(status, 2);
    assert.match(said, /Training file has 7 example\(s\), but must have at least 10 examples/);
    assert.equal(await jobsAtServer(), before);
  });

  it('upload prints the id of the file', async () => {
    const { status, printed } = await run(['upload', 'train.jsonl', ...server()]);
    assert.equal(status, 0);
    assert.equal((await fixture.client.files.retrieve(printed.join(''))).filename, 'train.jsonl');
  });

  for (const [what, args, env, sentence] of [
    ['no key', ['upload', 'train.jsonl'], {}, /set the environment variable OPENAI_API_KEY/],
    ['no key for an address', ['jobs', '--base-url', 'http://127.0.0.1:9/v1'], {}, /VISION_FT_API_KEY/],
    [
      'a missing file',
      ['tune', 'none.jsonl', '--model', 'prior', '--provider', 'baseline'],
      {},
      /none\.jsonl cannot be read/,
    ],
    ['a vendor without jobs', ['jobs', '--provider', 'together'], {}, /vision-ft export FILE --for together/],
    [
      'a number out of range',
      ['tune', 'train.jsonl', '--model', 'm', '--epochs', '51'],
      {},
      /--epochs takes a whole number from 1 to 50/,
    ],
    ['azure without an address', ['jobs', '--provider', 'azure'], { AZURE_OPENAI_API_KEY: 'k' }, /no fixed address/],
  ] as const)
    it(`${what}: one sentence and status 2`, async () => {
      const { status, said, printed } = await run([...args], { env });
      assert.equal(status, 2);
      assert.match(said, sentence);
      assert.equal(said.trim().split('\n').length, 1);
      assert.deepEqual(printed, []);
    });

  it('serve prints its address first and stops on Ctrl+C', async () => {
    const interrupt = new AbortController();
    const printed: string[] = [];
    const ready = Promise.withResolvers<undefined>();
    const serving = run(['serve', '--data', 'served'], {
      signal: interrupt.signal,
      print: (line) => {
        printed.push(line);
        ready.resolve(undefined);
      },
    });
    await ready.promise;
    const { baseURL, apiKey } = JSON.parse(printed[0] ?? '') as { baseURL: string; apiKey: string };
    const models = async () =>
      (await fetch(`${baseURL}/models`, { headers: { authorization: `Bearer ${apiKey}` } })).status;
    assert.equal(await models(), 200);
    interrupt.abort();
    assert.equal((await serving).status, 0);
    await assert.rejects(models());
  });
});
