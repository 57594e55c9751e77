// Asking a server for 2,000 examples with an image each, 32 at a time, whose every answer takes 50 ms: against the time
// that its answers alone take, which a busy machine does not reach, and against bare requests of the same size in turn.
// The server is a process of its own.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluateModel } from '../../src/evaluate/evaluateModel.ts';
import { messagesTokens } from '../../src/providers/textTokens.ts';
import { readTestSet } from '../../src/evaluate/testSet.ts';
import { openai } from '../../src/providers/openai.ts';
import { openClient } from '../../src/tune/client.ts';
import { completion } from '../support/faultServer.ts';
import { pngUrl } from '../support/fixtures.ts';
import { report, reportValue, type Pairs } from './measure.ts';

const COUNT = 2000;
const CONCURRENCY = 32;
const ANSWER_MS = 50;
const ROUNDS = 5;
const IDEAL = (COUNT / CONCURRENCY) * ANSWER_MS;

function serve(): void {
  const answer = JSON.stringify(completion('Yes'));
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      setTimeout(() => {
        response.setHeader('content-type', 'application/json').end(answer);
      }, ANSWER_MS);
    });
  });
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
}

async function measure(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'vision-ft-bench-'));
  const server = fork(import.meta.filename, ['serve']);
  try {
    const [port] = (await once(server, 'message')) as [number];
    const url = await pngUrl(256, 256);
    const line = (id: number) => {
      const text = { type: 'text', text: `Question [${id}]: Is it blue?` };
      const asked = { role: 'user', content: [text, { type: 'image_url', image_url: { url } }] };
      return JSON.stringify({ messages: [asked, { role: 'assistant', content: 'Yes' }] });
    };
    const path = join(folder, 'test.jsonl');
    await writeFile(path, Array.from({ length: COUNT }, (_, id) => line(id)).join('\n'));
    const testSet = await readTestSet(path);
    const client = openClient({ profile: openai, baseURL: `http://127.0.0.1:${port}/v1`, apiKey: 'bench' });
    const evaluating = async (round: number) => {
      const { done, errors } = await evaluateModel({
        ...{ client, profile: openai, testSet, model: 'm', arm: 'normal', toolVersion: '0', concurrency: CONCURRENCY },
        countTokens: messagesTokens,
        ...{ folder: join(folder, String(round)), signal: new AbortController().signal },
      });
      if (done !== COUNT || errors > 0) throw new Error(`${done} of ${COUNT} answered, ${errors} failed`);
    };
    const body = JSON.stringify({ model: 'm', ...(JSON.parse(line(1)) as object) });
    const bare = async () => {
      const left = Array.from({ length: COUNT }).values();
      const askNext = async () => {
        for (const _ of left) {
          const headers = { 'content-type': 'application/json' };
          const response = await fetch(`${client.baseURL}/chat/completions`, { method: 'POST', headers, body });
          await response.json();
        }
      };
      await Promise.all(Array.from({ length: CONCURRENCY }, askNext));
    };
    const times: Pairs = { ours: [], theirs: [] };
    for (let round = 0; round <= ROUNDS; round++) {
      const start = performance.now();
      await evaluating(round);
      const middle = performance.now();
      await bare();
      if (round === 0) continue;
      times.ours.push(middle - start);
      times.theirs.push(performance.now() - middle);
    }
    await testSet.close();
    report(`evaluating ${COUNT} examples against as many bare requests`, times, 'at most 1.15');
    const [ours, theirs] = [times.ours, times.theirs].map((each) =>
      each.map((ms) => (ms / IDEAL).toFixed(2)).join(', '),
    );
    reportValue('evaluating, by the ideal time', ours ?? '', 'at most 1.15 where nothing else runs');
    reportValue('bare requests, by the ideal time', theirs ?? '');
    reportValue('load of the machine', loadavg()[0]?.toFixed(1) ?? '?');
  } finally {
    server.kill();
    await rm(folder, { recursive: true, force: true });
  }
}

if (process.argv[2] === 'serve') serve();
else await measure();
