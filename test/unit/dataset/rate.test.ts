import assert from 'node:assert/strict';
import { createRate } from '../../../src/dataset/rate.ts';

describe('how fast bytes go', () => {
  it('is told after a second, without what had arrived before', () => {
    let now = 5000;
    const rateOf = createRate(() => now);
    assert.equal(rateOf(80_000_000), undefined);
    now += 500;
    assert.equal(rateOf(86_000_000), undefined);
    now += 1500;
    assert.equal(rateOf(104_800_000), 12_400_000);
  });
});
