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
        if (asked.endsWith('/uploads')) return { id: `upload_${++uploads}`, expires_at: expires };
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
    await truncate(huge, 1200 * 1024 ** 2);
    await assert.rejects(send(azure, huge), /huge\.jsonl has 1258\.3 MB, but Azure OpenAI takes at most 1073\.7 MB/);
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

  it('sends the very bytes in one request, and all of them again after a failure', async () => {
    const name = join(folder, 'a "train" file.jsonl');
    await writeFile(name, content);
    let failed = 0;
    fault = ({ path: asked }) => (asked.endsWith('/files') && failed++ === 0 ? { status: 500 } : undefined);
    assert.equal((await send(openai, name)).id, 'file-whole');
    const sent = server.requests.filter(({ path: asked }) => asked.endsWith('/files'));
    assert.equal(sent.length, 2);
    for (const { text, headers } of sent) {
      assert.equal(Number(headers['content-length']), Buffer.byteLength(text));
      const boundary = /boundary=(.*)$/.exec(headers['content-type'] ?? '')?.[1] ?? '';
      const form = await new Response(text, {
        headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
      }).formData();
      assert.equal(form.get('purpose'), 'fine-tune');
      const file = form.get('file');
      assert.ok(file instanceof File);
      assert.equal(file.name, 'a "train" file.jsonl');
      assert.ok(content.equals(Buffer.from(await file.arrayBuffer())));
    }
  });

  it('sends parts to Azure where it serves them, with its key; other files as to everyone', async () => {
    const baseURL = server.baseURL.replace('/v1', '/openai/v1');
    const client = openClient({ profile: azure, baseURL, apiKey: 'azure-key' });
    const from = { value: 1000, source: 's', date: '2026-11-22', grade: 'A' } as const;
    const eager: ProviderProfile = { ...azure, limits: { ...azure.limits, partsFrom: from } };
    const few = join(folder, 'few.jsonl');
    await writeFile(few, 'x'.repeat(1000));
    const sentFiles = new SentFiles(join(folder, 'sent'), 'azure');
    await uploadFile(client, eager, few, sentFiles);
    assert.equal((await uploadFile(client, eager, path, sentFiles, { partBytes: PART })).id, 'file-parts');
    const [first, ...others] = server.requests;
    assert.equal(first?.path, '/openai/v1/files');
    assert.equal(first.headers.authorization, 'Bearer azure-key');
    assert.equal(others.length, PARTS + 2);
    for (const { path: asked, query, headers } of others) {
      assert.match(asked, /^\/openai\/uploads/);
      assert.equal(query.get('api-version'), azure.partsVersion?.value);
      assert.equal(headers['api-key'], 'azure-key');
    }
  });

  it('asks for a token before each request: one that expired meanwhile is not sent again', async () => {
    const from = { value: 1000, source: 's', date: '2026-11-22', grade: 'A' } as const;
    const eager: ProviderProfile = { ...azure, limits: { ...azure.limits, partsFrom: from } };
    let token = 'token-of-the-first-hour';
    const client = openClient({
      profile: eager,
      baseURL: server.baseURL.replace('/v1', '/openai/v1'),
      tokenProvider: () => Promise.resolve(token),
    });
    await client.files.retrieve('file-1');
    fault = ({ number }) => {
      if (number === 2) token = 'token-of-the-second-hour';
      return undefined;
    };
    await uploadFile(client, eager, path, new SentFiles(join(folder, 'sent'), 'azure'), { partBytes: PART });
    const [first, second, ...others] = server.requests.map(({ authorization }) => authorization);
    assert.deepEqual([first, second], ['Bearer token-of-the-first-hour', 'Bearer token-of-the-first-hour']);
    assert.equal(others.length, PARTS + 1);
    assert.ok(others.every((authorization) => authorization === 'Bearer token-of-the-second-hour'));
    assert.ok(server.requests.every(({ headers }) => headers['api-key'] === undefined));
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
