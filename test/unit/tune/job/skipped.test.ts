import assert from 'node:assert/strict';
import { skippedOf, type Skipped } from '../../../../src/tune/job/skipped.ts';

const CONTAINS = (file: string, count: number, reasons: string) =>
  `${file} contains ${count} examples with images that were skipped for the following reasons: ${reasons}. These examples will not be used for training. Please visit our docs to learn more.`;
const OPENAI = CONTAINS('Training file file-1', 400, 'contains CAPTCHAs, contains faces');
const USING = 'Using 230 examples from training file file-1';
const of = (...messages: string[]): Skipped | undefined => skippedOf(messages.map((message) => ({ message })));

describe('what the events of a job say of examples left out', () => {
  const SKIPPED = {
    ...{ count: 400, used: 230, reasons: ['contains CAPTCHAs', 'contains faces'], counts: {}, lines: [] },
  };

  it('is the same in one event and in two', () => {
    assert.deepEqual(of('Fine-tuning job started', `${OPENAI} ${USING}`), SKIPPED);
    assert.deepEqual(of(OPENAI, 'Fine-tuning job started', USING), SKIPPED);
    assert.deepEqual(of(USING, OPENAI), SKIPPED);
  });

  it('is how many where nobody says how many are left, and nothing where nobody says any', () => {
    assert.deepEqual(of(OPENAI), { ...SKIPPED, used: null });
    assert.equal(of('Created fine-tuning job'), undefined);
    assert.equal(of(USING), undefined);
  });

  it('is the lines and the reasons that Azure names, each line once and in order', () => {
    const azure = of(
      'Number of skipped multimodal examples exceed the maximum allowed 200 limit: inaccessible URL (3), contains people (2)',
      'contains people: Line numbers --> 7, 3',
      'inaccessible URL: Line numbers --> 5, 3',
    );
    assert.ok(azure);
    assert.deepEqual([azure.count, azure.used], [5, null]);
    assert.deepEqual(
      azure.lines.map(({ line }) => line),
      [3, 5, 7],
    );
    assert.equal(azure.lines.at(-1)?.reason, 'contains people');
  });

  it('is as many as the lines that are named, where nobody says how many', () => {
    const named = of('contains people: Line numbers --> 7, 3', 'inaccessible URL: Line numbers --> 5, 3');
    assert.equal(named?.count, 3);
    assert.deepEqual(named.reasons, ['contains people', 'inaccessible URL']);
  });

  it('has the numbers of each reason where the vendor counts them', () => {
    const azure = of(
      'Number of skipped multimodal examples exceed the maximum allowed 200 limit: inaccessible URL (300), contains people (20). contains people: Line numbers --> 7',
    );
    assert.equal(azure?.count, 320);
    assert.deepEqual(azure.counts, { 'inaccessible URL': 300, 'contains people': 20 });
    assert.deepEqual(azure.reasons, ['inaccessible URL', 'contains people']);
  });

  it('does not count those of the validation file', () => {
    const validation = CONTAINS('Validation file file-2', 5, 'contains people');
    assert.equal(of(validation), undefined);
    assert.deepEqual(of(OPENAI, validation, USING), SKIPPED);
    assert.deepEqual(of(validation, OPENAI, USING), SKIPPED);
  });
});
