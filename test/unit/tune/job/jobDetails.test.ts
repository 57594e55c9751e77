import assert from 'node:assert/strict';
import type OpenAI from 'openai';
import { PROFILES } from '../../../../src/providers/profiles.ts';
import { openClient } from '../../../../src/tune/client.ts';
import { readDetails, type JobDetails } from '../../../../src/tune/job/jobDetails.ts';
import type { Fault, SeenRequest } from '../../../support/faultServer.ts';
import { eventSaying, jobAtVendor } from '../../../support/tuningJobs.ts';
import { startVendor, type Vendor, type VendorJob } from '../../../support/vendorServer.ts';

const JOB = 'GET /fine_tuning/jobs/ftjob-1';
const [EVENTS, CHECKPOINTS] = [`${JOB}/events`, `${JOB}/checkpoints`];
const RESULT = 'GET /files/file-9/content';
const CSV = 'step,train_loss\n1,0.5\n2,0.25\n';

describe('the details of a job', () => {
  let vendor: Vendor;
  let job: VendorJob;
  let client: OpenAI;
  let faultAt: (request: SeenRequest) => Fault | undefined;

  beforeEach(async () => {
    faultAt = () => undefined;
    vendor = await startVendor({ fault: (request) => faultAt(request) });
    client = openClient({ profile: PROFILES.openai, baseURL: vendor.baseURL, apiKey: 'k' });
    job = jobAtVendor();
    vendor.jobs.push(job);
  });
  afterEach(() => vendor.close());

  const happen = (at: number, message = `event ${at}`) => vendor.events.unshift({ ...eventSaying(message, at) });
  const read = (before?: JobDetails) => readDetails(client, 'ftjob-1', before);
  const counts = (...requests: string[]) => requests.map((request) => vendor.count(request));
  const checkpoint = (step: number) => ({
    ...{ id: `c${step}`, step_number: step, fine_tuned_model_checkpoint: `ft:${step}`, created_at: 1, metrics: {} },
  });

  it('have each of 10,000 events once, in pages of 100, and later ask for news alone', async () => {
    for (let at = 1; at <= 10_000; at++) happen(at);
    const first = await read();
    assert.deepEqual(
      first.events.map(({ created_at }) => created_at),
      Array.from({ length: 10_000 }, (_, at) => at + 1),
    );
    assert.deepEqual(counts(JOB, EVENTS), [1, 100]);

    const same = await read(first);
    assert.equal(same.events, first.events);
    assert.deepEqual(counts(JOB, EVENTS), [2, 101]);

    happen(10_001);
    const news = await read(same);
    assert.deepEqual([news.events.length, news.events.at(-1)?.message], [10_001, 'event 10001']);
    assert.ok(vendor.count(EVENTS) <= 103, String(vendor.count(EVENTS)));
  });

  it('take an event that comes late and out of order where it belongs', async () => {
    for (const at of [1, 2, 5]) happen(at);
    const first = await read();
    vendor.events.splice(1, 0, { ...eventSaying('late', 3) });
    happen(6);
    const { events } = await read(first);
    assert.deepEqual(
      events.map(({ message }) => message),
      ['event 1', 'event 2', 'late', 'event 5', 'event 6'],
    );
  });

  it('have checkpoints, the latest first, asked for when something has happened, and none where none are served', async () => {
    vendor.checkpoints.push(checkpoint(10), checkpoint(20));
    const first = await read();
    assert.deepEqual(
      first.checkpoints.map(({ step_number }) => step_number),
      [20, 10],
    );
    const same = await read(first);
    assert.equal(vendor.count(CHECKPOINTS), 1);
    vendor.checkpoints.push(checkpoint(30));
    happen(7);
    assert.equal((await read(same)).checkpoints.length, 3);
    faultAt = ({ path }) => (path.endsWith('/checkpoints') ? { status: 404 } : undefined);
    assert.deepEqual((await read()).checkpoints, []);
    happen(8);
    assert.equal((await read(same)).checkpoints.length, 2);
  });

  it('have the result file once the job has ended, asked for once', async () => {
    vendor.files.set('file-9', { id: 'file-9', status: 'processed', content: Buffer.from(CSV).toString('base64') });
    job.result_files = ['file-9'];
    assert.deepEqual((await read()).rows, []);
    job.status = 'succeeded';
    const ended = await read();
    assert.deepEqual(ended.rows, [
      { step: 1, train_loss: 0.5 },
      { step: 2, train_loss: 0.25 },
    ]);
    assert.deepEqual((await read(ended)).rows, ended.rows);
    assert.equal(vendor.count(RESULT), 1);
  });

  it('stay readable where the result file was deleted', async () => {
    Object.assign(job, { status: 'succeeded', result_files: ['file-gone'] });
    assert.deepEqual((await read()).rows, []);
  });

  it('outlast faults that pass', async () => {
    happen(1);
    const faults: Fault[] = [{ status: 429, headers: { 'retry-after-ms': '2' } }, { status: 500 }];
    faultAt = ({ path }) => (path.endsWith('/events') ? faults.shift() : undefined);
    assert.equal((await read()).events.length, 1);
    faults.push('reset');
    assert.equal((await read()).events.length, 1);
    assert.equal(faults.length, 0);
  });

  it('are complete at the next look, where the answer was no JSON or none came until the client gave up', async () => {
    client = client.withOptions({ timeout: 200, maxRetries: 0 });
    happen(1);
    const first = await read();
    for (const fault of ['not json', 'stall', 'cut off'] as const) {
      happen(first.events.length + vendor.events.length + 1);
      const faults: Fault[] = [fault];
      faultAt = ({ path }) => (path.endsWith('/events') ? faults.shift() : undefined);
      await assert.rejects(read(first), fault);
      assert.equal((await read(first)).events.length, vendor.events.length, fault);
    }
  });
});
