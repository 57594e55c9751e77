import assert from 'node:assert/strict';
import OpenAI from 'openai';
import { askedKey } from '../../../src/evaluate/asked.ts';
import { askExample } from '../../../src/evaluate/askExample.ts';
import { readExample } from '../../../src/dataset/example.ts';
import { completion, startFaultServer, type Fault, type FaultServer } from '../../support/faultServer.ts';
import { chatLine } from '../../support/lines.ts';

const SECRET = 'the-reference-nobody-may-send';

describe('asking a model about one example', () => {
  let server: FaultServer;
  let faults: Fault[];
  const ask = (
    text: string,
    { signal = new AbortController().signal, reference = undefined as string | undefined } = {},
  ) =>
    askExample(
      { text, line: 4, reference },
      { client: new OpenAI({ baseURL: server.baseURL, apiKey: 'none', maxRetries: 0 }), model: 'm', signal },
    );

  beforeEach(async () => {
    faults = [];
    server = await startFaultServer(
      () => completion(' Yes '),
      () => faults.shift(),
    );
  });
  afterEach(() => server.close());

  it('sends the example as it stands without its reference answer, and measures what comes back', async () => {
    const answer = await ask(chatLine('Question [7]: Is it red?', SECRET));
    assert.deepEqual(
      [answer.predicted_answer, answer.actual_answer, answer.question, answer.error],
      ['Yes', SECRET, 'Is it red?', undefined],
    );
    assert.ok((answer.latency_ms ?? -1) >= 0 && answer.usage && answer.usage.prompt_tokens >= 0);
    const [sent] = server.requests;
    assert.equal(server.requests.length, 1);
    assert.ok(sent && !sent.text.includes(SECRET));
    const { messages } = JSON.parse(chatLine('Question [7]: Is it red?', SECRET)) as { messages: unknown[] };
    assert.deepEqual((sent.json as { messages: unknown[] }).messages, messages.slice(0, -1));
  });

  it('tries again as an evaluation does, and gives a refusal as an answer with its error', async () => {
    faults = [{ status: 500 }, { status: 400, message: 'no such image' }];
    const answer = await ask(chatLine('Is it red?', 'Yes'));
    assert.equal(server.requests.length, 2);
    assert.match(answer.error ?? '', /no such image/);
  });

  it('takes the reference of a line that has none from outside, and needs none', async () => {
    const { messages } = JSON.parse(chatLine('Is it red?', '')) as { messages: unknown[] };
    const line = JSON.stringify({ messages: messages.slice(0, -1) });
    assert.equal((await ask(line, { reference: 'No' })).actual_answer, 'No');
    assert.equal((await ask(line)).actual_answer, '');
  });

  it('is cancelled, and says why a line cannot be asked', async () => {
    const stop = new AbortController();
    faults = ['stall'];
    const asking = ask(chatLine('Is it red?', 'Yes'), { signal: stop.signal });
    setTimeout(() => {
      stop.abort();
    }, 100);
    await assert.rejects(asking, { name: 'AbortError' });
    await assert.rejects(ask('{"messages": []}'), { message: 'Line 5 has no user message to ask.' });
  });

  it('finds its answer again under another label or on another line, not under another question', () => {
    const key = (question: string, answer: string) => askedKey(readExample(chatLine(question, answer)));
    assert.equal(key('Is it red?', 'Yes'), key('Is it red?', 'No'));
    assert.notEqual(key('Is it red?', 'Yes'), key('Is it blue?', 'Yes'));
  });
});
