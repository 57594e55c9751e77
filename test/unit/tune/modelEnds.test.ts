import assert from 'node:assert/strict';
import { PROFILES } from '../../../src/providers/profiles.ts';
import { openClient } from '../../../src/tune/client.ts';
import { shutdownIn, shutdownOf } from '../../../src/tune/modelEnds.ts';
import type { Fault } from '../../support/faultServer.ts';
import { startVendor } from '../../support/vendorServer.ts';

describe('the day a model is shut down', () => {
  it('is what the models endpoint says, the day alone', async () => {
    const vendor = await startVendor();
    try {
      vendor.models.push({ id: 'a', shutdown_date: '2027-01-14' }, { id: 'b', shutdown_date: '2027-01-14T00:00:00Z' });
      vendor.models.push({ id: 'c', shutdown_date: null }, { id: 'ft:a:mine:1', shutdown_date: '2027-02-01' });
      const client = openClient({ profile: PROFILES.openai, baseURL: vendor.baseURL, apiKey: 'k' });
      const days = await Promise.all(['a', 'b', 'c', 'ft:a:mine:1', 'none'].map((model) => shutdownOf(client, model)));
      assert.deepEqual(days, ['2027-01-14', '2027-01-14', undefined, '2027-02-01', undefined]);
    } finally {
      await vendor.close();
    }
  });

  for (const fault of [{ status: 500 }, { status: 401 }, 'reset', 'not json', 'cut off'] as const)
    it(`is not known, and nothing fails, where the answer is ${JSON.stringify(fault)}`, async () => {
      const vendor = await startVendor({ fault: (): Fault => fault });
      try {
        const client = openClient({ profile: PROFILES.openai, baseURL: vendor.baseURL, apiKey: 'k' });
        assert.equal(await shutdownOf(client, 'a'), undefined);
        assert.equal(vendor.requests.length, 1);
      } finally {
        await vendor.close();
      }
    });

  it('is no day where it is said in another way', () => {
    for (const shutdown_date of [1_800_000_000, 'soon', '', '14.01.2027'])
      assert.equal(shutdownIn({ shutdown_date }), undefined);
  });
});
