import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { runCli } from '../../support/cliRun.ts';
import type { Fault, SeenRequest } from '../../support/faultServer.ts';
import { eventSaying, jobAtVendor } from '../../support/tuningJobs.ts';
import { startVendor, type Vendor } from '../../support/vendorServer.ts';

const CSV = 'step,train_loss,valid_loss\n1,0.5,\n2,0.25,0.3\n';

interface Shown {
  job: { status: string };
  events: { message: string }[];
  checkpoints: { step_number: number }[];
  metrics: Record<string, number>[];
}

describe('vision-ft jobs', () => {
  let vendor: Vendor;
  let faultAt: (request: SeenRequest) => Fault | undefined;

  beforeEach(async () => {
    faultAt = () => undefined;
    vendor = await startVendor({ fault: (request) => faultAt(request) });
    vendor.files.set('file-9', { id: 'file-9', status: 'processed', content: Buffer.from(CSV).toString('base64') });
    vendor.jobs.push(jobAtVendor({ status: 'polishing', result_files: ['file-9'] }));
    for (const at of [30, 10, 20]) vendor.events.unshift({ ...eventSaying(`event ${at}`, at) });
  });
  afterEach(() => vendor.close());

  const run = (...args: string[]) => runCli(tmpdir(), ['jobs', ...args, '--base-url', vendor.baseURL]);
  /** What goes wrong with the next requests, one after the other. */
  const failing = (...faults: Fault[]) => {
    faultAt = () => faults.shift();
    return faults;
  };

  it('shows a job in a state nobody has heard of, its events in order and its result file that came as base64', async () => {
    const { status, printed, said } = await run('ftjob-1');
    assert.equal(status, 0, said);
    assert.deepEqual(printed.split('\n'), [
      'ftjob-1  1970-01-01 00:01:40  polishing  gpt-4o-2024-08-06',
      ...[10, 20, 30].map((at) => `1970-01-01 00:00:${at}  event ${at}`),
      'step 1  train_loss 0.5',
      'step 2  train_loss 0.25  valid_loss 0.3',
    ]);
  });

  it('says the same as JSON', async () => {
    vendor.checkpoints.push({ id: 'c', step_number: 2, fine_tuned_model_checkpoint: 'ft:2' });
    const { job, events, checkpoints, metrics } = JSON.parse(
      (await run('ftjob-1', '--format', 'json')).printed,
    ) as Shown;
    assert.deepEqual([job.status, checkpoints[0]?.step_number], ['polishing', 2]);
    assert.deepEqual(
      events.map(({ message }) => message),
      ['event 10', 'event 20', 'event 30'],
    );
    assert.deepEqual(metrics[1], { step: 2, train_loss: 0.25, valid_loss: 0.3 });
  });

  it('still shows a job whose result file was deleted, and one whose vendor serves no checkpoints', async () => {
    vendor.files.clear();
    faultAt = ({ path }) => (path.endsWith('/checkpoints') ? { status: 404 } : undefined);
    const { status, printed, said } = await run('ftjob-1', '--format', 'json');
    assert.equal(status, 0, said);
    const { checkpoints, metrics, events } = JSON.parse(printed) as Shown;
    assert.deepEqual([checkpoints, metrics, events.length], [[], [], 3]);
  });

  it('outlasts a rate limit, faults that pass and a connection that breaks', async () => {
    for (const faults of [[{ status: 429, headers: { 'retry-after': '0.01' } }, { status: 500 }], ['reset']]) {
      const left = failing(...(faults as Fault[]));
      const { status, printed, said } = await run('ftjob-1');
      assert.equal(status, 0, said);
      assert.ok(printed.includes('event 30'));
      assert.equal(left.length, 0);
    }
  });

  for (const [what, fault, sentence] of [
    ['a fault that stays', { status: 500, message: 'overloaded' }, /answered 500: overloaded/],
    ['no such job', { status: 404, message: 'No such job' }, /answered 404: No such job/],
    ['a connection that never holds', 'reset', /The connection to .* broke off/],
    ['an answer of something in between', 'not json', /broke off or is no JSON; check the address/],
    ['an answer that breaks off', 'cut off', /broke off or is no JSON; check the address/],
  ] as const)
    it(`${what} is one sentence and status 2`, async () => {
      faultAt = () => fault;
      const { status, printed, said } = await run('ftjob-1');
      assert.deepEqual([status, printed], [2, '']);
      assert.match(said, sentence);
      assert.equal(said.trim().split('\n').length, 1);
    });
});
