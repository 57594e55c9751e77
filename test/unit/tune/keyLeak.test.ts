import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { colourLines } from '../../support/baselineFixture.ts';
import { runCli } from '../../support/cliRun.ts';
import {
  completion,
  startFaultServer,
  type Fault,
  type FaultServer,
  type SeenRequest,
} from '../../support/faultServer.ts';

/** Looks like no vendor's key in particular. */
const KEY = '3b1f5e0c9d8a4e7fb2c6a1d0e9f8b7c6';
const RUN = ['--model', 'm', '--yes'];

describe('the key', () => {
  let folder: string;
  let server: FaultServer;
  let status: number | undefined;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vision-ft-key-'));
    const lines = (await colourLines([10, 20])).join('\n');
    await writeFile(join(folder, 'train.jsonl'), lines);
    await writeFile(join(folder, 'test.jsonl'), lines);
    status = undefined;
    server = await startFaultServer(good, (request): Fault | undefined =>
      status === undefined
        ? undefined
        : // as a careless gateway would
          { status, message: `No: ${request.authorization ?? ''}.`, headers: { 'retry-after-ms': '1' } },
    );
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  /** A job's end repeats the key too. */
  function good({ method, path, authorization, json }: SeenRequest): unknown {
    if (path.endsWith('/events')) {
      const event = { object: 'fine_tuning.job.event', id: 'e1', created_at: 1, level: 'info', type: 'message' };
      return { object: 'list', has_more: false, data: [{ ...event, message: `Called with ${authorization ?? ''}` }] };
    }
    if (path.endsWith('/jobs') && method === 'GET') return { object: 'list', has_more: false, data: [] };
    if (path.includes('/jobs')) {
      const error = { code: 'c', message: `Refused ${authorization ?? ''}`, param: null };
      return {
        id: 'ftjob-1',
        status: 'failed',
        created_at: 1,
        model: 'm',
        fine_tuned_model: null,
        error,
        result_files: [],
      };
    }
    if (path.endsWith('/chat/completions'))
      return completion('{"rating":"Incorrect"}', (json as { model: string }).model);
    return { id: 'file-1', status: 'processed' };
  }

  const run = (...args: string[]) =>
    runCli(folder, [...args, '--base-url', server.baseURL], { env: { VISION_FT_API_KEY: KEY } });

  const written = async () => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    return Promise.all(
      files.map(async ({ parentPath, name }) => [name, await readFile(join(parentPath, name), 'utf8')] as const),
    );
  };

  /** @param told somebody repeated the key, and it was cut */
  const leaksNothing = async (args: string[], { told }: { told: boolean }) => {
    const { printed, said } = await run(...args);
    assert.ok(server.requests.some(({ authorization }) => authorization === `Bearer ${KEY}`));
    for (const [where, text] of [['stdout', printed], ['stderr', said], ...(await written())] as const)
      assert.ok(!text.includes(KEY), `${args.join(' ')}: ${where}: ${text}`);
    const cut = [printed, said, ...(await written()).map(([, text]) => text)].some((text) => text.includes('(key)'));
    assert.equal(cut, told, `${printed}\n${said}`);
  };

  for (const refusal of [400, 403, 500])
    for (const args of [
      ['upload', 'train.jsonl'],
      ['tune', 'train.jsonl', ...RUN],
      ['jobs'],
      ['jobs', 'ftjob-1', '--format', 'json'],
      ['evaluate', 'test.jsonl', ...RUN],
    ])
      it(`is cut from what a server repeats with ${refusal}: vision-ft ${args.join(' ')}`, async () => {
        status = refusal;
        await leaksNothing(args, { told: true });
      }).timeout(60_000);

  it('is cut where a judge is refused, and never said with 401', async () => {
    await leaksNothing(['evaluate', 'test.jsonl', ...RUN, '--out', 'run'], { told: false });
    status = 400;
    await leaksNothing(['judge', 'run', ...RUN, '--format', 'json'], { told: false });
    status = 401;
    for (const args of [
      ['upload', 'train.jsonl'],
      ['judge', 'run', ...RUN],
    ])
      await leaksNothing(args, { told: false });
  }).timeout(60_000);

  it('is cut from a job’s events and end, and stands in no note of what was sent', async () => {
    await leaksNothing(['tune', 'train.jsonl', ...RUN, '--wait', '--format', 'json'], { told: true });
    await leaksNothing(['jobs', 'ftjob-1', '--format', 'json'], { told: true });
    assert.ok((await written()).some(([, text]) => text.includes('"file-1"')));
  });
});
