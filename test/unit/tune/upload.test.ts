import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProviderProfile } from '../../../src/providers/profile.ts';
import { PROFILES } from '../../../src/providers/profiles.ts';
import { openClient } from '../../../src/tune/client.ts';
import { SentFiles } from '../../../src/tune/sentFiles.ts';
import { uploadFile, type UploadOptions } from '../../../src/tune/upload.ts';
import { startFaultServer, type Fault, type FaultServer, type SeenRequest } from '../../support/faultServer.ts';

const { openai, azure } = PROFILES;
const [BYTES, PART] = [100_000, 16_000];
const PARTS = Math.ceil(BYTES / PART);
const [whole, parts] = openai.limits.fileBytes ?? [];
/** Takes 1,000 bytes in one request, so that a small file goes in parts. */
const small: ProviderProfile = {
  ...openai,
  limits: { fileBytes: whole && parts ? [{ ...whole, value: 1000 }, parts] : [] },
};

describe('uploading', () => {
  let folder: string;
  let path: string;
  let server: FaultServer;
  let fault: (request: SeenRequest) => Fault | undefined = () => undefined;
  let expires: number;
  let content: Buffer;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vision-ft-upload-'));
    path = join(folder, 'train.jsonl');
    content = Buffer.from(Array.from({ length: BYTES }, (_, at) => 97 + ((at >> 4) % 26)));
    await writeFile(path, content);
    expires = Date.now() / 1000 + 3600;
    fault = () => undefined;
    let uploads = 0;
    server = await startFaultServer(
      ({ method, path: asked, number }) => {
        if (asked.endsWith('/complete')) return { id: 'upload_1', file: { id: 'file-parts' } };
        if (asked.endsWith('/parts')) return { id: `part_${number}` };
        if (asked === '/v1/uploads') return { id: `upload_${++uploads}`, expires_at: expires };
        return method === 'GET' ? { id: asked.split('/').at(-1), status: 'processed' } : { id: 'file-whole' };
      },
      (request) => fault(request),
    );
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  const send = (profile = openai, file = path, options: UploadOptions = {}) => {
    const client = openClient({ profile, baseURL: server.baseURL, apiKey: 'k' });
    return uploadFile(client, profile, file, new SentFiles(join(folder, 'sent'), 'here'), {
      partBytes: PART,
      ...options,
    });
  };
  const count = (end: string, method = 'POST') =>
    server.requests.filter((request) => request.method === method && request.path.endsWith(end)).length;

  it('refuses a file that no route takes before anything is sent', async () => {
    const huge = join(folder, 'huge.jsonl');
    await writeFile(huge, '');
    await truncate(huge, 600 * 1024 ** 2);
    await assert.rejects(send(azure, huge), /huge\.jsonl has 629\.1 MB, but Azure OpenAI takes at most 536\.9 MB/);
    assert.equal(server.requests.length, 0);
  });

  it('tells how far it is, in one request and in parts', async () => {
    for (const [profile, id] of [
      [openai, 'file-whole'],
      [small, 'file-parts'],
    ] as const) {
      const steps: number[] = [];
      await rm(join(folder, 'sent'), { recursive: true, force: true });
      assert.deepEqual(await send(profile, path, { onProgress: (bytes) => steps.push(bytes) }), { id, known: false });
      assert.equal(steps.at(-1), BYTES);
      assert.ok(steps.every((bytes, at) => at === 0 || bytes > (steps[at - 1] ?? 0)));
    }
  });

  it('sends the very bytes in parts, in their order, with the sum of all', async () => {
    await send(small);
    assert.equal(count('/parts'), PARTS);
    const sent = server.requests
      .filter(({ path: asked }) => asked.endsWith('/parts'))
      .map(({ text, number }) => ({ id: `part_${number}`, body: /\r\n\r\n([a-z]+)\r\n--/.exec(text)?.[1] ?? '' }));
    const { part_ids, md5 } = server.requests.at(-1)?.json as { part_ids: string[]; md5: string };
    const joined = part_ids.map((id) => sent.find((part) => part.id === id)?.body).join('');
    assert.equal(joined, content.toString());
    assert.equal(md5, createHash('md5').update(content).digest('hex'));
  });

  it('sends an unchanged file once, also under another name; a changed one again', async () => {
    await send();
    assert.deepEqual(await send(), { id: 'file-whole', known: true });
    const copy = join(folder, 'copy.jsonl');
    await writeFile(copy, content);
    assert.deepEqual(await send(openai, copy), { id: 'file-whole', known: true });
    assert.equal(count('/files'), 1);
    await writeFile(path, content.toString().toUpperCase());
    await utimes(path, 1, 1);
    assert.deepEqual(await send(), { id: 'file-whole', known: false });
    assert.equal(count('/files'), 2);
  });

  it('sends again what the vendor has no more', async () => {
    await send();
    fault = ({ method }) => (method === 'GET' ? { status: 404, message: 'No such File object' } : undefined);
    assert.equal((await send()).known, false);
    assert.equal(count('/files'), 2);
  });

  it('sends a part that fails again, alone', async () => {
    let failed = 0;
    fault = ({ path: asked }) => (asked.endsWith('/parts') && failed++ === 2 ? { status: 500 } : undefined);
    await send(small);
    assert.equal(count('/parts'), PARTS + 1);
  });

  it('goes on after it broke off: what is there is not sent again', async () => {
    let seen = 0;
    fault = ({ path: asked }) =>
      asked.endsWith('/parts') && ++seen > 3 ? { status: 400, message: 'Too bad.' } : undefined;
    await assert.rejects(send(small), /Too bad/);
    fault = () => undefined;
    const before = count('/parts');
    const arrived: number[] = [];
    assert.equal((await send(small, path, { onProgress: (bytes) => arrived.push(bytes) })).id, 'file-parts');
    assert.equal(count('/parts') - before, PARTS - 3);
    assert.ok((arrived[0] ?? 0) > 0);
    assert.equal(count('/uploads'), 1);
    assert.equal(count('/cancel'), 0);
  });

  it('begins anew when what was begun has expired, by the clock or by the vendor', async () => {
    for (const how of ['clock', 'vendor']) {
      await rm(join(folder, 'sent'), { recursive: true, force: true });
      const begun = count('/uploads');
      let seen = 0;
      if (how === 'clock') expires = 1;
      fault = ({ path: asked }) => (asked.endsWith('/parts') && ++seen > 2 ? { status: 400 } : undefined);
      await assert.rejects(send(small));
      expires = Date.now() / 1000 + 3600;
      const [old] = server.requests.filter(({ path: asked }) => asked.endsWith('/parts')).slice(-1);
      fault = ({ path: asked }) =>
        how === 'vendor' && asked === old?.path ? { status: 400, message: 'The upload has expired.' } : undefined;
      assert.equal((await send(small)).id, 'file-parts');
      assert.equal(count('/uploads') - begun, 2);
    }
  });

  it('leaves nothing at the vendor when it is cancelled', async () => {
    const stop = new AbortController();
    const sending = send(small, path, {
      signal: stop.signal,
      onProgress: (bytes) => {
        if (bytes > 0) stop.abort();
      },
    });
    await assert.rejects(sending);
    assert.equal(count('/cancel'), 1);
    await send(small);
    assert.equal(count('/uploads'), 2);
  });

  it('notes no key and nothing of what is in the file', async () => {
    await send(small);
    const [name = '', ...others] = await readdir(join(folder, 'sent'));
    assert.equal(others.length, 0);
    const note = await readFile(join(folder, 'sent', name), 'utf8');
    assert.doesNotMatch(note, /"k"|aaaa/);
  });
});
