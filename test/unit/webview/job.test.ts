import assert from 'node:assert/strict';
import type { CheckpointView, CurvePoint, JobSnapshot } from '../../../src/protocol/jobPage.ts';
import { planText, reasonsText, skippedText, stateRest } from '../../../webview/job/stateLine.ts';
import { durationText, stretches } from '../../../webview/job/times.ts';
import { curvesOf, measuresOf, turnOf } from '../../../webview/job/curve.ts';
import { frameOf, type CurvePlotData } from '../../../webview/job/curveFrame.ts';
import { apart, calloutAt, checkpointLabels, endLabels } from '../../../webview/job/curveLabels.ts';
import { curveSummary } from '../../../webview/job/curveText.ts';
import { niceStep, ticksTo, xOf, yOf } from '../../../webview/job/frame.ts';
import { smoothed } from '../../../webview/job/smooth.ts';

const MINUTE = 60_000;

describe('the state line of a job', () => {
  const job = (change: Partial<JobSnapshot>): JobSnapshot => ({
    title: 'ft:gpt-4o',
    status: 'running',
    phase: 'running',
    actions: [],
    notices: [],
    curve: { points: [] },
    checkpoints: [],
    facts: [],
    timeline: [],
    events: 0,
    ...change,
  });

  for (const [name, change, expected] of [
    [
      'is all that is known of one that runs',
      { step: 312, steps: 460, timeLeft: 13 * MINUTE, cost: { soFar: 14.4, total: 21.2, exact: false } },
      ', step 312 of 460 · about 13 min left · about $14.40 of $21.20 so far',
    ],
    ['is nothing where nothing is known', {}, ''],
    ['has the step where the number of steps is not known', { step: 3 }, ', step 3'],
    [
      'calls a price that the vendor told what it is',
      { cost: { soFar: 1, total: 2, exact: true } },
      ' · $1.00 of $2.00 so far',
    ],
    [
      'has the whole price before anything is spent',
      { phase: 'waiting', cost: { total: 2, exact: false } },
      ' · about $2.00 in all',
    ],
    [
      'has the end in one that succeeded, and no time left',
      { phase: 'succeeded', step: 460, steps: 460, timeLeft: 1, cost: { soFar: 21.2, total: 21.2, exact: true } },
      ', 460 steps · $21.20',
    ],
    [
      'says how far one came that failed, and what that cost',
      { phase: 'failed', step: 40, steps: 460, cost: { soFar: 0, total: 21.2, exact: true } },
      ', step 40 of 460 · $0.00',
    ],
  ] as const)
    it(name, () => {
      assert.equal(stateRest(job(change)), expected);
    });

  it('tells lengths of time in the unit people would', () => {
    assert.deepEqual(
      [40_000, 89_000, 95_000, 13 * MINUTE, 89 * MINUTE, 125 * MINUTE, 26 * 60 * MINUTE].map(durationText),
      ['40 s', '89 s', '2 min', '13 min', '89 min', '2 h 5 min', '26 h 0 min'],
    );
  });

  it('tells how long each state took but the one that lasts', () => {
    const timeline = [
      { state: 'queued', at: 0 },
      { state: 'running', at: MINUTE },
    ];
    assert.deepEqual(stretches(timeline), [
      { state: 'queued', at: 0, took: MINUTE },
      { state: 'running', at: MINUTE },
    ]);
  });
});

describe('examples that the vendor left out', () => {
  const skipped = { count: 400, reasons: [{ label: 'people', count: 212 }, { label: 'faces' }], actions: [] };

  it('are told with what was trained on, as far as that is known', () => {
    assert.equal(skippedText({ ...skipped, used: 230, of: 630 }), '230 of 630 examples trained: 400 skipped');
    assert.equal(skippedText({ ...skipped, used: 230 }), '230 examples trained: 400 skipped');
    assert.equal(skippedText(skipped), '400 examples skipped');
    assert.equal(skippedText({ ...skipped, count: 1 }), '1 example skipped');
  });

  it('are told with the reasons and their numbers, and what is left of the plan', () => {
    assert.equal(reasonsText(skipped), 'people 212, faces');
    assert.equal(
      planText({ ...skipped, price: { planned: 58.1, now: 21.2 }, epochs: 4 }),
      'about $21.20 instead of $58.10 for 4 epochs',
    );
    assert.equal(planText({ ...skipped, epochs: 1 }), '1 epoch');
    assert.equal(planText(skipped), undefined);
  });
});

describe('the course behind a noisy loss', () => {
  const readings = (count: number, valueAt: (step: number) => number) =>
    Array.from({ length: count }, (_, index) => ({ step: index + 1, value: valueAt(index + 1) }));

  it('is not made up where there are few steps', () => {
    assert.deepEqual(smoothed(readings(11, (step) => step)), []);
  });

  it('is the line itself where there is no noise, at both ends too', () => {
    const line = readings(100, (step) => 3 - step / 50);
    for (const [index, { value }] of smoothed(line).entries())
      assert.ok(Math.abs(value - (line[index]?.value ?? NaN)) < 1e-9, `step ${index + 1}`);
  });

  it('loses most of the noise and none of the course', () => {
    const noisy = readings(400, (step) => 1 + (step % 2 === 0 ? 0.2 : -0.2));
    for (const { value } of smoothed(noisy)) assert.ok(Math.abs(value - 1) < 0.05);
    const falling = smoothed(readings(2000, (step) => Math.exp(-step / 100)));
    for (const { step, value } of falling) assert.ok(Math.abs(value - Math.exp(-step / 100)) < 0.03, `step ${step}`);
  });

  it('stays within what was measured, where steps are uneven or the same too', () => {
    const jumps = readings(40, (step) => (step < 20 ? 5 : 0));
    for (const { value } of smoothed(jumps)) assert.ok(value >= 0 && value <= 5);
    const same = Array.from({ length: 20 }, () => ({ step: 7, value: 2 }));
    for (const { value } of smoothed(same)) assert.equal(value, 2);
  });
});

describe('the learning curve', () => {
  const points: CurvePoint[] = Array.from({ length: 30 }, (_, index) => ({
    step: (index + 1) * 10,
    trainLoss: 2 / (index + 1),
    ...(index % 3 === 2 && { validLoss: index < 20 ? 1 - index / 40 : 0.5 + index / 100 }),
  }));
  const checkpoint = (epoch: number): CheckpointView => ({
    model: `m:${epoch}`,
    step: epoch * 100,
    epoch,
    best: false,
  });
  const curve = { points, steps: 400, rises: { since: 180, best: 'm:2' } };
  const data: CurvePlotData = {
    curves: curvesOf(curve, 'loss'),
    curve,
    checkpoints: [checkpoint(1), checkpoint(2)],
    now: 300,
  };

  it('has the measures that were taken, and skips what is no number', () => {
    assert.deepEqual(measuresOf(curve), ['loss']);
    assert.deepEqual(measuresOf({ points: [{ step: 1, validAccuracy: 0.5 }] }), ['accuracy']);
    assert.deepEqual(measuresOf({ points: [] }), []);
    assert.deepEqual(measuresOf({ points: [{ step: 1, trainLoss: Infinity }] }), []);
    const ran = curvesOf(
      {
        points: [
          { step: 1, trainLoss: 2 },
          { step: 2, trainLoss: NaN },
        ],
      },
      'loss',
    );
    assert.deepEqual(ran.train, [{ step: 1, value: 2 }]);
  });

  it('is drawn as far as the job will go, or has gone where that is not known', () => {
    assert.equal(data.curves.end, 400);
    assert.equal(curvesOf({ points }, 'loss').end, 300);
  });

  it('turns where the validation loss was lowest', () => {
    assert.equal(turnOf(data.curves, curve)?.step, 180);
    assert.equal(turnOf(curvesOf(curve, 'accuracy'), curve), undefined);
  });

  it('is said in sentences', () => {
    assert.equal(
      curveSummary(data.curves, curve, data.checkpoints),
      'Training: 2.00 at step 10, 0.067 at step 300. Validation: 0.79 at step 300, lowest 0.58 at step 180. ' +
        'Validation loss rises since step 180; epoch 2 looks best. 2 checkpoints: step 100, step 200.',
    );
    const one = { points: [{ step: 2, validAccuracy: 0.768 }] };
    assert.equal(
      curveSummary(curvesOf(one, 'accuracy'), one, []),
      'Validation: 76.8 % at step 2, highest 76.8 % at step 2.',
    );
  });

  for (const width of [240, 480, 900, 2000])
    it(`has room for the words at its lines' ends in ${width} pixels, finished or not`, () => {
      for (const steps of [300, 310, 400, 3000]) {
        const curves = { ...data.curves, end: steps };
        const frame = frameOf({ ...data, curves }, width);
        const longest = Math.max(...endLabels(curves, width >= 640).map(({ text }) => text.length));
        assert.ok(xOf(frame, 300) + longest * 7 <= width, `${steps} steps`);
        assert.ok(frame.right > frame.left);
        assert.ok(yOf(frame, curves.peak) >= frame.top);
      }
    });

  it('calls every checkpoint by its whole name, by a short one, or leaves some out, as there is room', () => {
    const frame = frameOf(data, 900);
    const texts = (count: number, until = frame.width) =>
      checkpointLabels(
        frame,
        Array.from({ length: count }, (_, index) => ({ ...checkpoint(index + 1), step: ((index + 1) * 320) / count })),
        until,
      ).map(({ text }) => text);
    assert.deepEqual(texts(2), ['checkpoint, epoch 1', 'checkpoint, epoch 2']);
    assert.deepEqual(
      texts(8),
      Array.from({ length: 8 }, (_, index) => `epoch ${index + 1}`),
    );
    assert.ok(texts(40).length < 20);
    assert.deepEqual(texts(1, xOf(frame, 325)), []);
  });

  it('keeps the words at the ends of lines apart, and within the drawing', () => {
    const frame = frameOf(data, 900);
    for (const [a, b] of [
      [100, 100],
      [100, 108],
      [108, 100],
      [0, 2],
      [frame.bottom, frame.bottom],
      [50, 200],
    ] as const) {
      const [first = NaN, second = NaN] = apart(frame, [a, b]);
      assert.ok(Math.abs(first - second) >= 16, `${a} and ${b}: ${first} and ${second}`);
      for (const y of [first, second]) assert.ok(y >= frame.top && y <= frame.bottom, `${a} and ${b}: ${y}`);
      if (a !== b) assert.equal(first < second, a < b);
    }
  });

  it('says where validation turned over no line, and within the drawing', () => {
    const turn = turnOf(data.curves, curve);
    assert.ok(turn);
    for (const width of [300, 480, 900, 2000]) {
      const frame = frameOf(data, width);
      const { anchor, dx, bottom } = calloutAt(frame, data.curves, turn, 240);
      const from = xOf(frame, turn.step) + dx - (anchor === 'end' ? 240 : 0);
      assert.ok(from >= 0 && from + 240 <= width, `${width}: ${from}`);
      assert.ok(bottom < yOf(frame, turn.value) && bottom > frame.top + 32);
    }
  });

  it('is ticked at round values', () => {
    assert.equal(niceStep(1.44, 4), 0.4);
    assert.equal(niceStep(460, 7), 100);
    assert.deepEqual(ticksTo(0.9, 0.3), [0, 0.3, 0.6, 0.9]);
  });
});
