import type { CurvePoint, EventRow, JobSnapshot } from '../../../src/protocol/jobPage.ts';

/** A made-up job as the host tells it, with its events, newest first. */
export interface FakeJob {
  snapshot: JobSnapshot;
  events: EventRow[];
}

const MODEL = 'ft:gpt-4o-2024-08-06:emoji-vqa';
const STEPS = 460;
const SECOND = 1000;
/** Today, in the afternoon of whoever looks. */
const START = new Date().setHours(14, 2, 11, 0);
const PACE = 5.4 * SECOND;
const TRAINING = START + 249 * SECOND;

const noise = (step: number) => ((step * 7919) % 97) / 97 - 0.5;
const trainLoss = (step: number) =>
  0.15 + 1.25 * Math.exp(-step / 90) + noise(step) * (0.05 + 0.4 * Math.exp(-step / 60));
const validLoss = (step: number) =>
  0.3 + 1.05 * Math.exp(-step / 75) + 0.16 * Math.log1p(Math.max(0, step - 220) / 100);

/** Losses at every second step, and every 20 on the validation file. */
const lossesTo = (last: number, stride = 2): CurvePoint[] =>
  Array.from({ length: Math.floor(last / stride) }, (_, index) => {
    const step = (index + 1) * stride;
    return {
      step,
      trainLoss: trainLoss(step),
      trainAccuracy: 1 - trainLoss(step) / 3,
      ...(step % 20 === 0 && { validLoss: validLoss(step), validAccuracy: 1 - validLoss(step) / 3 }),
    };
  });

const checkpoint = (epoch: number, best = false): JobSnapshot['checkpoints'][number] => ({
  model: `${MODEL}:ckpt-step-${epoch * 115}`,
  step: epoch * 115,
  epoch,
  trainLoss: trainLoss(epoch * 115),
  validLoss: validLoss(epoch * 115),
  best,
});

const SKIPPED_EVENT =
  'Training file file-Qm7t contains 400 examples with images that were skipped for the following reasons: contains CAPTCHAs, contains children, contains faces, contains people. These examples will not be used for training.';

/** Oldest first, as they happened. */
const eventsTo = (last: number): EventRow[] => [
  { at: START, kind: 'message', message: 'Created fine-tuning job: ftjob-8Kp2' },
  {
    at: START + SECOND,
    kind: 'message',
    message: 'Validating training file: file-Qm7t and validation file: file-Xd2k',
  },
  { at: START + 140 * SECOND, kind: 'message', message: 'Files validated, moving job to queued state' },
  { at: START + 227 * SECOND, kind: 'warning', message: SKIPPED_EVENT },
  { at: START + 227 * SECOND, kind: 'message', message: 'Using 230 examples from training file file-Qm7t' },
  { at: TRAINING, kind: 'message', message: 'Fine-tuning job started' },
  ...lossesTo(last).flatMap(({ step, trainLoss: train = 0, validLoss: valid }): EventRow[] => {
    const at = TRAINING + step * PACE;
    const measured = `Step ${step}/${STEPS}: training loss=${train.toFixed(2)}`;
    const message = valid === undefined ? measured : `${measured}, validation loss=${valid.toFixed(2)}`;
    const metrics: EventRow = { at, kind: 'metrics', message };
    return step % 115 === 0
      ? [metrics, { at, kind: 'message', message: `Checkpoint created at step ${step}: ${MODEL}:ckpt-step-${step}` }]
      : [metrics];
  }),
];

const FACTS: JobSnapshot['facts'] = [
  { name: 'training file', value: 'emoji-train.jsonl', note: '630 examples', file: 'training' },
  { name: 'validation file', value: 'emoji-validation.jsonl', note: '80 examples', file: 'validation' },
  { name: 'length', value: '4 epochs of 115 steps', note: 'batch size 2' },
  { name: 'tokens so far', value: '575,000', note: '$25 a million' },
  { name: 'model ends', value: '2027-01-14', note: 'with every fine-tune of it', warning: true },
];
const TIMELINE = [
  { state: 'validating_files', at: START },
  { state: 'queued', at: START + 140 * SECOND },
  { state: 'running', at: TRAINING },
];
const REASONS = [
  { label: 'people', count: 212 },
  { label: 'faces', count: 160 },
  { label: 'children', count: 20 },
  { label: 'CAPTCHAs', count: 8 },
];

function running(): FakeJob {
  return {
    events: eventsTo(312).toReversed(),
    snapshot: {
      title: MODEL,
      status: 'running',
      phase: 'running',
      step: 312,
      steps: STEPS,
      timeLeft: 13 * 60 * SECOND,
      cost: { soFar: 14.4, total: 21.2, exact: false },
      actions: ['cancel', 'pause', 'refresh', 'copyId', 'openVendor'],
      notices: [],
      skipped: {
        count: 400,
        used: 230,
        of: 630,
        reasons: REASONS,
        price: { planned: 58.1, now: 21.2 },
        epochs: 4,
        actions: ['showSkipped', 'explain'],
      },
      curve: { points: lossesTo(312), steps: STEPS, rises: { since: 220, best: `${MODEL}:ckpt-step-230` } },
      checkpoints: [checkpoint(2, true), checkpoint(1)],
      facts: FACTS,
      timeline: TIMELINE,
      events: 0,
    },
  };
}

function created(): FakeJob {
  const { snapshot } = running();
  const { step: _step, steps: _steps, timeLeft: _left, skipped: _skipped, ...rest } = snapshot;
  return {
    events: eventsTo(0).slice(0, 2).toReversed(),
    snapshot: {
      ...rest,
      status: 'validating_files',
      phase: 'waiting',
      cost: { total: 21.2, exact: false },
      actions: ['cancel', 'copyId'],
      curve: { points: [] },
      checkpoints: [],
      timeline: TIMELINE.slice(0, 1),
    },
  };
}

function failed(): FakeJob {
  const job = running();
  const at = TRAINING + 41 * PACE;
  const message = 'The job failed due to an invalid training file. Invalid image on line 41: the URL is not reachable.';
  return {
    events: [{ at, kind: 'error' as const, message }, ...eventsTo(40).toReversed()],
    snapshot: {
      ...job.snapshot,
      status: 'failed',
      phase: 'failed',
      step: 40,
      cost: { soFar: 0, total: 21.2, exact: true },
      actions: ['tryAgain', 'copyId', 'openVendor'],
      notices: [
        {
          tone: 'error',
          sentence: message,
          help: 'Put the image into the file, or remove the example, and begin the job again.',
          actions: ['showFault', 'explain'],
        },
        {
          tone: 'warning',
          sentence: 'The vendor cannot be reached: what is shown is from 14:12.',
          actions: ['refresh'],
        },
      ],
      curve: { points: lossesTo(40), steps: STEPS },
      checkpoints: [],
      timeline: [...TIMELINE, { state: 'failed', at }],
    },
  };
}

function succeeded(): FakeJob {
  const job = running();
  const at = TRAINING + STEPS * PACE;
  return {
    events: [
      { at, kind: 'message' as const, message: 'The job has successfully completed' },
      ...eventsTo(STEPS).toReversed(),
    ],
    snapshot: {
      ...job.snapshot,
      status: 'succeeded',
      phase: 'succeeded',
      step: STEPS,
      cost: { soFar: 21.2, total: 21.2, exact: true },
      actions: ['evaluate', 'compareWithBase', 'copyId', 'openVendor'],
      curve: { ...job.snapshot.curve, points: lossesTo(STEPS) },
      checkpoints: [checkpoint(4), checkpoint(3), checkpoint(2, true)],
      timeline: [...TIMELINE, { state: 'succeeded', at }],
    },
  };
}

function unknownLines(): FakeJob {
  const job = succeeded();
  const skipped = { count: 12, reasons: [{ label: 'contains people' }], actions: ['findCandidates' as const] };
  return { ...job, snapshot: { ...job.snapshot, skipped } };
}

/** 10,000 events, and as many points of the curve as the host ever tells. */
function many(): FakeJob {
  const job = running();
  const steps = 10_000;
  const events = Array.from({ length: steps }, (_, index): EventRow => {
    const at = START + index * SECOND;
    if (index % 1000 === 999) return { at, kind: 'warning', message: `Step ${index + 1} took long` };
    return { at, kind: 'metrics', message: `Step ${index + 1}/${steps}: training loss=${trainLoss(index).toFixed(2)}` };
  });
  return {
    events: events.toReversed(),
    snapshot: {
      ...job.snapshot,
      step: steps,
      steps: 12_000,
      curve: { points: lossesTo(steps, 5), steps: 12_000 },
      checkpoints: Array.from({ length: 20 }, (_, index) => ({
        model: `${MODEL}:ckpt-${20 - index}`,
        step: (20 - index) * 500,
        epoch: 20 - index,
        validLoss: validLoss((20 - index) * 500),
        best: index === 19,
      })),
    },
  };
}

/** Of the embedded baselines: accuracy at four sizes of the training file, and no loss. */
function accuracy(): FakeJob {
  const job = succeeded();
  const points = [0.55, 0.63, 0.71, 0.74].map((validAccuracy, index) => ({ step: index + 1, validAccuracy }));
  const { skipped: _, cost: _cost, ...rest } = job.snapshot;
  return {
    events: job.events.slice(-4),
    snapshot: { ...rest, title: 'nearest-neighbour', step: 4, steps: 4, curve: { points, steps: 4 }, checkpoints: [] },
  };
}

/** One measured step. */
function first(): FakeJob {
  const job = running();
  return {
    ...job,
    snapshot: { ...job.snapshot, step: 2, curve: { points: lossesTo(2), steps: STEPS }, checkpoints: [] },
  };
}

export const FAKE_JOBS: Readonly<Record<string, () => FakeJob>> = {
  running,
  created,
  failed,
  succeeded,
  'unknown-lines': unknownLines,
  many,
  accuracy,
  first,
};
