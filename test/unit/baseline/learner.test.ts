import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { createDescriber } from '../../../src/baseline/describer.ts';
import { nearestAnswerer, trainNearest } from '../../../src/baseline/nearestNeighbour.ts';
import { priorAnswerer, trainPrior } from '../../../src/baseline/prior.ts';
import { readTrainingFile } from '../../../src/baseline/trainingFile.ts';
import { decodeDataUrl, parseDataUrl } from '../../../src/dataset/dataUrl.ts';
import { describeImage, DESCRIPTOR_PARTS, DESCRIPTOR_SIZE, partDistances } from '../../../src/images/descriptor.ts';
import { disc, user } from '../../support/baselineFixture.ts';

const example = (question: string, answer: string, image?: Float32Array) => ({ question, answer, image });
const bytesOf = (url: string) => {
  const data = parseDataUrl(url);
  assert.ok(data);
  return decodeDataUrl(data);
};

describe('prior', () => {
  const { answer } = priorAnswerer(
    trainPrior([
      example('Question [0]: Who wrote it?', 'Ann'),
      example('Question [1]: who wrote it?', 'Bob'),
      example('Who  wrote it?', 'Bob'),
      example('Is this a novel?', 'Yes'),
      example('Is this a poem?', 'No'),
      example('Is this a play?', 'No'),
    ]),
  );
  const ask = (question: string) => answer({ question, image: undefined });
  it('gives the most frequent answer of a question, whatever its number, case and spacing', () => {
    assert.equal(ask('Question [77]: Who wrote it?'), 'Bob');
    assert.equal(ask('Is this a novel?'), 'Yes');
  });
  it('takes an unseen question for one that begins alike, else for any', () => {
    assert.equal(ask('Is this a dictionary?'), 'No');
    assert.equal(ask('How many pages has it?'), 'Bob');
  });
  it('has no answer when it has learnt from nothing', () => {
    assert.equal(priorAnswerer(trainPrior([])).answer({ question: 'Who?', image: undefined }), '');
  });
});

describe('the nearest neighbour', () => {
  it('looks among the same question first, then at the image', async () => {
    const [red, blue] = await Promise.all(
      ['red', 'blue'].map(async (colour) => describeImage(bytesOf(await disc(colour, 20)))),
    );
    const { answer } = nearestAnswerer(
      trainNearest([
        example('Which colour?', 'red', red),
        example('Which colour?', 'blue', blue),
        example('Which shape?', 'disc', red),
      ]),
    );
    const similar = await describeImage(bytesOf(await disc('blue', 17)));
    assert.equal(answer({ question: 'Which colour?', image: similar }), 'blue');
    assert.equal(answer({ question: 'Which shape?', image: similar }), 'disc');
    assert.equal(answer({ question: 'Which colour?', image: undefined }), 'red');
  });
});

describe('the descriptor of an image', () => {
  it('is the same for the same picture in another size and format', async () => {
    const jpeg = bytesOf(await disc('red', 20));
    const png = await sharp(jpeg).resize(200, 200).png().toBuffer();
    const [a, b, other] = await Promise.all([
      describeImage(jpeg),
      describeImage(png),
      describeImage(bytesOf(await disc('blue', 9))),
    ]);
    assert.equal(a.length, DESCRIPTOR_SIZE);
    const sum = (x: Float32Array, y: Float32Array) => partDistances(x, y).reduce((total, part) => total + part, 0);
    assert.ok(sum(a, b) < sum(a, other) / 5, `${sum(a, b)} against ${sum(a, other)}`);
    assert.equal(partDistances(a, a).length, DESCRIPTOR_PARTS.length);
  });
  it('of an even ground and of one grey channel is a number everywhere', async () => {
    const grey = await sharp({ create: { width: 9, height: 30, channels: 3, background: '#777' } })
      .toColourspace('b-w')
      .png()
      .toBuffer();
    assert.ok((await describeImage(grey)).every((value) => Number.isFinite(value)));
  });
  it('of bytes that are no image is refused', async () => {
    await assert.rejects(describeImage(Buffer.from('no image')));
  });
});

describe('what a baseline reads from a training file', () => {
  it('the shared examples in front are not learnt from, weights of 0 neither', async () => {
    const [shown, own] = await Promise.all([disc('red', 20), disc('blue', 20)]);
    const line = (at: number) => ({
      messages: [
        { role: 'system', content: 'Look.' },
        user('Example: which colour?', shown),
        { role: 'assistant', content: 'red' },
        user(`Question [${at}]: Which colour?`, own),
        { role: 'assistant', content: 'blau', weight: 0 },
        user('In English, please.'),
        { role: 'assistant', content: 'blue' },
      ],
    });
    const folder = mkdtempSync(join(tmpdir(), 'vision-ft-lines-'));
    const path = join(folder, 'train.jsonl');
    writeFileSync(path, [0, 1, 2].map((at) => JSON.stringify(line(at))).join('\n') + '\n\n');
    const found = await readTrainingFile(path, createDescriber(), new AbortController().signal);
    rmSync(folder, { recursive: true });
    assert.equal(found.shared, 3);
    assert.equal(found.lines, 3);
    assert.deepEqual(
      found.examples.map(({ question, answer }) => [question, answer]),
      Array(3).fill(['In English, please.', 'blue']),
    );
    assert.ok(
      found.examples.every(({ image }) => image?.length === DESCRIPTOR_SIZE),
      'the image shown before is meant',
    );
  });
});
