import assert from 'node:assert/strict';
import { remaining } from '../../../src/dataset/remaining.ts';

describe('how long a task still takes', () => {
  it('is told from what is done, in steps that do not flicker', () => {
    assert.equal(remaining(0.25, 10_000), 30);
    assert.equal(remaining(0.5, 61_200), 60);
    assert.equal(remaining(0.9, 63_000), 7);
  });

  it('is not told before it can be, nor when it is as good as over', () => {
    assert.equal(remaining(0.5, 1000), undefined);
    assert.equal(remaining(0, 60_000), undefined);
    assert.equal(remaining(0.99, 20_000), undefined);
    assert.equal(remaining(1, 60_000), undefined);
  });
});
