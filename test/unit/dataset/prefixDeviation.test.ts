import assert from 'node:assert/strict';
import { bytesSource } from '../../../src/dataset/byteSource.ts';
import { readExample } from '../../../src/dataset/example.ts';
import { KnownPrefix } from '../../../src/dataset/prefixDeviation.ts';
import { findCommonPrefix } from '../../../src/dataset/sharedPrefix.ts';

const line = (...contents: unknown[]) =>
  JSON.stringify({ messages: contents.map((content, i) => ({ role: i % 2 ? 'assistant' : 'user', content })) });
const common = (...lines: string[]) => findCommonPrefix(bytesSource(Buffer.from(lines.join('\n'))));
const many = (count: number, ...contents: string[]) =>
  Array.from({ length: count }, (_, i) => line(...contents, `${i}`));

describe('messages that most examples share', () => {
  it('are not hidden by one example that was altered', async () => {
    assert.deepEqual(await common(...many(6, 'a', 'b', 'c'), line('a', 'x', 'c', '6'), ...many(3, 'a', 'b', 'c')), {
      messages: 3,
      examples: 10,
      sharing: 9,
      line: 0,
    });
  });

  it('are found when it is the first one that was', async () => {
    assert.deepEqual(await common('', line('z', 'b', '0'), ...many(9, 'a', 'b')), {
      messages: 2,
      examples: 10,
      sharing: 9,
      line: 2,
    });
  });

  it('are those of all where too many differ', async () => {
    assert.deepEqual(await common(...many(5, 'a', 'b'), ...many(5, 'a', 'c')), {
      messages: 1,
      examples: 10,
      sharing: 10,
      line: 0,
    });
    assert.equal((await common(...many(3, 'a'), ...many(3, 'b'))).messages, 0);
  });
});

describe('an example that deviates from them', () => {
  const prefix = new KnownPrefix(line('a', 'b', 'c', '1'), 3);
  const deviation = (text: string) => {
    const example = readExample(text);
    return prefix.deviation(text, example.kind === 'chat' ? example.messages : []);
  };
  const image = (url: string) => [{ type: 'image_url', image_url: { url } }];

  it('is told by its first message that differs, and how', () => {
    assert.equal(deviation(line('a', 'b', 'c', '2')), undefined);
    assert.deepEqual(deviation(line('a', 'x', 'y', '2')), { message: 1, how: 'text', expected: 'b' });
    assert.deepEqual(deviation(line('a', 'b')), { message: 2, how: 'missing', expected: 'user' });
    assert.deepEqual(deviation(line('a', 'b', 'c')), { message: 3, how: 'missing' });
    assert.deepEqual(deviation(line('a', 'b', 'c', '2').replace('"assistant"', '"tool"')), {
      message: 1,
      how: 'role',
      expected: 'assistant',
    });
    assert.deepEqual(deviation(line('a', 'b', 'c', '2').replace('"b"', '"\\u0062"')), { message: 1, how: 'spelling' });
    assert.deepEqual(deviation(line('a', 'b', 'c', '2').replace('"b"', '"b","weight":0')), {
      message: 1,
      how: 'other',
    });
  });

  it('by another image too', () => {
    const other = new KnownPrefix(line(image('data:,1'), 'b'), 1);
    const text = line(image('data:,2'), 'b');
    const example = readExample(text);
    assert.ok(example.kind === 'chat');
    assert.deepEqual(other.deviation(text, example.messages), { message: 0, how: 'images' });
  });
});
