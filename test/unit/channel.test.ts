import assert from 'node:assert/strict';
import { connect, withErrors, type Channel } from '../../src/protocol/channel.ts';

/** Two ends whose messages cross as JSON, as VS Code's do. */
function jsonChannel(): [Channel, Channel] {
  const receivers: ((message: unknown) => void)[][] = [[], []];
  const end = (own: number): Channel => ({
    post: (message) => {
      const sent: unknown = JSON.parse(JSON.stringify(message));
      for (const receive of receivers[1 - own] ?? []) receive(sent);
    },
    listen: (receive) => receivers[own]?.push(receive),
  });
  return [end(0), end(1)];
}

describe('calls between a page and the host', () => {
  interface Host {
    refuse(): Promise<void>;
    say(): Promise<string>;
  }
  const host: Host = {
    refuse: () => Promise.reject(new RangeError('There is no line 5.')),
    say: () => Promise.resolve('yes'),
  };

  it('are answered, and refused in the words of the host', async () => {
    const [a, b] = jsonChannel();
    connect<Record<string, never>, Host>(withErrors(a), host);
    const page = connect<Host, Record<string, never>>(withErrors(b), {});
    assert.equal(await page.say(), 'yes');
    await assert.rejects(page.refuse(), /^RangeError: There is no line 5\.$/);
  });

  it('are not disturbed by what others post', () => {
    const received: unknown[] = [];
    const [a, b] = jsonChannel();
    withErrors(b).listen((message) => received.push(message));
    for (const message of [null, 'text', 7, { e: { other: 1 } }]) a.post(message);
    assert.deepEqual(received, [null, 'text', 7, { e: { other: 1 } }]);
  });
});
