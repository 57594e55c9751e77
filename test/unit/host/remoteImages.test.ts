import assert from 'node:assert/strict';
import { FetchError, type FetchOptions } from '../../../src/images/fetchImage.ts';
import { RemoteImages } from '../../../src/host/images/remoteImages.ts';

const TEA = 'https://pictures.example/tea.png';

/** What may be loaded from the web in a workspace, with a web of its own. */
function workspace(trusted = true) {
  const kept = new Map<string, unknown>();
  const fetches: string[] = [];
  const told = { times: 0 };
  const images = (): RemoteImages =>
    new RemoteImages({
      state: {
        get: <T>(key: string, otherwise: T) => (kept.has(key) ? (kept.get(key) as T) : otherwise),
        update: (key, value) => {
          kept.set(key, value);
          return Promise.resolve();
        },
      },
      trusted: () => trusted,
      changed: () => {
        told.times++;
      },
      fetch: (address: string, { allowsPrivate }: FetchOptions) => {
        fetches.push(address);
        const { host } = new URL(address);
        if (host === 'disguised.example' && !allowsPrivate(host))
          return Promise.reject(new FetchError({ reason: 'private', host }));
        return Promise.resolve(new Uint8Array(10_000_000));
      },
    });
  return { images, fetches, told };
}

describe('images of the web in a workspace', () => {
  it('are not loaded before the user is asked, and from then on', async () => {
    const { images, fetches, told } = workspace();
    const web = images();
    assert.equal(web.access(TEA), 'ask');
    await assert.rejects(web.bytes(TEA), FetchError);
    assert.deepEqual(fetches, []);
    await web.allow(web.question(TEA, []));
    assert.equal(told.times, 1);
    assert.equal((await web.bytes(TEA)).length, 10_000_000);
    assert.equal(images().access('http://other.example/a.png'), 'load', 'kept for the next start, for every host');
  });

  it('are blocked again, and what was fetched is forgotten', async () => {
    const { images } = workspace();
    const web = images();
    await web.allow(web.question(TEA, []));
    await web.bytes(TEA);
    assert.ok(web.peek(TEA));
    await web.block();
    assert.equal(web.access(TEA), 'ask');
    assert.equal(web.peek(TEA), undefined);
    await web.allow(web.question(TEA, []));
    assert.equal(web.peek(TEA), undefined);
  });

  it('are never loaded in a workspace that is not trusted, nor from anything but http(s)', async () => {
    const { images } = workspace(false);
    const web = images();
    await web.allow({ network: false, hosts: [] });
    assert.equal(web.access(TEA), 'untrusted');
    for (const address of ['javascript:alert(1)', 'file:///a.png', 'ftp://a.example/a.png', 'a.png', ''])
      assert.equal(web.access(address), 'never', address);
  });

  it('of the user’s own network are asked about host by host', async () => {
    const { images } = workspace();
    const web = images();
    await web.allow(web.question(TEA, []));
    const local = 'http://localhost:8000/a.png';
    assert.equal(web.access(local), 'ask');
    assert.deepEqual(web.question(local, [TEA]), { network: true, hosts: ['localhost:8000'] });
    await web.allow(web.question(local, []));
    assert.equal(web.access(local), 'load');
    for (const other of ['http://localhost:8001/a.png', 'http://127.0.0.1:8000/a.png', 'http://169.254.169.254/'])
      assert.equal(web.access(other), 'ask', other);
  });

  it('that turn out to be in the user’s own network are asked about by their name', async () => {
    const { images, told } = workspace();
    const web = images();
    const address = 'https://disguised.example/a.png';
    await web.allow(web.question(address, []));
    assert.equal(web.access(address), 'load');
    await assert.rejects(web.bytes(address), FetchError);
    assert.equal(web.access(address), 'ask');
    assert.equal(told.times, 2);
    assert.deepEqual(web.question(address, []), { network: true, hosts: ['disguised.example'] });
    await web.allow(web.question(address, []));
    await web.bytes(address);
  });

  it('are asked about once for all hosts of the example, each named once', () => {
    const { images } = workspace();
    const others = ['https://b.example/1', 'https://b.example/2', 'javascript:1', 'http://10.0.0.1/', 'data:,'];
    assert.deepEqual(images().question(TEA, others), {
      network: false,
      hosts: ['pictures.example', 'b.example'],
    });
  });

  it('are fetched once however often they are asked for, and few are kept', async () => {
    const { images, fetches } = workspace();
    const web = images();
    await web.allow(web.question(TEA, []));
    await Promise.all([web.bytes(TEA), web.bytes(TEA)]);
    await web.bytes(TEA);
    assert.deepEqual(fetches, [TEA]);
    for (let index = 0; index < 6; index++) await web.bytes(`https://pictures.example/${index}.png`);
    assert.equal(web.peek(TEA), undefined, '64 MB at most');
    assert.ok(web.peek('https://pictures.example/5.png'));
  });
});
