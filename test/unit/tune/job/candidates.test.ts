import assert from 'node:assert/strict';
import { bytesSource } from '../../../../src/dataset/byteSource.ts';
import { candidatesIn, rulesFor } from '../../../../src/tune/job/candidates.ts';
import { chatLine, RED_PIXEL } from '../../../support/lines.ts';

const PEOPLE = 'contains people';
const CHILDREN = 'contains children';
const image = { type: 'image_url', image_url: { url: `data:image/png;base64,${RED_PIXEL}` } };
const line = (...messages: [role: string, content: unknown][]) =>
  JSON.stringify({ messages: messages.map(([role, content]) => ({ role, content })) });
const found = (lines: string[], ...reasons: string[]) =>
  candidatesIn(bytesSource(Buffer.from(lines.join('\n'))), reasons, {});

describe('candidates for what a vendor left out without saying where', () => {
  it('are the examples whose last question or answer speaks of it', async () => {
    const lines = [
      chatLine('What is this?', 'A chair'),
      chatLine('How old is the man?', 'Forty'),
      chatLine('Who is it?', 'Two Women'),
    ];
    assert.deepEqual(await found(lines, PEOPLE), [
      { line: 1, reason: PEOPLE, word: 'man' },
      { line: 2, reason: PEOPLE, word: 'Women' },
    ]);
  });

  it('are not those whose system prompt or few-shot examples speak of it', async () => {
    const [question, last] = [
      [{ type: 'text', text: 'What is this?' }, image],
      [{ type: 'text', text: 'And this?' }, image],
    ];
    const fewShot = line(
      ['system', 'Describe people.'],
      ['user', 'Who is this person?'],
      ['assistant', 'A man'],
      ['user', question],
      ['assistant', 'A child'],
      ['user', last],
      ['assistant', 'A chair'],
    );
    assert.deepEqual(await found([fewShot], PEOPLE, CHILDREN), []);
  });

  it('are found by whole words alone', async () => {
    const lines = ['Manual', 'kidney', 'boycott', 'human resources'].map((answer) => chatLine('What?', answer));
    assert.deepEqual(await found(lines, PEOPLE, CHILDREN), [{ line: 3, reason: PEOPLE, word: 'human' }]);
  });

  it('have an image', async () => {
    const lines = [line(['user', 'Who is the man?'], ['assistant', 'Nobody']), 'no JSON, a man', '', '{"man": 1}'];
    assert.deepEqual(await found(lines, PEOPLE), []);
  });

  it('have one reason each, the first that fits', async () => {
    const lines = [chatLine('Who is the boy?', 'A man'), chatLine('Who?', 'A man')];
    assert.deepEqual(await found(lines, CHILDREN, PEOPLE), [
      { line: 0, reason: CHILDREN, word: 'boy' },
      { line: 1, reason: PEOPLE, word: 'man' },
    ]);
  });

  it('are found by the linter where no words can tell', async () => {
    const lines = [chatLine('Is the image too large?', 'A man')];
    assert.deepEqual(await found(lines, 'image too large', 'a reason of tomorrow'), []);
    assert.deepEqual(rulesFor(['image too large', 'image too large', PEOPLE, 'a reason of tomorrow']), [
      'image-too-large',
    ]);
  });
});
