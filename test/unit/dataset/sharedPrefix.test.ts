import assert from 'node:assert/strict';
import { bytesSource } from '../../../src/dataset/byteSource.ts';
import { findSharedPrefix } from '../../../src/dataset/sharedPrefix.ts';

const line = (...contents: string[]) =>
  JSON.stringify({ messages: contents.map((content, i) => ({ role: i % 2 ? 'assistant' : 'user', content })) });
const shared = (...lines: string[]) => findSharedPrefix(bytesSource(Buffer.from(lines.join('\n'))));

describe('messages that all examples share', () => {
  it('are counted from the first', async () => {
    assert.deepEqual(await shared(line('a', 'b', 'c', '1'), line('a', 'b', 'd', '2'), line('a', 'b', 'e', '3')), {
      messages: 2,
      examples: 3,
    });
  });

  it('are as few as in the example that shares least', async () => {
    assert.equal(
      (await shared(line('a', 'b', 'c', '1'), line('a', 'x', 'c', '2'), line('a', 'b', 'c', '3'))).messages,
      1,
    );
    assert.equal((await shared(line('a', 'b', '1'), line('z', 'b', '2'))).messages, 0);
  });

  it('never take in the last message of an example', async () => {
    assert.equal((await shared(line('a', 'b'), line('a', 'b'))).messages, 1);
    assert.equal((await shared(line('a', 'b', 'c'), line('a', 'b'))).messages, 1);
  });

  it('are not lost to a line that is no conversation', async () => {
    assert.deepEqual(await shared(line('a', '1'), '{"messages": [', '{"messages":[]}', '[1]', line('a', '2')), {
      messages: 1,
      examples: 2,
    });
  });

  it('are none in a single example, and blank lines do not count', async () => {
    assert.deepEqual(await shared('', line('a', 'b')), { messages: 0, examples: 1 });
    assert.deepEqual(await shared('', line('a', 'b'), '', line('a', 'c')), { messages: 1, examples: 2 });
  });
});
