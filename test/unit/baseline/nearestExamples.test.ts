import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NearestExamples } from '../../../src/baseline/nearestExamples.ts';
import { readExample, type LooseMessage } from '../../../src/dataset/example.ts';
import { inspectImage } from '../../../src/images/inspect.ts';
import { COLOURS, colourLines, disc, user } from '../../support/baselineFixture.ts';

const messagesOf = (line: string): LooseMessage[] => {
  const read = readExample(line);
  assert.equal(read.kind, 'chat');
  return read.messages;
};
const asked = async (question: string, colour: string, size: number) =>
  messagesOf(JSON.stringify({ messages: [user(question, await disc(colour, size))] }));

describe('training examples near to one', () => {
  let folder: string;
  let path: string;
  const find = (nearest: NearestExamples, messages: LooseMessage[], answer?: string, told: number[] = []) =>
    nearest.find(path, messages, answer, 5, {
      signal: new AbortController().signal,
      onProgress: (fraction) => {
        told.push(fraction);
      },
    });

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vision-ft-near-'));
    path = join(folder, 'train.jsonl');
    const lines = await colourLines([12, 16, 20]);
    const label = { role: 'assistant', content: 'crimson' };
    const conflict = { messages: [user('Question [90]: which colour is it', await disc('red', 16)), label] };
    const other = {
      messages: [user('Which shape is it?', await disc('red', 18)), { role: 'assistant', content: 'disc' }],
    };
    writeFileSync(path, [...lines, JSON.stringify(conflict), JSON.stringify(other)].join('\n'));
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('are those of the same question whose images look most alike, the nearest first, each with its line and picture', async () => {
    const near = await find(new NearestExamples(), await asked('Question [7]: Which colour is it?', 'red', 17));
    assert.equal(near.length, 5);
    const distances = near.map(({ distance = NaN }) => distance);
    assert.deepEqual(
      distances,
      distances.toSorted((a, b) => a - b),
    );
    // lines 1, 6 and 11 of the file show a red disc
    assert.deepEqual(
      near.slice(0, 3).map(({ line, answer }) => [line % COLOURS.length, answer]),
      [
        [0, 'red'],
        [0, 'red'],
        [0, 'red'],
      ],
    );
    assert.ok(near.every(({ picture }) => picture && inspectImage(picture).width === 64));
  });

  it('with the same question and image, but another answer, are conflicts; the reference itself is none', async () => {
    const messages = await asked('Question [7]: Which colour is it?', 'red', 16);
    const near = await find(new NearestExamples(), messages, 'crimson');
    const same = near.find(({ line }) => line === 5);
    assert.deepEqual([same?.distance, same?.answer, same?.conflict], [0, 'red', true]);
    const agreed = await find(new NearestExamples(), messages, 'red');
    assert.equal(agreed.find(({ line }) => line === 5)?.conflict, false);
    // the question differs in case and punctuation alone
    const reworded = await find(new NearestExamples(), await asked('WHICH colour is it', 'red', 16), 'red');
    assert.deepEqual(
      reworded.filter(({ conflict }) => conflict).map(({ answer }) => answer),
      ['crimson'],
    );
  });

  it('are found in a file that is read once, and again when it has changed', async () => {
    const nearest = new NearestExamples();
    const told: number[] = [];
    const messages = await asked('Which colour is it?', 'blue', 16);
    await find(nearest, messages, undefined, told);
    assert.equal(told.at(-1), 1);
    told.length = 0;
    await find(nearest, messages, undefined, told);
    assert.equal(told.length, 0);
    utimesSync(path, new Date(), new Date(Date.now() + 5000));
    await find(nearest, messages, undefined, told);
    assert.equal(told.at(-1), 1);
  });

  it('are none where the search is cancelled', async () => {
    const stop = new AbortController();
    stop.abort();
    const messages = await asked('Which colour is it?', 'blue', 16);
    await assert.rejects(new NearestExamples().find(path, messages, undefined, 5, { signal: stop.signal }), {
      name: 'AbortError',
    });
  });
});
