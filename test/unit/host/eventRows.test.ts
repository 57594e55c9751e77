import assert from 'node:assert/strict';
import { countEvents, rowsOf } from '../../../src/host/jobs/eventRows.ts';
import { eventSaying, measurement } from '../../support/tuningJobs.ts';

const EVENTS = [
  eventSaying('Fine-tuning job started', 1),
  { ...measurement({ step: 1 }, 2), message: 'Step 1/2' },
  eventSaying('400 examples were SKIPPED', 3, { level: 'warn' }),
  eventSaying('The job failed', 4, { level: 'error' }),
  eventSaying('Of a level that is new', 5, { level: 'notice', type: 'moderation_checks' }),
];
const all = { kinds: [], text: '' };
const times = (rows: readonly { at: number }[]) => rows.map(({ at }) => at / 1000);

describe('the events of a job under a filter', () => {
  it('are all, newest first, a part at a time', () => {
    assert.deepEqual(times(rowsOf(EVENTS, all, 0, 100)), [5, 4, 3, 2, 1]);
    assert.deepEqual(rowsOf(EVENTS, all, 1, 3), [
      { at: 4000, kind: 'error', message: 'The job failed' },
      { at: 3000, kind: 'warning', message: '400 examples were SKIPPED' },
    ]);
    assert.deepEqual(rowsOf(EVENTS, all, 5, 9), []);
  });

  it('are those of its kinds that hold its text, in any case', () => {
    assert.deepEqual(times(rowsOf(EVENTS, { kinds: ['message', 'metrics'], text: '' }, 0, 9)), [5, 2, 1]);
    assert.deepEqual(times(rowsOf(EVENTS, { kinds: [], text: ' skipped ' }, 0, 9)), [3]);
    assert.deepEqual(times(rowsOf(EVENTS, { kinds: ['error'], text: 'job' }, 0, 9)), [4]);
    assert.deepEqual(times(rowsOf(EVENTS, { kinds: [], text: '(' }, 0, 9)), []);
  });

  it('are counted by kind', () => {
    assert.deepEqual(countEvents(EVENTS, ''), { message: 2, metrics: 1, warning: 1, error: 1 });
    assert.deepEqual(countEvents(EVENTS, 'JOB'), { message: 1, metrics: 0, warning: 0, error: 1 });
  });
});
