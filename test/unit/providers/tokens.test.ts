import assert from 'node:assert/strict';
import { estimatedEpochs, trainingCost } from '../../../src/providers/cost.ts';
import { imageTokensFor } from '../../../src/providers/imageTokens.ts';
import { PROFILES, knownModels, modelOf, profileOf } from '../../../src/providers/profiles.ts';
import { messageTokens, textTokens } from '../../../src/providers/textTokens.ts';

const openai = PROFILES.openai;
const tokens = (model: string, width: number, height: number, detail?: string) =>
  imageTokensFor(modelOf(openai, model), width, height, detail);

describe('tokens of an image', () => {
  for (const [model, width, height, detail, expected] of [
    ['gpt-4o-2024-08-06', 1024, 1024, 'high', 765],
    ['gpt-4o-2024-08-06', 2048, 4096, 'high', 1105],
    ['gpt-4o-2024-08-06', 4096, 8192, 'low', 85],
    ['gpt-4o-2024-08-06', 1024, 1024, 'auto', 765],
    ['gpt-4.1', 1024, 1024, undefined, 765],
    ['gpt-4o', 256, 256, 'high', 255],
    ['gpt-4o', 1536, 768, 'high', 85 + 6 * 170],
    ['gpt-4o-mini', 1024, 1024, 'low', 2833],
    ['gpt-4o-mini', 512, 512, 'high', 8500],
    ['gpt-4.1-mini', 1024, 1024, 'high', 1659],
    ['gpt-4.1-nano', 4000, 4000, 'high', 3779],
  ] as const)
    it(`${model}, ${width} x ${height}, ${detail ?? 'no detail'}: ${expected}`, () => {
      assert.equal(tokens(model, width, height, detail), expected);
    });

  it('a model without a formula counts none', () => {
    assert.equal(imageTokensFor(modelOf(PROFILES.baseline, 'prior'), 1024, 1024), 0);
  });
});

describe('tokens of text', () => {
  it('are those of o200k_base, three more for each message and its role', () => {
    assert.equal(textTokens('hello world'), 2);
    assert.equal(messageTokens('user', ['hello world']), 3 + 1 + 2);
  });
  it('special tokens are plain text', () => {
    assert.ok(textTokens('<|endoftext|>') > 1);
  });
  it('a run without a boundary is counted in pieces, which is nearly the same', () => {
    assert.equal(textTokens('word '.repeat(2000)), 2001);
    const [short, long] = [textTokens('a'.repeat(500)), textTokens('a'.repeat(5000))];
    assert.ok(Math.abs(long / short - 10) < 0.2, `${long} and ${short}`);
    // the tokenizer alone would take minutes
    assert.ok(textTokens(' '.repeat(300_000)) > 1000);
  });
  it('a data URL in a text is never tokenised', () => {
    const url = `data:image/png;base64,${'iVBORw0K'.repeat(100_000)}`;
    assert.ok(textTokens(`see ${url} here`) < 6);
  });
});

describe('estimated cost', () => {
  for (const [examples, epochs] of [
    [2, 25],
    [10, 10],
    [33, 3],
    [34, 3],
    [721, 3],
    [8_333, 3],
    [8_334, 2],
    [30_000, 1],
  ] as const)
    it(`${examples} examples: ${epochs} epochs`, () => {
      assert.equal(estimatedEpochs(examples), epochs);
    });
  it('is tokens x epochs x price', () => {
    assert.equal(trainingCost(1_400_000, 3, 25), 105);
  });
});

describe('vendors', () => {
  it('an unknown vendor is refused with the known ones named', () => {
    assert.throws(() => profileOf('acme'), /no provider "acme".*openai, azure, together, fireworks, baseline/);
  });
  it('a model of another vendor lends its formula, not its price', () => {
    const facts = modelOf(PROFILES.azure, 'gpt-4.1-mini');
    assert.equal(facts?.imageTokens?.kind, 'patch');
    assert.equal(facts.trainingPrice, undefined);
    assert.equal(modelOf(openai, 'made-up'), undefined);
    assert.ok(knownModels(PROFILES.together).includes('gpt-4.1-nano-2025-04-14'));
  });
  it('every limit says where it stands and when it was read', () => {
    const sourced = (value: unknown): Record<string, unknown>[] =>
      typeof value !== 'object' || value === null
        ? []
        : 'grade' in value
          ? [{ ...value }]
          : Object.values(value).flatMap(sourced);
    for (const profile of Object.values(PROFILES))
      for (const fact of sourced([profile.limits, profile.models])) {
        assert.match(String(fact['date']), /^\d{4}-\d\d-\d\d$/);
        assert.match(String(fact['source']), /^https:|^src\/baseline/);
      }
    assert.deepEqual(
      Object.entries(PROFILES).map(([, { limits }]) => limits.imagesPerExample?.value),
      [10, 64, 10, undefined, 10],
    );
  });
});
