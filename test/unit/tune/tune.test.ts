import assert from 'node:assert/strict';
import { PROFILES } from '../../../src/providers/profiles.ts';
import { apiKeyFrom, openClient } from '../../../src/tune/client.ts';
import { allEvents, followEvents } from '../../../src/tune/job/events.ts';
import { explainProviderError, ProviderError } from '../../../src/tune/providerError.ts';
import { parseResultFile } from '../../../src/tune/job/resultFile.ts';
import { skippedIn } from '../../../src/tune/job/skipped.ts';
import { startFaultServer, type Fault, type SeenRequest } from '../../support/faultServer.ts';

const { openai, azure, baseline } = PROFILES;

describe('the key for an address', () => {
  const env = { OPENAI_API_KEY: 'sk-a', AZURE_OPENAI_API_KEY: 'az', VISION_FT_API_KEY: 'own' };
  it('is the vendor’s own for the vendor, and never that for another address', () => {
    assert.equal(apiKeyFrom(openai, env), 'sk-a');
    assert.equal(apiKeyFrom(openai, env, 'https://api.openai.com/v1'), 'sk-a');
    assert.equal(apiKeyFrom(openai, env, 'http://127.0.0.1:8000/v1'), 'own');
    assert.equal(apiKeyFrom(azure, env, 'https://x.openai.azure.com/openai/v1'), 'az');
    assert.equal(apiKeyFrom(baseline, env, 'http://127.0.0.1:9/v1'), 'own');
  });
  it('names the variable to set when there is none', () => {
    assert.throws(() => apiKeyFrom(openai, {}), /set the environment variable OPENAI_API_KEY/);
    assert.throws(() => apiKeyFrom(openai, { OPENAI_API_KEY: ' ' }, 'http://h/v1'), /VISION_FT_API_KEY/);
  });
});

describe('what a provider’s failure tells the user', () => {
  const explained = async (fault: Fault) => {
    const server = await startFaultServer(
      () => ({ object: 'list', data: [] }),
      () => fault,
    );
    const client = openClient({ profile: openai, baseURL: server.baseURL, apiKey: 'sk-secret-1234' });
    const error: unknown = await client.models.list({ maxRetries: 0 }).then(
      () => undefined,
      (failure: unknown) => failure,
    );
    await server.close();
    const sentence = explainProviderError(error, 'OpenAI');
    assert.ok(sentence instanceof ProviderError);
    assert.doesNotMatch(sentence.message, /secret|\n/);
    return sentence.message;
  };
  it('a wrong key, without repeating it', async () => {
    const message = 'Incorrect API key provided: sk-secre*****1234.';
    assert.match(await explained({ status: 401, message }), /refused the API key/);
    assert.match(await explained({ status: 403, message: `No access with sk-secret-1234` }), /403.*\(key\)/);
  });
  it('a closed platform, with what is still possible', async () => {
    const message = 'OpenAI is winding down the fine-tuning platform.';
    assert.match(
      await explained({ status: 403, code: 'training_not_available', message }),
      /winding down.*still works/,
    );
  });
  it('a broken connection and a server that is not there', async () => {
    assert.match(await explained('reset'), /connection to OpenAI broke off/);
    const gone = await startFaultServer(() => ({}));
    await gone.close();
    const client = openClient({ profile: openai, baseURL: gone.baseURL, apiKey: 'k' });
    const error: unknown = await client.models.list({ maxRetries: 0 }).catch((failure: unknown) => failure);
    const sentence = explainProviderError(error, 'the server');
    assert.ok(sentence instanceof ProviderError);
    assert.match(sentence.message, /cannot be reached/);
  });
});

describe('following a job', () => {
  const event = (number: number) => ({
    id: `e${number}`,
    object: 'fine_tuning.job.event',
    created_at: Math.floor(number / 3),
    level: 'info',
    type: 'message',
    message: `event ${number}`,
  });
  /** A job that has two more events at each look and succeeds at 7, in pages of three. */
  const jobServer = (fault?: (request: SeenRequest) => Fault | undefined) => {
    let looks = 0;
    return startFaultServer(({ path, query }) => {
      if (!path.endsWith('/events')) {
        looks++;
        return { id: 'job', status: looks < 4 ? 'running' : 'succeeded', model: 'm', result_files: [] };
      }
      const all = Array.from({ length: Math.min(7, looks * 2) }, (_, at) => event(at)).reverse();
      const from = all.findIndex(({ id }) => id === query.get('after')) + 1;
      return { object: 'list', data: all.slice(from, from + 3), has_more: from + 3 < all.length };
    }, fault);
  };
  const expected = Array.from({ length: 7 }, (_, at) => `event ${at}`);

  it('gives every event of all pages once, oldest first', async () => {
    const server = await jobServer();
    const client = openClient({ profile: openai, baseURL: server.baseURL, apiKey: 'k' });
    const seen: string[] = [];
    for await (const { message } of followEvents(client, 'job', { fastest: 1 })) seen.push(message);
    assert.deepEqual(seen, expected);
    assert.deepEqual(
      (await allEvents(client, 'job')).map(({ message }) => message),
      expected,
    );
    await server.close();
  });

  it('outlasts a rate limit and a fault of the server', async () => {
    const server = await jobServer(({ number }) =>
      number === 2 ? { status: 429, headers: { 'retry-after-ms': '5' } } : number === 4 ? { status: 500 } : undefined,
    );
    const client = openClient({ profile: openai, baseURL: server.baseURL, apiKey: 'k' });
    const seen: string[] = [];
    for await (const { message } of followEvents(client, 'job', { fastest: 1 })) seen.push(message);
    assert.deepEqual(seen, expected);
    await server.close();
  });

  it('stops when it is told to', async () => {
    const server = await jobServer();
    const client = openClient({ profile: openai, baseURL: server.baseURL, apiKey: 'k' });
    const controller = new AbortController();
    await assert.rejects(async () => {
      for await (const _ of followEvents(client, 'job', { fastest: 60_000, signal: controller.signal }))
        controller.abort();
    }, /abort/i);
    await server.close();
  });
});

describe('what a finished job leaves', () => {
  const csv = 'step,train_loss,valid_loss\n1,0.5,\n2,0.25,0.75\n';
  const rows = [
    { step: 1, train_loss: 0.5 },
    { step: 2, train_loss: 0.25, valid_loss: 0.75 },
  ];
  it('a result file is read plain and as base64, empty cells left out', () => {
    assert.deepEqual(parseResultFile(csv), rows);
    assert.deepEqual(parseResultFile(Buffer.from(csv).toString('base64')), rows);
    assert.deepEqual(parseResultFile('step,train_loss\n'), []);
  });
  it('the number of skipped examples and their reasons', () => {
    const message =
      'Training file file-abc contains 400 examples with images that were skipped for the following reasons: contains CAPTCHAs, contains people. These examples will not be used for training. Please visit our docs to learn more. Using 230 examples from training file file-abc';
    assert.deepEqual(skippedIn(message), {
      count: 400,
      used: 230,
      reasons: ['contains CAPTCHAs', 'contains people'],
      counts: {},
      lines: [],
    });
    assert.equal(skippedIn('Fine-tuning job started'), undefined);
    const azure =
      'Training file: Preprocessing Summary: Number of skipped multimodal examples exceed the maximum allowed 200 limit: inaccessible URL (3124). Details - Samples of lines per error type: inaccessible URL: Line numbers --> 1, 2';
    assert.deepEqual(skippedIn(azure), {
      count: 3124,
      used: null,
      reasons: ['inaccessible URL'],
      counts: { 'inaccessible URL': 3124 },
      lines: [1, 2].map((line) => ({ line, reason: 'inaccessible URL' })),
    });
    assert.equal(skippedIn(azure.replace('Training', 'Validation')), undefined);
  });
});
