import assert from 'node:assert/strict';
import { risesSince } from '../../../../src/tune/job/overfitting.ts';

const losses = (...validLosses: (number | undefined)[]) =>
  validLosses.map((validLoss, at) => ({
    step: (at + 1) * 10,
    trainLoss: 1,
    ...(validLoss !== undefined && { validLoss }),
  }));

describe('a validation loss', () => {
  it('rises since its lowest value, once the last three validations lie 5 % above it', () => {
    assert.equal(risesSince(losses(2, 1, 1.1, 1.2, 1.05)), 20);
    assert.equal(risesSince(losses(2, undefined, 1, undefined, 1.1, undefined, 1.2, 1.3)), 30);
  });

  it('does not rise for one noisy value, for a few, for less than 5 %, nor where nothing was validated', () => {
    for (const points of [
      losses(2, 1, 1.5),
      losses(2, 1, 1.5, 1.5),
      losses(2, 1, 1.5, 1.5, 1.04),
      losses(2, 1.5, 1.2, 1),
      losses(undefined, undefined),
      [],
    ])
      assert.equal(risesSince(points), undefined);
  });
});
