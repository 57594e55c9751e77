import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { APIError, toFile } from 'openai';
import { BaselineError, startBaseline } from '../../../src/baseline/server.ts';
import { followEvents, allEvents } from '../../../src/tune/job/events.ts';
import { clientOf, colourLines, disc, openFixture, user, type Fixture } from '../../support/baselineFixture.ts';

const failsWith = (status: number, message: RegExp, code?: string) => (error: unknown) => {
  assert.ok(error instanceof APIError, String(error));
  assert.equal(error.status, status);
  assert.match(error.message, message);
  if (code !== undefined) assert.equal(error.code, code);
  return true;
};

describe('the baseline server, through the ordinary client', function () {
  this.timeout(60_000);
  let fixture: Fixture;
  before(async () => {
    fixture = await openFixture();
  });
  after(() => fixture.close());

  const upload = (text: string, name = 'train.jsonl') =>
    fixture.client.files.create({ file: createReadStream(fixture.write(name, text)), purpose: 'fine-tune' });
  const finish = async (id: string) => {
    for await (const _ of followEvents(fixture.client, id, { fastest: 20 }));
    return fixture.client.fineTuning.jobs.retrieve(id);
  };
  const ask = async (model: string, url: string) => {
    const { choices } = await fixture.client.chat.completions.create({
      model,
      messages: [user('Question [7]: Which colour is it?', url)],
    });
    return choices[0]?.message.content;
  };

  it('refuses a wrong key and a missing one', async () => {
    const { baseURL } = fixture.server;
    const stranger = clientOf({ baseURL, apiKey: 'wrong' });
    await assert.rejects(stranger.models.list(), failsWith(401, /Incorrect API key/, 'invalid_api_key'));
    const without = await fetch(`${baseURL}/models`);
    assert.equal(without.status, 401);
    assert.doesNotMatch(await without.text(), new RegExp(fixture.server.apiKey));
  });

  it('has exactly two base models, and says what they are', async () => {
    const { data } = await fixture.client.models.list();
    assert.deepEqual(
      data
        .slice(0, 2)
        .map(({ id }) => id)
        .sort(),
      ['nearest-neighbour', 'prior'],
    );
    assert.ok(data.every(({ owned_by }) => owned_by.includes('classical baseline')));
  });

  it('knows no other model, file or job', async () => {
    const { client } = fixture;
    const messages = [user('Who?')];
    await assert.rejects(client.models.retrieve('gpt-4o'), failsWith(404, /gpt-4o/, 'model_not_found'));
    await assert.rejects(client.chat.completions.create({ model: 'gpt-4o', messages }), failsWith(404, /gpt-4o/));
    await assert.rejects(client.files.retrieve('file-none'), failsWith(404, /file-none/));
    await assert.rejects(client.files.content('../../etc/passwd'), failsWith(404, /No such/));
    await assert.rejects(client.fineTuning.jobs.retrieve('ftjob-none'), failsWith(404, /ftjob-none/));
    await assert.rejects(
      client.fineTuning.jobs.create({ model: 'prior', training_file: 'file-none' }),
      failsWith(404, /file-none/),
    );
    const { id } = await upload((await colourLines([10, 20])).join('\n'));
    await assert.rejects(
      client.fineTuning.jobs.create({ model: 'gpt-4o', training_file: id }),
      failsWith(404, /gpt-4o/, 'model_not_found'),
    );
  });

  it('gives back the bytes of a file as they were sent, lists it and deletes it', async () => {
    const bytes = randomBytes(3_000_000);
    const path = join(fixture.folder, 'odd "name" ü.jsonl');
    writeFileSync(path, bytes);
    const file = await fixture.client.files.create({ file: createReadStream(path), purpose: 'fine-tune' });
    assert.equal(file.bytes, bytes.length);
    const content = await fixture.client.files.content(file.id);
    assert.ok(bytes.equals(Buffer.from(await content.arrayBuffer())));
    const listed = await fixture.client.files.list({ purpose: 'fine-tune' });
    assert.equal(listed.data[0]?.id, file.id);
    await fixture.client.files.delete(file.id);
    await assert.rejects(fixture.client.files.retrieve(file.id), failsWith(404, /No such/));
  });

  it('puts a file together from parts and checks its sum', async () => {
    const { uploads, files } = fixture.client;
    const parts = [randomBytes(70_000), randomBytes(50_000)];
    const whole = Buffer.concat(parts);
    const announced = {
      bytes: whole.length,
      filename: 'a.jsonl',
      mime_type: 'application/jsonl',
      purpose: 'fine-tune',
    } as const;
    const { id } = await uploads.create(announced);
    const sent = await Promise.all(
      parts.map(async (part) => uploads.parts.create(id, { data: await toFile(part, 'part') })),
    );
    const part_ids = sent.map((part) => part.id);
    await assert.rejects(uploads.complete(id, { part_ids, md5: '0'.repeat(32) }), failsWith(400, /MD5/));
    await assert.rejects(uploads.complete(id, { part_ids: part_ids.slice(1) }), failsWith(400, /50000 bytes/));
    const md5 = createHash('md5').update(whole).digest('hex');
    const { file, status } = await uploads.complete(id, { part_ids, md5 });
    assert.equal(status, 'completed');
    const content = await files.content(file?.id ?? '');
    assert.ok(whole.equals(Buffer.from(await content.arrayBuffer())));
  });

  it('joins parts in the order that is asked for, whichever came first and whether or not one failed', async () => {
    const { uploads, files } = fixture.client;
    const parts = [randomBytes(30_000), randomBytes(20_000), randomBytes(10_000)];
    const bytes = parts.reduce((sum, { length }) => sum + length, 0);
    const about = { bytes, filename: 'a.jsonl', mime_type: 'application/jsonl', purpose: 'fine-tune' } as const;
    for (const order of [
      [0, 1, 2],
      [2, 0, 1],
    ]) {
      const { id } = await uploads.create(about);
      await assert.rejects(
        uploads.parts.create(id, { data: await toFile(Buffer.alloc(0), 'part') }),
        failsWith(400, /0/),
      );
      const ids: string[] = [];
      for (const part of parts) ids.push((await uploads.parts.create(id, { data: await toFile(part, 'part') })).id);
      const whole = Buffer.concat(order.map((at) => parts[at] ?? Buffer.alloc(0)));
      const md5 = createHash('md5').update(whole).digest('hex');
      const { file } = await uploads.complete(id, { part_ids: order.map((at) => ids[at] ?? ''), md5 });
      const content = await files.content(file?.id ?? '');
      assert.ok(whole.equals(Buffer.from(await content.arrayBuffer())));
    }
  });

  it('refuses fewer than ten examples with the words of OpenAI', async () => {
    const { id } = await upload((await colourLines([10, 20])).slice(0, 7).join('\n'));
    await assert.rejects(
      fixture.client.fineTuning.jobs.create({ model: 'prior', training_file: id }),
      failsWith(400, /Training file has 7 example\(s\), but must have at least 10 examples/, 'invalid_n_examples'),
    );
  });

  it('fails a job whose file is no training file, and says where', async () => {
    const lines = await colourLines([10, 20]);
    const { id } = await upload(lines.with(6, '{"messages": [').join('\n'));
    const { id: job } = await fixture.client.fineTuning.jobs.create({ model: 'prior', training_file: id });
    const { status, error, fine_tuned_model } = await finish(job);
    assert.equal(status, 'failed');
    assert.match(error?.message ?? '', /invalid training file.*Example 7 cannot be parsed/);
    assert.equal(fine_tuned_model, null);
  });

  it('trains a nearest neighbour that looks, and a prior that does not; both survive a restart', async () => {
    const train = await upload((await colourLines([12, 18, 24])).join('\n'));
    const validation = await upload((await colourLines([15, 21])).join('\n'), 'validation.jsonl');
    const [nearest, prior] = await Promise.all(
      ['nearest-neighbour', 'prior'].map(async (model) => {
        const { id } = await fixture.client.fineTuning.jobs.create({
          model,
          training_file: train.id,
          validation_file: validation.id,
          suffix: 'colours',
        });
        return finish(id);
      }),
    );
    assert.match(nearest?.fine_tuned_model ?? '', /^ft:nearest-neighbour:colours:\w+$/);
    assert.match(prior?.fine_tuned_model ?? '', /^ft:prior:colours:\w+$/);

    const events = await allEvents(fixture.client, nearest?.id ?? '');
    const measured = events.filter(({ type }) => type === 'metrics').map(({ data }) => data);
    assert.deepEqual(measured.at(-1), { step: 4, total_steps: 4, examples: 15, valid_accuracy: 1 });
    assert.ok(events.every(({ message }) => !/loss=/.test(message)));

    await fixture.restart();
    for (const colour of ['red', 'blue', 'black'])
      assert.equal(await ask(nearest?.fine_tuned_model ?? '', await disc(colour, 16)), colour);
    const answers = new Set<unknown>();
    for (const colour of ['red', 'blue', 'black'])
      answers.add(await ask(prior?.fine_tuned_model ?? '', await disc(colour, 16)));
    assert.equal(answers.size, 1, 'prior answers the same whatever the image');
    await fixture.client.models.delete(prior?.fine_tuned_model ?? '');
    await assert.rejects(ask(prior?.fine_tuned_model ?? '', await disc('red', 16)), failsWith(404, /does not exist/));
  });

  it('gives events page by page, newest first, as the vendor does', async () => {
    const train = await upload((await colourLines([12, 18, 24])).join('\n'));
    const { id } = await fixture.client.fineTuning.jobs.create({ model: 'prior', training_file: train.id });
    await finish(id);
    const paged: string[] = [];
    for await (const { message } of fixture.client.fineTuning.jobs.listEvents(id, { limit: 2 })) paged.push(message);
    assert.match(paged[0] ?? '', /successfully completed/);
    assert.match(paged.at(-1) ?? '', /Created fine-tuning job/);
    const followed: string[] = [];
    for await (const { message } of followEvents(fixture.client, id)) followed.push(message);
    assert.deepEqual(followed, paged.reverse());
    await assert.rejects(fixture.client.fineTuning.jobs.cancel(id), failsWith(400, /already succeeded/));
  });

  it('skips examples whose image cannot be read and says how many', async () => {
    const lines = await colourLines([12, 18, 24]);
    const broken = lines.map((line, at) =>
      at < 2 ? line.replace('data:image/jpeg;base64,/9j/', 'data:image/jpeg;base64,AAAA') : line,
    );
    const train = await upload(broken.join('\n'));
    const { id } = await fixture.client.fineTuning.jobs.create({ model: 'nearest-neighbour', training_file: train.id });
    await finish(id);
    const events = await allEvents(fixture.client, id);
    assert.ok(
      events.some(({ message }) =>
        /contains 2 examples with images that were skipped.*Using 13 examples/.test(message),
      ),
    );
  });

  it('an untuned base model knows only the examples of the request', async () => {
    const [red, blue] = await Promise.all([disc('red', 20), disc('blue', 20)]);
    const shown = (url: string, content: string) => [
      user('Which colour is it?', url),
      { role: 'assistant' as const, content },
    ];
    const messages = [
      ...shown(red, 'red'),
      ...shown(blue, 'blue'),
      user('Which colour is it?', await disc('blue', 14)),
    ];
    const { choices } = await fixture.client.chat.completions.create({ model: 'nearest-neighbour', messages });
    assert.equal(choices[0]?.message.content, 'blue');
    assert.equal(await ask('prior', red), '');
  });

  it('a taken port is said in one sentence', async () => {
    const other = createServer();
    await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
    const { port } = other.address() as AddressInfo;
    await assert.rejects(startBaseline({ dataDir: fixture.dataDir, port }), (error) => {
      assert.ok(error instanceof BaselineError);
      assert.match(error.message, new RegExp(`^Port ${port} on 127\\.0\\.0\\.1 is taken`));
      return true;
    });
    other.close();
  });
});
