import assert from 'node:assert/strict';
import { questionAndAnswer, readExample, readLine, splitQuestion } from '../../../src/dataset/example.ts';
import { lineSchema } from '../../../src/dataset/line.ts';
import { decodeDataUrl, parseDataUrl, toDataUrl } from '../../../src/dataset/dataUrl.ts';
import { chatLine, RED_PIXEL } from '../../support/lines.ts';

describe('an example', () => {
  it('keeps its messages, texts and images with their places', () => {
    const text = chatLine('Question [7]: What colour?', 'Red');
    const example = readExample(text);
    assert(example.kind === 'chat');
    assert.deepEqual(
      example.messages.map(({ role, parts }) => [role, parts.map(({ type, path }) => `${type} ${path}`)]),
      [
        ['system', ['text /messages/0/content']],
        ['user', ['text /messages/1/content/0', 'image /messages/1/content/1']],
        ['assistant', ['text /messages/2/content']],
      ],
    );
    const { question, answer } = questionAndAnswer(example.messages);
    assert.deepEqual(splitQuestion(question), { id: 7, question: 'What colour?' });
    assert.equal(answer, 'Red');
    assert.equal(lineSchema.safeParse(JSON.parse(text)).success, true);
  });

  it('of a file that begins with a byte order mark is read as any other, on its first line only', () => {
    const text = `\ufeff${chatLine('Question [7]: What colour?', 'Red')}`;
    assert.equal(readLine(text, 0).kind, 'chat');
    assert.equal(readLine(text, 1).kind, 'broken');
  });

  it('with the common mistake of a bare string in image_url still shows its image', () => {
    const example = readExample(
      '{"messages":[{"role":"user","content":[{"type":"image_url","image_url":"http://x/y.png"}]}]}',
    );
    assert(example.kind === 'chat');
    assert.equal(example.messages[0]?.parts[0]?.type, 'image');
    assert.equal(lineSchema.safeParse(example.value).success, false);
  });

  it('without a final assistant message has no answer', () => {
    const example = readExample('{"messages":[{"role":"user","content":"Why?"}]}');
    assert(example.kind === 'chat');
    assert.equal(questionAndAnswer(example.messages).answer, undefined);
  });

  it('of any other shape is kept as JSON', () => {
    assert.deepEqual(readExample('{"input":1}'), { kind: 'json', value: { input: 1 } });
    assert.deepEqual(readExample('[1]'), { kind: 'json', value: [1] });
  });

  it('that is broken says what is missing and where', () => {
    assert.deepEqual(readExample('{"a":1,}'), {
      kind: 'broken',
      message: 'property name expected at column 8',
      column: 8,
    });
    assert.deepEqual(readExample('   '), { kind: 'blank' });
  });

  it('nested 100,000 deep neither hangs nor throws', () => {
    const deep = '['.repeat(100_000);
    assert.equal(readExample(deep).kind, 'broken');
    assert.equal(readExample(deep + ']'.repeat(100_000)).kind, 'json');
  });
});

describe('a data URL', () => {
  it('gives its type and its bytes back', () => {
    const url = parseDataUrl(`data:IMAGE/PNG;charset=x;base64,${RED_PIXEL}`);
    assert(url);
    assert.equal(url.mime, 'image/png');
    assert.equal(toDataUrl('image/png', decodeDataUrl(url)), `data:image/png;base64,${RED_PIXEL}`);
  });

  it('is nothing that http, a bare payload or a missing comma could be taken for', () => {
    for (const url of ['https://x/y.png', RED_PIXEL, 'data:image/png;base64'])
      assert.equal(parseDataUrl(url), undefined);
  });
});
