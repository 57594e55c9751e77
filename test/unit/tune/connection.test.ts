import assert from 'node:assert/strict';
import { PROFILES } from '../../../src/providers/profiles.ts';
import { openClient } from '../../../src/tune/client.ts';
import { checkConnection } from '../../../src/tune/connection.ts';
import { startFaultServer, type Fault, type SeenRequest } from '../../support/faultServer.ts';

describe('checking a connection', () => {
  const check = async (fault: (request: SeenRequest) => Fault | undefined, models: object[] = [{ id: 'm' }]) => {
    const server = await startFaultServer(
      ({ path }) => ({ object: 'list', data: path.endsWith('models') ? models : [] }),
      fault,
    );
    const options = {
      profile: PROFILES.openai,
      baseURL: server.baseURL,
      apiKey: 'sk-secret-1',
      organization: 'org-1',
      project: 'proj-1',
    };
    try {
      return { found: await checkConnection(openClient(options), 'OpenAI'), requests: server.requests };
    } finally {
      await server.close();
    }
  };

  it('says what a key can do, and changes nothing', async () => {
    const { found, requests } = await check(
      () => undefined,
      [{ id: 'a' }, { id: 'b', shutdown_date: '2027-01-14T00:00:00Z' }],
    );
    assert.deepEqual(
      found.map(({ may }) => may),
      [true, true, true],
    );
    assert.equal(found[0]?.sentence, 'Models: 2 are listed; the first that is shut down is b, on 2027-01-14.');
    assert.ok(requests.every(({ method }) => method === 'GET'));
    assert.ok(
      requests.every(
        ({ headers }) => headers['openai-organization'] === 'org-1' && headers['openai-project'] === 'proj-1',
      ),
    );
  });

  it('says what it cannot do, without the key', async () => {
    const { found } = await check(({ path }) =>
      path.endsWith('/jobs')
        ? { status: 403, message: 'Missing scopes for sk-secret-1.' }
        : path.endsWith('/files')
          ? { status: 404 }
          : undefined,
    );
    assert.deepEqual(
      found.map(({ may }) => may),
      [true, false, false],
    );
    assert.equal(found[1]?.sentence, 'Files: not served at this address.');
    assert.match(found[2]?.sentence ?? '', /^Fine-tuning: OpenAI answered 403: Missing scopes for \(key\)\.$/);
  });

  it('ends at once where the key is refused or nobody is there', async () => {
    await assert.rejects(
      check(() => ({ status: 401 })),
      /OpenAI refused the API key/,
    );
    await assert.rejects(
      check(() => 'reset'),
      /connection to OpenAI broke off/,
    );
  });
});
