import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import OpenAI from 'openai';
import { runPredictions } from '../../../src/evaluate/predict.ts';
import { createRun } from '../../../src/evaluate/runFolder.ts';
import { medianLatencyMs } from '../../../src/evaluate/costs.ts';
import { readTestSet } from '../../../src/evaluate/testSet.ts';
import { messagesTokens } from '../../../src/providers/textTokens.ts';
import { completion, startFaultServer } from '../../support/faultServer.ts';
import { folderWith } from '../../support/fixtures.ts';

describe('limits of an evaluation', () => {
  it('begins no request that would pass the cost limit, and goes on with a higher one at the pace asked for', async () => {
    const line = (id: number) =>
      JSON.stringify({
        messages: [
          { role: 'user', content: `Question ${id}` },
          { role: 'assistant', content: 'a' },
        ],
      });
    const folder = await folderWith({ 'test.jsonl': Array.from({ length: 10 }, (_, id) => line(id)).join('\n') });
    // each answer: 100 tokens in, 5 out
    const server = await startFaultServer(() => completion('a'));
    const testSet = await readTestSet(join(folder, 'test.jsonl'));
    const { sha256, examples } = testSet;
    const test = { path: '../test.jsonl', sha256, examples: examples.length };
    const about = { model: 'm', provider: 'openai', arm: 'normal' as const, parameters: {}, toolVersion: '0', test };
    const run = await createRun(join(folder, 'run'), about);
    const client = new OpenAI({ baseURL: server.baseURL, apiKey: 'k' });
    const options = {
      countTokens: messagesTokens,
      client,
      model: 'm',
      testSet,
      run,
      arm: 'normal' as const,
      concurrency: 8,
    };
    const { signal } = new AbortController();
    const price = { input: 10_000, output: 0 };
    const first = await runPredictions({ ...options, signal, price, maxCost: 4.5 });
    assert.deepEqual(first, { done: 4, total: 10, errors: 0, usd: 4 });
    assert.equal(server.requests.length, 4);

    const began = performance.now();
    const second = await runPredictions({ ...options, signal, requestsPerMinute: 1200 });
    assert.deepEqual(second, { done: 10, total: 10, errors: 0, usd: undefined });
    assert.equal(server.requests.length, 10);
    assert.ok(performance.now() - began >= 5 * 50 - 5);
    await assert.rejects(runPredictions({ ...options, signal, maxCost: 1 }), /price of m is not known/);
    assert.ok((medianLatencyMs(run.predictions.values()) ?? -1) >= 0);
    await run.close();
    await testSet.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });
});
