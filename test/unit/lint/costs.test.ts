import assert from 'node:assert/strict';
import { bytesSource } from '../../../src/dataset/byteSource.ts';
import { lintSource } from '../../../src/lint/runner.ts';
import { pngUrl } from '../../support/fixtures.ts';
import { trainingFile } from '../../support/lines.ts';

describe('prices of a training file', () => {
  const lint = async (file: string) => {
    const source = bytesSource(Buffer.from(trainingFile(20, await pngUrl(1024, 1024))));
    return lintSource(source, file, { provider: 'openai' });
  };

  it('are told for every model whose price is known, its images counted by its own formula', async () => {
    const { costs, tokens, cost } = await lint('train.jsonl');
    const of = (provider: string, model: string) =>
      costs.find((price) => price.provider === provider && price.model.startsWith(model));
    const images = (provider: string, model: string) => ((of(provider, model)?.tokens ?? 0) - tokens.text) / 20;
    assert.equal(images('openai', 'gpt-4o-2024'), 765);
    assert.equal(images('openai', 'gpt-4o-mini'), 2833 + 4 * 5667);
    assert.equal(images('openai', 'gpt-4.1-mini'), Math.ceil(1024 * 1.62));
    assert.equal(of('openai', 'gpt-4o-2024')?.usd, cost?.usd);
    assert.equal(of('openai', 'gpt-4o-2024')?.epochs, 5);
    assert.equal(of('azure', 'gpt-4o')?.price, 27.5);
    assert.equal(of('baseline', 'prior')?.usd, 0);
  });

  it('are nothing for a file that is not trained on', async () => {
    const { costs } = await lint('valid.jsonl');
    assert.deepEqual(new Set(costs.map(({ usd }) => usd)), new Set([0]));
  });
});
