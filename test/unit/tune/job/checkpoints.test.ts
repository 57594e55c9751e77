import assert from 'node:assert/strict';
import { PROFILES } from '../../../../src/providers/profiles.ts';
import { openClient } from '../../../../src/tune/client.ts';
import { bestCheckpoint, readCheckpoints, validLossOf, type Checkpoint } from '../../../../src/tune/job/checkpoints.ts';
import { jobAtVendor } from '../../../support/tuningJobs.ts';
import { startVendor } from '../../../support/vendorServer.ts';

const checkpoint = (step: number, metrics: Checkpoint['metrics'] = {}): Checkpoint => ({
  ...{ id: `c${step}`, fine_tuned_model_checkpoint: `ft:${step}`, step_number: step, created_at: 1 },
  metrics,
});

describe('checkpoints', () => {
  it('are read over all pages, the latest first, those that name no model or step passed over', async () => {
    const vendor = await startVendor();
    try {
      vendor.jobs.push(jobAtVendor());
      for (let step = 1; step <= 45; step++)
        vendor.checkpoints.push({ ...checkpoint(step), metrics: { train_loss: 'low', valid_loss: step } });
      vendor.checkpoints.push({ id: 'x', step_number: 99 }, { ...checkpoint(100), step_number: 'last' });
      const client = openClient({ profile: PROFILES.openai, baseURL: vendor.baseURL, apiKey: 'k' });
      const read = await readCheckpoints(client, 'ftjob-1');
      assert.deepEqual(
        read.map(({ step_number }) => step_number),
        Array.from({ length: 45 }, (_, at) => 45 - at),
      );
      assert.deepEqual([read[0]?.metrics.train_loss, read[0]?.metrics.valid_loss], [undefined, 45]);
    } finally {
      await vendor.close();
    }
  });

  it('the best one has the lowest validation loss, of the whole file where that was measured', () => {
    const [first, second, third] = [
      checkpoint(10, { valid_loss: 0.1, full_valid_loss: 0.9 }),
      checkpoint(20, { valid_loss: 0.5 }),
      checkpoint(30, { valid_loss: 0.2, full_valid_loss: 0.7 }),
    ];
    assert.deepEqual([first, second, third].map(validLossOf), [0.9, 0.5, 0.7]);
    assert.equal(bestCheckpoint([third, second, first]), second);
  });

  it('none is the best where fewer than two were validated', () => {
    assert.equal(bestCheckpoint([]), undefined);
    assert.equal(bestCheckpoint([checkpoint(10, { valid_loss: 0.1 }), checkpoint(20, { train_loss: 0.1 })]), undefined);
  });
});
