import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pace } from '../../../src/host/jobs/pace.ts';
import { until } from '../../support/until.ts';

/** Longer than any look would take to come. */
const LONG = 150;

describe('the pace at which jobs are looked at', () => {
  let pace: Pace | undefined;
  afterEach(() => pace?.dispose());

  it('is none before somebody wakes it, and goes on through what cannot be asked', async () => {
    let looks = 0;
    pace = new Pace(
      () => (++looks < 4 ? Promise.reject(new Error('no connection')) : Promise.resolve(undefined)),
      () => true,
      1,
    );
    await sleep(LONG);
    assert.equal(looks, 0);
    pace.wake();
    await until(() => looks === 4);
    await sleep(LONG);
    assert.equal(looks, 4);
  });

  it('rests when there is nothing to wait for or nobody who looks, and begins again when woken', async () => {
    let [looks, wanted] = [0, true];
    pace = new Pace(
      () => {
        looks++;
        return Promise.resolve(looks % 2 === 0 ? undefined : true);
      },
      () => wanted,
      1,
    );
    pace.wake();
    await until(() => looks === 2);
    wanted = false;
    pace.wake();
    await sleep(LONG);
    assert.equal(looks, 2);
    wanted = true;
    pace.wake();
    await until(() => looks === 4);
  });

  it('is slower without news than with', async () => {
    let [quiet, busy] = [0, 0];
    const other = new Pace(
      () => Promise.resolve(++busy > 0),
      () => true,
      5,
    );
    pace = new Pace(
      () => Promise.resolve(++quiet < 0),
      () => true,
      5,
    );
    other.wake();
    pace.wake();
    await until(() => quiet === 8);
    other.dispose();
    assert.ok(busy > quiet, `${busy} looks with news, ${quiet} without`);
  });

  it('never looks twice at a time, nor once it is over', async () => {
    let [looks, under, most] = [0, 0, 0];
    pace = new Pace(
      async () => {
        looks++;
        most = Math.max(most, ++under);
        await sleep(20);
        under--;
        return true;
      },
      () => true,
      1,
    );
    for (let times = 0; times < 20; times++) {
      pace.wake();
      await sleep(3);
    }
    pace.dispose();
    const before = looks;
    pace.wake();
    await sleep(LONG);
    assert.deepEqual([most, looks], [1, before]);
  });
});
