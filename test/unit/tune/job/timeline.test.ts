import assert from 'node:assert/strict';
import { inOrder } from '../../../../src/tune/job/events.ts';
import { timelineOf } from '../../../../src/tune/job/timeline.ts';
import { eventSaying, jobSaying } from '../../../support/tuningJobs.ts';

const EVENTS = [
  eventSaying('Created fine-tuning job: ftjob-1', 100),
  eventSaying('Validating training file: file-1', 110),
  eventSaying('Validating validation file: file-2', 111),
  eventSaying('Files validated, moving job to queued state', 120),
  eventSaying('Fine-tuning job started', 200),
  eventSaying('Step 1/2: training loss=0.5', 210),
];
const STATES = [
  { state: 'created', at: 100_000 },
  { state: 'validating_files', at: 110_000 },
  { state: 'queued', at: 120_000 },
  { state: 'running', at: 200_000 },
];

describe('the timeline of a job', () => {
  it('says when each state began, and ends with the last', () => {
    assert.deepEqual(timelineOf({ job: jobSaying(), events: EVENTS }), STATES);
    const job = jobSaying({ status: 'succeeded', finished_at: 300 });
    assert.deepEqual(timelineOf({ job, events: EVENTS }), [...STATES, { state: 'succeeded', at: 300_000 }]);
  });

  it('is the same where events come out of order', () => {
    const events = inOrder(EVENTS.toReversed());
    assert.deepEqual(timelineOf({ job: jobSaying(), events }), STATES);
  });

  it('tells of pauses', () => {
    const events = [...EVENTS, eventSaying('Job paused', 220), eventSaying('Fine-tuning job resumed', 230)];
    assert.deepEqual(
      timelineOf({ job: jobSaying(), events }).map(({ state }) => state),
      ['created', 'validating_files', 'queued', 'running', 'paused', 'running'],
    );
  });

  it('leaves out states whose moment nobody says, and those it has no word for', () => {
    const job = jobSaying({ status: 'in_review', created_at: 'soon' });
    assert.deepEqual(timelineOf({ job, events: EVENTS }), STATES.slice(1));
    assert.deepEqual(timelineOf({ job: jobSaying({ status: 'failed', created_at: null }), events: [] }), []);
  });

  it('ends at the last event where the vendor does not say when', () => {
    const end = timelineOf({ job: jobSaying({ status: 'cancelled' }), events: EVENTS }).at(-1);
    assert.deepEqual(end, { state: 'cancelled', at: 210_000 });
  });
});
