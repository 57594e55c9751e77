import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROFILES } from '../../../../src/providers/profiles.ts';
import { openClient } from '../../../../src/tune/client.ts';
import { createJob, type JobRequest } from '../../../../src/tune/job/createJob.ts';
import { JobNotes, type Asked } from '../../../../src/tune/job/jobNotes.ts';
import { interruptedLike, startJob } from '../../../../src/tune/job/startJob.ts';
import type { Fault, SeenRequest } from '../../../support/faultServer.ts';
import { startVendor, type Vendor, type VendorOptions } from '../../../support/vendorServer.ts';
import { until } from '../../../support/until.ts';

const { openai, azure } = PROFILES;
const REQUEST: JobRequest = { model: 'gpt-4o-2024-08-06', trainingFile: 'file-1', epochs: 3, suffix: 'mine' };
const CREATE = 'POST /fine_tuning/jobs';

/** The first requests that create a job fail like this, one after the other. */
const failing = (...faults: Fault[]) => failingWith(faults);
const failingWith =
  (faults: Fault[]) =>
  ({ method, path }: SeenRequest) =>
    method === 'POST' && path.endsWith('/fine_tuning/jobs') ? faults.shift() : undefined;

describe('creating a job', () => {
  let vendor: Vendor;
  const open = async (options?: VendorOptions) => {
    vendor = await startVendor(options);
    return openClient({ profile: openai, baseURL: vendor.baseURL, apiKey: 'k' });
  };
  afterEach(() => vendor.close());
  const create = async (client: Awaited<ReturnType<typeof open>>, request = REQUEST, more = {}) =>
    createJob(client, openai, request, { pause: 1, ...more });

  for (const fault of ['not json', 'cut off'] as const)
    it(`outlasts a rate limit, faults that pass and an answer that is ${fault}`, async () => {
      const client = await open({
        fault: failing({ status: 429, headers: { 'retry-after-ms': '3' } }, { status: 500 }, 'reset', fault),
      });
      const { job, found } = await create(client);
      assert.equal(job.status, 'queued');
      assert.equal(found, false);
      assert.equal(vendor.jobs.length, 1);
    });

  it('creates it once where the answer is lost on the way', async () => {
    const client = await open({ fault: failing('answer lost', 'answer lost') });
    const { job, found } = await create(client);
    assert.deepEqual([job.id, found, vendor.jobs.length, vendor.count(CREATE)], ['ftjob-1', false, 1, 1]);
  });

  it('follows the same job where it is under way, and creates another when told to or when it is over', async () => {
    const client = await open();
    await create(client);
    assert.equal((await create(client)).found, true);
    assert.equal((await create(client, { ...REQUEST, epochs: 4 })).found, false);
    assert.equal((await create(client, REQUEST, { again: true })).found, false);
    for (const job of vendor.jobs) job.status = 'succeeded';
    assert.equal((await create(client)).found, false);
    assert.equal(vendor.jobs.length, 4);
  });

  it('finds a job that has even ended since the attempt was interrupted', async () => {
    const client = await open();
    const { job } = await create(client);
    for (const each of vendor.jobs) each.status = 'succeeded';
    const begunAt = Math.floor(Date.now() / 1000) - 5;
    assert.deepEqual(await create(client, REQUEST, { begunAt }), { job: { ...job, status: 'succeeded' }, found: true });
    assert.equal(vendor.jobs.length, 1);
  });

  it('knows it by its files where the vendor keeps no metadata, which it is not sent', async () => {
    const client = await open({ metadata: false, fault: failing('answer lost') });
    await createJob(client, azure, REQUEST, { pause: 1 });
    assert.equal((await createJob(client, azure, REQUEST)).found, true);
    assert.deepEqual([vendor.count(CREATE), vendor.jobs.length], [1, 1]);
    const body = vendor.requests.find(({ method }) => method === 'POST')?.json as object;
    assert.ok(!('metadata' in body));
  });

  it('gives a refusal on at once', async () => {
    const client = await open({ fault: failing({ status: 403, code: 'training_not_available', message: 'closed' }) });
    await assert.rejects(create(client), /closed/);
    assert.equal(vendor.count(CREATE), 1);
  });

  it('cancels what was created while the user stopped it', async () => {
    const stop = new AbortController();
    const client = await open({
      fault: ({ method, path }) => {
        if (method !== 'POST' || !path.endsWith('/fine_tuning/jobs')) return undefined;
        setTimeout(() => {
          stop.abort();
        }, 20);
        return 'carried out, not answered';
      },
    });
    await assert.rejects(create(client, REQUEST, { signal: stop.signal }), /abort/i);
    assert.deepEqual(
      vendor.jobs.map(({ status }) => status),
      ['cancelled'],
    );
  });

  it('cancels what was created though its answer was lost, where the user stops the wait for a new try', async () => {
    const stop = new AbortController();
    const client = await open({
      fault: (request) => {
        const lost = failing('answer lost')(request);
        if (lost)
          setTimeout(() => {
            stop.abort();
          }, 50);
        return lost;
      },
    });
    await assert.rejects(create(client, REQUEST, { signal: stop.signal, pause: 60_000 }), /abort/i);
    assert.deepEqual(
      vendor.jobs.map(({ status }) => status),
      ['cancelled'],
    );
  });

  it('another one is never taken for the one that is under way, nor is that cancelled in its place', async () => {
    const faults: Fault[] = [];
    const client = await open({ fault: failingWith(faults) });
    await create(client);
    faults.push({ status: 500 });
    const { job, found } = await create(client, REQUEST, { again: true });
    assert.deepEqual([job.id, found], ['ftjob-2', false]);
    faults.push('stall');
    const stop = new AbortController();
    const stopped = create(client, REQUEST, { again: true, signal: stop.signal });
    await until(() => faults.length === 0);
    stop.abort();
    await assert.rejects(stopped, /abort/i);
    assert.deepEqual(
      vendor.jobs.map(({ status }) => status),
      ['queued', 'queued'],
    );
  });
});

describe('a job that is interrupted', () => {
  let folder: string;
  let vendor: Vendor;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vision-ft-asked-'));
  });
  after(() => rm(folder, { recursive: true }));
  beforeEach(async () => {
    vendor = await startVendor();
  });
  afterEach(() => vendor.close());

  const asked = (training: string): Asked => ({
    ...{ provider: 'openai', recipient: vendor.baseURL, model: 'gpt-4o-2024-08-06', training, numbers: { epochs: 2 } },
  });
  const place = (notes: JobNotes) => ({
    ...{ notes, profile: openai },
    client: openClient({ profile: openai, baseURL: vendor.baseURL, apiKey: 'k' }),
  });
  const signal = new AbortController().signal;

  it('is known from before anything is sent, and goes on with what was agreed to', async () => {
    const notes = new JobNotes(folder);
    const note = await notes.begin(asked('/data/a.jsonl'));
    assert.equal(vendor.requests.length, 0);
    assert.deepEqual(await new JobNotes(folder).all(), [note]);
    const later = new JobNotes(folder);
    const found = await interruptedLike(later, asked('/data/a.jsonl'));
    assert.equal(found?.name, note.name);
    assert.equal(await interruptedLike(later, { ...asked('/data/a.jsonl'), numbers: { epochs: 3 } }), undefined);
    assert.equal(await interruptedLike(later, asked('/data/b.jsonl')), undefined);
  });

  it('is not taken for interrupted while somebody is at work on it', async () => {
    const notes = new JobNotes(join(folder, 'busy'));
    const note = await notes.begin(asked('/data/a.jsonl'));
    await startJob(place(notes), note, {
      signal,
      send: async () => {
        assert.equal(await notes.isInterrupted(note), false);
        // the parent of this process lives, and the note was just written
        const other = { ...note, process: process.ppid };
        assert.equal(await new JobNotes(join(folder, 'busy')).isInterrupted(other), false);
        return 'file-1';
      },
    });
  });

  it('is created once, wherever it was killed', async () => {
    for (const killed of ['before anything', 'after the upload', 'after the job was created']) {
      const notes = new JobNotes(join(folder, killed));
      const note = await notes.begin(asked(`/data/${killed}.jsonl`));
      const file = `file of ${killed}`;
      const broken = startJob(place(notes), note, {
        signal,
        send: () => (killed === 'before anything' ? Promise.reject(new Error('killed')) : Promise.resolve(file)),
      });
      if (killed === 'before anything') await assert.rejects(broken, /killed/);
      else await broken;
      // as it stood on the disk when the process ended
      await notes.keep(note);
      if (killed === 'after the upload') vendor.jobs.shift();
      const before = vendor.jobs.length;

      const later = new JobNotes(join(folder, killed));
      const [left] = await later.all();
      assert.ok(left);
      const done = await startJob(place(later), left, { signal, goesOn: true, send: () => Promise.resolve(file) });
      const created = killed === 'after the job was created' ? 0 : 1;
      assert.equal(vendor.jobs.length, before + created, killed);
      assert.equal((await later.all())[0]?.job, done.job.id);
    }
  });

  it('is forgotten when it is refused, and kept when the connection is lost', async () => {
    const notes = new JobNotes(join(folder, 'refused'));
    const note = await notes.begin(asked('/data/a.jsonl'));
    await vendor.close();
    await assert.rejects(
      startJob(place(notes), note, { signal, send: () => Promise.reject(new Error('no connection')) }),
    );
    assert.equal((await notes.all()).length, 1);
    const refusing = await startVendor({ fault: failing({ status: 400, message: 'no' }) });
    vendor = refusing;
    await assert.rejects(startJob(place(notes), note, { signal, send: () => Promise.resolve('file-1') }), /no/);
    assert.equal((await notes.all()).length, 0);
  });
});
