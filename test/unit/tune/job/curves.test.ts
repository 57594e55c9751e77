import assert from 'node:assert/strict';
import { curveOf, stepsOf, thinned, type CurvePoint } from '../../../../src/tune/job/curves.ts';
import { parseResultFile } from '../../../../src/tune/job/resultFile.ts';
import { eventSaying, measurement } from '../../../support/tuningJobs.ts';

describe('the learning curve of a job', () => {
  it('comes from events that carry data, those with nothing measured left out', () => {
    const events = [
      measurement({ step: 1, total_steps: 3, train_loss: 2, train_mean_token_accuracy: 0.4 }),
      measurement({ step: 2, total_steps: 3, train_loss: 1, valid_loss: 1.5, valid_mean_token_accuracy: 0.5 }),
      measurement({ step: 3, total_steps: 3, train_loss: null, gradient: 7 }),
    ];
    assert.deepEqual(curveOf(events, []), [
      { step: 1, trainLoss: 2, trainAccuracy: 0.4 },
      { step: 2, trainLoss: 1, validLoss: 1.5, validAccuracy: 0.5 },
    ]);
    assert.deepEqual(stepsOf(events), { step: 3, steps: 3 });
  });

  it('comes from the words of events without data, however small the loss is written', () => {
    const events = [
      eventSaying('Fine-tuning job started'),
      eventSaying('Step 300/460: training loss=0.17, validation loss=0.51'),
      eventSaying('Step 301/460: training loss=1.2e-05.'),
      eventSaying('Step 302: training loss=0'),
    ];
    assert.deepEqual(curveOf(events, []), [
      { step: 300, trainLoss: 0.17, validLoss: 0.51 },
      { step: 301, trainLoss: 0.000012 },
      { step: 302, trainLoss: 0 },
    ]);
    assert.deepEqual(stepsOf(events), { step: 302, steps: 460 });
  });

  it('is in the order of its steps, whatever the order of the events', () => {
    const events = [3, 1, 2].map((step) => measurement({ step, total_steps: 9, train_loss: step / 10 }));
    assert.deepEqual(
      curveOf(events, []).map(({ step }) => step),
      [1, 2, 3],
    );
    assert.deepEqual(stepsOf(events), { step: 3, steps: 9 });
  });

  for (const [vendor, csv] of [
    ['OpenAI', 'step,train_loss,train_accuracy,valid_loss,valid_mean_token_accuracy\n1,2,0.4,,\n2,1,0.6,1.5,0.5\n'],
    [
      'Azure',
      'step,train_loss,train_mean_token_accuracy,valid_loss,validation_mean_token_accuracy,speed\n1,2,0.4,,,9\n2,1,0.6,1.5,0.5,9\n',
    ],
  ] as const)
    it(`comes from a result file with the columns of ${vendor}, plain or as base64, others ignored`, () => {
      const curve = [
        { step: 1, trainLoss: 2, trainAccuracy: 0.4 },
        { step: 2, trainLoss: 1, trainAccuracy: 0.6, validLoss: 1.5, validAccuracy: 0.5 },
      ];
      assert.deepEqual(curveOf([], parseResultFile(csv)), curve);
      assert.deepEqual(curveOf([], parseResultFile(Buffer.from(csv).toString('base64'))), curve);
      assert.deepEqual(curveOf([], parseResultFile(`\ufeff${csv.replaceAll('\n', '\r\n')}`)), curve);
    });

  it('has the figures of the result file where events say others', () => {
    const events = [measurement({ step: 1, train_loss: 2, valid_loss: 3 })];
    assert.deepEqual(curveOf(events, [{ step: 1, train_loss: 1.9 }]), [{ step: 1, trainLoss: 1.9, validLoss: 3 }]);
  });

  it('is what can be read of a result file that is torn, and nothing of an answer that is none', () => {
    assert.deepEqual(curveOf([], parseResultFile('step,train_loss\n1,0.5\n2')), [{ step: 1, trainLoss: 0.5 }]);
    for (const none of ['', '<html>"gateway"</html>', '{"error": {"message": "gone"}}', 'step,train_loss\n1,"0.5'])
      assert.deepEqual(curveOf([], parseResultFile(none)), []);
  });
});

describe('a curve of 10,000 points, thinned to 2,000', () => {
  const POINTS = 10_000;
  const MOST = 2_000;
  const curve = (pointAt: (step: number) => Omit<CurvePoint, 'step'>): CurvePoint[] =>
    Array.from({ length: POINTS }, (_, step) => ({ step, ...pointAt(step) }));
  const noise = (step: number) => ((step * 7919) % 1000) / 1000;

  it('keeps every validation and the highest and lowest training loss', () => {
    const points = curve((step) => ({
      trainLoss: step === 4321 ? 50 : step === 8765 ? -1 : noise(step),
      ...(step % 100 === 0 && { validLoss: 1 }),
    }));
    const kept = thinned(points, MOST);
    assert.ok(kept.length <= MOST * 1.01 && kept.length > MOST / 2, String(kept.length));
    assert.equal(kept.filter(({ validLoss }) => validLoss !== undefined).length, 100);
    assert.deepEqual(
      kept.filter(({ trainLoss = 0 }) => trainLoss > 1 || trainLoss < 0).map(({ step }) => step),
      [4321, 8765],
    );
    assert.deepEqual(
      kept,
      kept.toSorted((a, b) => a.step - b.step),
    );
  });

  it('keeps the highest and lowest validation loss where every step is validated', () => {
    const points = curve((step) => ({
      trainLoss: 1,
      validLoss: step === 4321 ? 50 : step === 8765 ? -1 : noise(step),
    }));
    const kept = thinned(points, MOST);
    assert.ok(kept.length <= MOST * 1.01 && kept.length > MOST / 2, String(kept.length));
    assert.deepEqual(
      kept.filter(({ validLoss = 0 }) => validLoss > 1 || validLoss < 0).map(({ step }) => step),
      [4321, 8765],
    );
  });

  it('stays as it is where it is short enough', () => {
    const points = curve(() => ({ trainLoss: 1 })).slice(0, MOST);
    assert.deepEqual(thinned(points, MOST), points);
  });
});
