import assert from 'node:assert/strict';
import { clockOf, endsOfModels } from '../../../src/providers/clock.ts';
import { PROFILES } from '../../../src/providers/profiles.ts';

const { openai, together, baseline } = PROFILES;

describe('the clock', () => {
  it('says what ends, soonest first, for tuned models too', () => {
    const said = [
      'From 2027-01-06 on, in 45 days, OpenAI takes no new jobs.',
      'From 2027-01-14 on, in 53 days, gpt-4o-2024-08-06 and all that is tuned from it are shut down.',
    ];
    assert.deepEqual(clockOf(openai, 'gpt-4o-2024-08-06', '2026-11-22'), said);
    assert.deepEqual(clockOf(openai, 'ft:gpt-4o-2024-08-06:org::id', '2026-11-22'), said);
  });

  it('counts the last day, and speaks of what is over in the past', () => {
    assert.match(clockOf(openai, 'gpt-4.1-2025-04-14', '2027-01-05')[0] ?? '', /in 1 day, OpenAI/);
    assert.deepEqual(clockOf(openai, 'gpt-4.1-2025-04-14', '2027-01-06'), [
      'Since 2027-01-06 OpenAI takes no new jobs.',
    ]);
  });

  it('says once for each base model when runs cannot be repeated any more', () => {
    const models = ['ft:gpt-4o-2024-08-06:org::a', 'ft:gpt-4o-2024-08-06:org::b', 'gpt-4.1-2025-04-14'];
    assert.deepEqual(endsOfModels(PROFILES.openai, models, '2027-01-13'), [
      'From 2027-01-14 on, in 1 day, gpt-4o-2024-08-06 and all that is tuned from it are shut down.',
    ]);
  });
  it('is silent where no end is known', () => {
    assert.deepEqual(clockOf(together, 'any', '2026-11-22'), []);
    assert.deepEqual(clockOf(baseline, 'prior', '2026-11-22'), []);
  });
});
