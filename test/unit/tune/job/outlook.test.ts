import assert from 'node:assert/strict';
import { PROFILES } from '../../../../src/providers/profiles.ts';
import type { JobEvent } from '../../../../src/tune/job/events.ts';
import type { JobNote } from '../../../../src/tune/job/jobNotes.ts';
import { outlookOf } from '../../../../src/tune/job/outlook.ts';
import { eventSaying, jobSaying, measurement } from '../../../support/tuningJobs.ts';

const NOW = 2_000_000;
const SKIPPED =
  'Training file file-1 contains 400 examples with images that were skipped for the following reasons: contains faces. These examples will not be used for training. Using 100 examples from training file file-1';
const NOTE: JobNote = {
  ...{ version: 1, name: 'n', provider: 'openai', recipient: 'r', at: 0, process: 1 },
  ...{ model: 'gpt-4o-2024-08-06', training: '/data/a.jsonl', numbers: {} },
  planned: { examples: 500, epochs: 3, usd: 30 },
};
const STEPS = [measurement({ step: 10, total_steps: 100 }, 1000), measurement({ step: 40, total_steps: 100 }, 1600)];
const outlook = (said: object, events: JobEvent[] = STEPS, note: JobNote | undefined = NOTE) =>
  outlookOf(PROFILES.openai, { job: jobSaying({ ...said }), events, checkpoints: [], rows: [] }, note, NOW);

describe('the outlook of a job', () => {
  it('is its steps and the time left at the pace so far', () => {
    // 30 steps in 600 seconds, 60 to go
    const { step, steps, timeLeft } = outlook({});
    assert.deepEqual([step, steps, timeLeft], [40, 100, 1_200_000]);
  });

  it('takes the vendor’s word for the time left, unless it has passed', () => {
    assert.equal(outlook({ estimated_finish: NOW / 1000 + 60 }).timeLeft, 60_000);
    assert.equal(outlook({ estimated_finish: NOW / 1000 - 60 }).timeLeft, 1_200_000);
  });

  it('knows no time left before two steps, while the job waits, nor after its end', () => {
    assert.equal(outlook({}, STEPS.slice(0, 1)).timeLeft, undefined);
    assert.equal(outlook({}, []).timeLeft, undefined);
    for (const status of ['queued', 'paused', 'succeeded', 'failed', 'cancelled'])
      assert.equal(outlook({ status }).timeLeft, undefined, status);
  });

  it('has cost its share of the planned price so far', () => {
    assert.deepEqual(outlook({}).cost, { soFar: 12, total: 30, exact: false });
    assert.equal(outlook({}).price, undefined);
  });

  it('costs less where examples are left out, and more with the epochs that the vendor chose', () => {
    const events = [eventSaying(SKIPPED, 900), ...STEPS];
    const { cost, price } = outlook({}, events);
    assert.deepEqual(cost, { soFar: 2.4, total: 6, exact: false });
    assert.deepEqual(price, { planned: 30, now: 6 });
    const method = { type: 'supervised', supervised: { hyperparameters: { n_epochs: 6 } } };
    assert.equal(outlook({ method }).cost?.total, 60);
  });

  it('has cost exactly what the trained tokens cost, once the vendor has counted them', () => {
    assert.deepEqual(outlook({ status: 'succeeded', trained_tokens: 2_000_000 }).cost, { total: 50, exact: true });
  });

  it('knows no cost of a job that nobody planned here', () => {
    const { planned: _, ...unplanned } = NOTE;
    assert.equal(outlook({}, STEPS, unplanned).cost, undefined);
    const details = { job: jobSaying(), events: STEPS, checkpoints: [], rows: [] };
    assert.equal(outlookOf(PROFILES.openai, details, undefined, NOW).cost, undefined);
  });
});
