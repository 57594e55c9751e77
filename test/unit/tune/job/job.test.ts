import assert from 'node:assert/strict';
import { asJob, hyperparametersOf, isFinished, listJobs, phaseOf } from '../../../../src/tune/job/job.ts';
import { ProviderError } from '../../../../src/tune/providerError.ts';
import { PROFILES } from '../../../../src/providers/profiles.ts';
import { openClient } from '../../../../src/tune/client.ts';
import { jobAtVendor, jobSaying } from '../../../support/tuningJobs.ts';
import { startVendor } from '../../../support/vendorServer.ts';

describe('a job as its vendor tells it', () => {
  it('needs an id and a status, and keeps what is not known here', () => {
    const job = asJob({ id: 'ftjob-1', status: 'running', training_file: null, result_files: null, news: [1] });
    const { model, created_at, training_file, result_files, fine_tuned_model, error } = job;
    assert.deepEqual([model, created_at, training_file, result_files], ['', 0, '', []]);
    assert.deepEqual([fine_tuned_model ?? null, error ?? null, job['news']], [null, null, [1]]);
  });

  it('is readable where fields are of another kind', () => {
    const job = jobSaying({ metadata: 'none', error: 'no', trained_tokens: '7', finished_at: 'soon', method: 3 });
    assert.deepEqual([job.metadata, job.error, job.trained_tokens, job.finished_at], [null, null, null, null]);
    assert.deepEqual(hyperparametersOf(job), {});
  });

  it('is refused in one sentence where it is no job', () => {
    for (const answer of [undefined, 'html', {}, { id: 'ftjob-1' }, { id: 7, status: 'running' }])
      assert.throws(() => asJob(answer), ProviderError);
  });

  it('is under way in a state that nobody has heard of', () => {
    const job = jobSaying({ status: 'polishing' });
    assert.deepEqual([job.status, phaseOf(job), isFinished(job)], ['polishing', 'running', false]);
    for (const [status, phase, finished] of [
      ['validating_files', 'waiting', false],
      ['paused', 'paused', false],
      ['succeeded', 'succeeded', true],
      ['failed', 'failed', true],
      ['cancelled', 'cancelled', true],
    ] as const)
      assert.deepEqual([phaseOf({ status }), isFinished({ status })], [phase, finished], status);
  });

  it('says its hyperparameters in the new place, in the old one, or not yet', () => {
    const chosen = { n_epochs: 3, batch_size: 8, learning_rate_multiplier: 1.5 };
    const read = { epochs: 3, batchSize: 8, learningRate: 1.5 };
    const method = { type: 'supervised', supervised: { hyperparameters: { ...chosen, batch_size: 'auto' } } };
    assert.deepEqual(hyperparametersOf(jobSaying({ hyperparameters: chosen })), read);
    assert.deepEqual(hyperparametersOf(jobSaying({ method })), { epochs: 3, learningRate: 1.5 });
    assert.deepEqual(hyperparametersOf(jobSaying({ method, hyperparameters: { batch_size: 4 } })), {
      ...read,
      batchSize: 4,
    });
    assert.deepEqual(hyperparametersOf(jobSaying({ hyperparameters: { n_epochs: 'auto' } })), {});
  });

  it('is listed with the others over all pages, what is no job passed over', async () => {
    const vendor = await startVendor();
    try {
      vendor.jobs.push(...Array.from({ length: 250 }, (_, at) => jobAtVendor({ id: `ftjob-${at}` })));
      Object.assign(vendor.jobs[3] ?? {}, { status: null });
      const client = openClient({ profile: PROFILES.openai, baseURL: vendor.baseURL, apiKey: 'k' });
      assert.equal((await listJobs(client, Number.POSITIVE_INFINITY)).length, 249);
      assert.equal(vendor.count('GET /fine_tuning/jobs'), 3);
      assert.equal((await listJobs(client, 99)).length, 99);
      assert.equal(vendor.count('GET /fine_tuning/jobs'), 4);
    } finally {
      await vendor.close();
    }
  });
});
