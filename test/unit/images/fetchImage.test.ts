import assert from 'node:assert/strict';
import { FetchError, fetchImage, type FetchOptions } from '../../../src/images/fetchImage.ts';
import { redirects, sends, startImageServer, type ImageServer } from '../../support/imageServer.ts';
import { RED_PIXEL } from '../../support/lines.ts';
import { picture } from '../lint/images.ts';

const PNG = Buffer.from(RED_PIXEL, 'base64');
const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>1</script></svg>');

describe('an image behind an address', () => {
  let server: ImageServer;
  let elsewhere: ImageServer;
  let big: Buffer;

  before(async () => {
    big = await picture(1, 400, 400).png({ compressionLevel: 0 }).toBuffer();
    elsewhere = await startImageServer({ '/secret.png': sends(PNG) });
    server = await startImageServer({
      '/a.png': sends(PNG),
      '/lie.png': sends(Buffer.from('<html><script>alert(1)</script></html>')),
      '/drawing.png': sends(SVG),
      '/big.png': sends(big),
      '/endless.png': (response) => {
        response.writeHead(200, { 'content-type': 'image/png' });
        response.on('error', () => undefined);
        const more = () => {
          if (!response.destroyed) response.write(Buffer.alloc(65_536), () => setImmediate(more));
        };
        more();
      },
      '/silent.png': () => undefined,
      '/moved.png': redirects('/a.png'),
      '/round.png': redirects('/round.png'),
      '/inside.png': redirects(`${elsewhere.origin}/secret.png`),
      '/file.png': redirects('file:///etc/passwd'),
      '/data.png': redirects(`data:image/png;base64,${RED_PIXEL}`),
    });
  });
  after(() => Promise.all([server.close(), elsewhere.close()]));

  const options = (more: Partial<FetchOptions> = {}): FetchOptions => ({
    allowsPrivate: (host) => host === server.host,
    ...more,
  });
  const fetched = (path: string, more: Partial<FetchOptions> = {}) => fetchImage(server.origin + path, options(more));
  const fault = async (address: string, more: Partial<FetchOptions> = {}) => {
    try {
      await fetchImage(address, options(more));
    } catch (error) {
      assert.ok(error instanceof FetchError, String(error));
      return error.fault;
    }
    throw new Error(`${address} was fetched`);
  };

  it('comes with the bytes as they are, and nothing is told but the address', async () => {
    assert.deepEqual(Buffer.from(await fetched('/a.png')), PNG);
    await fetchImage(`http://user:secret@${server.host}/a.png`, options());
    for (const { headers } of server.requests)
      for (const name of ['cookie', 'authorization', 'referer']) assert.equal(headers[name], undefined, name);
  });

  it('is followed to another address of the web, but not round and round', async () => {
    assert.deepEqual(Buffer.from(await fetched('/moved.png')), PNG);
    assert.deepEqual(await fault(`${server.origin}/round.png`), { reason: 'redirects', host: server.host });
  });

  it('is never a file, data or a script, also by a redirect', async () => {
    for (const address of [
      'file:///etc/passwd',
      'javascript:alert(1)',
      `data:image/png;base64,${RED_PIXEL}`,
      'ftp://pictures.example/a.png',
      'a.png',
      `${server.origin}/file.png`,
      `${server.origin}/data.png`,
    ])
      assert.deepEqual(await fault(address), { reason: 'address' }, address);
  });

  it('is judged by its bytes, whatever the server calls them', async () => {
    for (const path of ['/lie.png', '/drawing.png'])
      assert.deepEqual(await fault(server.origin + path), { reason: 'no image', host: server.host }, path);
    assert.deepEqual(await fault(`${server.origin}/none.png`), { reason: 'status', host: server.host, status: 404 });
  });

  it('ends at a number of bytes and of seconds', async () => {
    const limit = 100_000;
    assert.ok(big.length > limit);
    const tooLarge = { reason: 'too large', host: server.host, limit };
    assert.deepEqual(await fault(`${server.origin}/big.png`, { maxBytes: limit }), tooLarge);
    assert.deepEqual(await fault(`${server.origin}/endless.png`, { maxBytes: limit }), tooLarge);
    const slow = { reason: 'too slow', host: server.host, seconds: 0.2 };
    assert.deepEqual(await fault(`${server.origin}/silent.png`, { seconds: 0.2 }), slow);
  });

  it('does not lead into the user’s own network, by number, by name or by redirect', async () => {
    const before = elsewhere.requests.length;
    const { port } = elsewhere;
    for (const host of [
      `127.0.0.1:${port}`,
      `localhost:${port}`,
      `2130706433:${port}`,
      `0x7f.1:${port}`,
      `[::1]:${port}`,
      `[::ffff:127.0.0.1]:${port}`,
      '169.254.169.254',
      'metadata.google.internal',
      'intranet',
      '192.168.0.1',
      '10.1.2.3',
      '[fd00::1]',
    ])
      assert.equal((await fault(`http://${host}/secret.png`)).reason, 'private', host);
    const inside = { reason: 'private', host: elsewhere.host };
    assert.deepEqual(await fault(`${server.origin}/inside.png`), inside);
    assert.equal(elsewhere.requests.length, before, 'nothing was asked there');
  });

  it('does not get there by a name that means another place', async () => {
    const lookup = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    const address = `http://pictures.example:${elsewhere.port}/secret.png`;
    const host = `pictures.example:${elsewhere.port}`;
    assert.deepEqual(await fault(address, { lookup }), { reason: 'private', host });
    assert.equal(elsewhere.requests.length, 0);
    const allowed = { lookup, allowsPrivate: (each: string) => each === host };
    assert.deepEqual(Buffer.from(await fetchImage(address, allowed)), PNG);
  });

  it('says what the network says', async () => {
    const lookup = () => Promise.reject(new Error('getaddrinfo ENOTFOUND pictures.example'));
    assert.deepEqual(await fault('https://pictures.example/a.png', { lookup }), {
      reason: 'network',
      host: 'pictures.example',
      message: 'getaddrinfo ENOTFOUND pictures.example',
    });
  });
});
