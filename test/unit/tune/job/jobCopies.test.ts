import assert from 'node:assert/strict';
import { readdir, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { JobCopies } from '../../../../src/tune/job/jobCopies.ts';
import { folderWith } from '../../../support/fixtures.ts';
import { eventSaying, jobSaying } from '../../../support/tuningJobs.ts';

const HERE = 'https://vendor.example/v1';
const details = (message: string) => ({
  ...{ job: jobSaying({ status: 'succeeded' }), checkpoints: [], rows: [{ step: 1, train_loss: 0.5 }] },
  events: [eventSaying(message)],
});

describe('the copy of a job', () => {
  let folder: string;
  beforeEach(async () => {
    folder = join(await folderWith({}), 'copies');
  });
  afterEach(() => rm(join(folder, '..'), { recursive: true }));

  it('is read again with all that the vendor told, by another process too', async () => {
    await new JobCopies(folder).keep(HERE, details('first'));
    await new JobCopies(folder).keep(HERE, details('later'));
    const { job, events, checkpoints, rows } = (await new JobCopies(folder).read(HERE, 'ftjob-1')) ?? {};
    assert.deepEqual({ job, events, checkpoints, rows }, JSON.parse(JSON.stringify(details('later'))));
    assert.equal((await readdir(folder)).length, 1);
  });

  it('is of one vendor alone', async () => {
    const copies = new JobCopies(folder);
    assert.equal(await copies.read(HERE, 'ftjob-1'), undefined);
    await copies.keep(HERE, details('here'));
    assert.equal(await copies.read('https://other.example/v1', 'ftjob-1'), undefined);
    assert.equal(await copies.read(HERE, 'ftjob-2'), undefined);
    await copies.keep('https://other.example/v1', details('there'));
    assert.equal((await copies.read(HERE, 'ftjob-1'))?.events[0]?.message, 'here');
  });

  it('is nothing where the file is torn, and for its owner’s eyes alone', async () => {
    const copies = new JobCopies(folder);
    await copies.keep(HERE, details('whole'));
    const [name = ''] = await readdir(folder);
    if (process.platform !== 'win32') assert.equal((await stat(join(folder, name))).mode & 0o777, 0o600);
    await truncate(join(folder, name), 20);
    assert.equal(await copies.read(HERE, 'ftjob-1'), undefined);
  });
});
