import assert from 'node:assert/strict';
import { connect, type Channel } from '../../../src/protocol/channel.ts';

/** Two ends whose messages cross as JSON, as a webview's do. */
function jsonChannels(): [Channel, Channel] {
  const listeners: ((message: unknown) => void)[] = [];
  const end = (mine: number, theirs: number): Channel => ({
    post: (message) => {
      const text = JSON.stringify(message);
      queueMicrotask(() => listeners[theirs]?.(JSON.parse(text)));
    },
    listen: (receive) => {
      listeners[mine] = receive;
    },
  });
  return [end(0, 1), end(1, 0)];
}

interface Host {
  edit(text: string): Promise<string>;
}

describe('calls between the worlds', () => {
  it('are answered with the sentence and the name of what went wrong, though messages are JSON', async () => {
    const [page, host] = jsonChannels();
    connect<object, Host>(host, {
      edit: async (text) => {
        if (text === 'good') return 'done';
        throw new RangeError(`There is nothing at ${text}.`);
      },
    });
    const remote = connect<Host, object>(page, {});
    assert.equal(await remote.edit('good'), 'done');
    await assert.rejects(remote.edit('/messages/9'), (error: Error) => {
      assert.ok(error instanceof Error);
      assert.deepEqual([error.name, error.message], ['RangeError', 'There is nothing at /messages/9.']);
      return true;
    });
  });
});
