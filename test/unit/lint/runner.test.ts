import assert from 'node:assert/strict';
import { open, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ByteSource } from '../../../src/dataset/byteSource.ts';
import { ImagePool } from '../../../src/lint/imagePool.ts';
import { lintFile, lintSource } from '../../../src/lint/runner.ts';
import { RULES } from '../../../src/lint/rules.ts';
import { PROVIDER_IDS } from '../../../src/providers/profile.ts';
import { dataUrl, picture } from './images.ts';
import {
  assistant,
  example,
  image,
  lint,
  PICTURE,
  question,
  runOf,
  sound,
  soundLines,
  text,
  user,
} from './planting.ts';

const MEGABYTE = 1024 ** 2;
/** Size of the large file below; smaller where the disk is. */
const BIG_FILE_MEGABYTES = Number(process.env['BIG_FILE_MB'] ?? 512);

const rulesOf = ({ findings }: { findings: { rule: string }[] }) => findings.map(({ rule }) => rule);

describe('linting a file', () => {
  it('a file that others really trained on has no errors for OpenAI, and 20 for a vendor that takes no addresses', async () => {
    const bytes = await readFile(new URL('../../fixtures/real-jsonl/products-train-20.jsonl', import.meta.url));
    const openai = await lint(bytes);
    assert.deepEqual(openai.counts, { error: 0, warning: 0, info: 0 });
    assert.equal(openai.examples, 20);
    assert.equal(openai.images, 20);
    const together = await lint(bytes, { provider: 'together' });
    assert.deepEqual(new Set(rulesOf(together)), new Set(['url-image-not-accepted']));
    assert.equal(together.counts.error, 20);
  });

  it('a sound file is sound for every vendor', async () => {
    for (const provider of PROVIDER_IDS)
      assert.deepEqual((await lint(soundLines(10), { provider })).findings, [], provider);
  });

  it('counts tokens and estimates the price', async () => {
    const lines = Array.from({ length: 10 }, (_, number) =>
      example(user(text(`${number} hello world`), image(PICTURE)), assistant('hello')),
    );
    const { tokens, cost, images, bytes } = await lint(lines);
    // 3 for a message, 1 for its role, and the texts; 85 + 170 for one tile
    assert.deepEqual(tokens, { text: 10 * (3 + 1 + 3 + 3 + 1 + 1), image: 2550, total: 2670, overContext: 0 });
    assert.deepEqual(cost, { model: 'gpt-4o-2024-08-06', epochs: 10, usd: (2670 * 10 * 25) / 1e6, estimate: true });
    assert.equal(images, 10);
    assert.equal(bytes, Buffer.byteLength(`${lines.join('\n')}\n`));
    assert.equal((await lint(lines, { file: 'validation.jsonl' })).cost?.usd, 0);
    assert.equal((await lint(lines, { provider: 'together' })).cost, undefined);
    assert.equal((await lint(lines, { model: 'gpt-4.1-mini' })).tokens.image, 10 * 7);
  });

  it('a test file needs no answers and no ten lines', async () => {
    const report = await lint([example(question()), example(question())], { file: 'my-test.jsonl' });
    assert.equal(report.purpose, 'test');
    assert.deepEqual(report.findings, []);
  });

  it('a byte order mark is welcome to Azure and a risk elsewhere', async () => {
    const bytes = Buffer.from(`\ufeff${soundLines(10).join('\n')}`);
    assert.deepEqual(rulesOf(await lint(bytes, { provider: 'azure' })), []);
    assert.deepEqual(rulesOf(await lint(bytes)), ['byte-order-mark']);
  });

  it('a duplicate points at the line it repeats', async () => {
    const twice = sound();
    const { findings } = await lint([twice, ...soundLines(10), twice]);
    assert.deepEqual(findings[0]?.related, [{ file: 'train.jsonl', line: 1 }]);
    assert.equal(findings[0].line, 12);
  });

  it('an image is the same whether its slashes are escaped or not, and named either way', async () => {
    const bad = dataUrl(await picture(3).png().toBuffer(), 'image/jpeg');
    const plain = example(user(text('a'), image(bad)), assistant());
    const escaped = plain.replaceAll('/', '\\/');
    const { findings } = await lint([...soundLines(10), plain, escaped]);
    assert.deepEqual(
      findings.map(({ rule, line }) => [rule, line]),
      [
        ['mime-mismatch', 11],
        ['duplicate-example', 12],
        ['mime-mismatch', 12],
      ],
    );
    const place = findings[2];
    assert.equal(
      escaped.slice(Number(place?.column) - 1, Number(place?.endColumn) - 1),
      JSON.stringify(bad).replaceAll('/', '\\/'),
    );
  });

  it('columns count as editors do: behind base64, in a line of emoji, behind a byte order mark', async () => {
    const line = example(user(text('🎈ü "quoted"'), image(PICTURE), image(PICTURE)), { ...assistant('ß'), weight: 7 });
    const { findings } = await lint(Buffer.from(`\ufeff${[line, ...soundLines(10)].join('\n')}`), {
      provider: 'azure',
    });
    const [weight] = findings;
    assert.equal(weight?.rule, 'weight-not-0-or-1');
    assert.equal(weight.path, '/messages/1/weight');
    assert.equal(line.slice(weight.column - 1, weight.endColumn - 1), '7');
  });

  it('broken JSON behind an image is placed in the whole line', async () => {
    const line = sound().replace('"role":"assistant"', '"role" "assistant"');
    const { findings } = await lint([...soundLines(10), line]);
    assert.equal(findings[0]?.rule, 'not-json');
    assert.equal(findings[0].column, line.indexOf('"role" "assistant"') + '"role" '.length + 1);
  });

  it('text that speaks of base64 stays text', async () => {
    const talk = `data:image/png;base64,${'words and words '.repeat(40)}`;
    const { tokens } = await lint([...soundLines(10), example(user(text(talk), image(PICTURE)), assistant())]);
    const without = await lint(soundLines(11));
    assert.ok(tokens.text - without.tokens.text > 80);
  });

  it('keeps only as many findings as asked for, the first ones, and counts all', async () => {
    const { findings, counts } = await lint(
      Array.from({ length: 6 }, () => ''),
      { maxFindings: 3 },
    );
    assert.deepEqual(
      findings.map(({ rule, line }) => [rule, line]),
      [
        ['blank-line', 1],
        ['too-few-examples', 1],
        ['blank-line', 2],
      ],
    );
    assert.deepEqual(counts, { error: 1, warning: 6, info: 0 });
  });

  it('a broken first line alone does not make the file an array', async () => {
    const { findings } = await lint([sound().slice(0, -20), ...soundLines(10)]);
    assert.deepEqual(rulesOf({ findings }), ['not-json']);
  });

  it('few-shot messages that all lines share are judged in every line, at their own places', async () => {
    const shot = image(dataUrl(await picture(5).png().toBuffer(), 'image/jpeg'));
    const line = (number: number, answer: string) =>
      example(
        { role: 'system', content: 'Wörter' },
        user(shot),
        assistant('Yes.'),
        user(text(`${number}?`), image(PICTURE)),
        assistant(answer),
      );
    const lines = Array.from({ length: 12 }, (_, number) => line(number, number === 7 ? ' a' : 'a'));
    lines.push(line(3, 'a'));
    const { findings, images, tokens } = await lint(lines, { severities: { 'duplicate-image': 'off' } });
    assert.equal(images, 26);
    assert.equal(tokens.image, 26 * 255);
    assert.deepEqual(
      findings.map(({ rule, line: at, path }) => [rule, at, path]),
      [
        ...lines.slice(0, 8).map((_, index) => ['mime-mismatch', index + 1, '/messages/1/content/0/image_url/url']),
        ['whitespace-answer', 8, '/messages/4/content'],
        ...[9, 10, 11, 12].map((at) => ['mime-mismatch', at, '/messages/1/content/0/image_url/url']),
        ['duplicate-example', 13, ''],
        ['mime-mismatch', 13, '/messages/1/content/0/image_url/url'],
      ],
    );
    for (const { rule, line: at, column, endColumn } of findings) {
      const place = lines[at - 1]?.slice(column - 1, endColumn - 1);
      if (rule === 'mime-mismatch') assert.equal(place, JSON.stringify(shot.image_url.url));
      if (rule === 'whitespace-answer') assert.equal(place, '" a"');
    }
  });

  it('a broken line among lines that begin alike is placed in the whole line', async () => {
    const line = (number: number) =>
      example(user(image(PICTURE)), assistant('Yes.'), user(text(`${number}?`), image(PICTURE)), assistant());
    const lines = Array.from({ length: 12 }, (_, number) => line(number));
    const broken = line(99).replace('"99?"', '"99?');
    const { findings } = await lint([...lines, broken]);
    const found = findings.filter(({ severity }) => severity === 'error');
    assert.deepEqual(rulesOf({ findings: found }), ['not-json']);
    assert.ok((found[0]?.column ?? 0) > broken.indexOf('99?'));
  });

  it('a line that begins as others and has a second list of messages is judged by that one', async () => {
    const shared = [{ role: 'system', content: 'Look.' }, user(image(PICTURE)), assistant('Yes.')];
    const lines = Array.from({ length: 12 }, (_, number) =>
      example(...shared, user(text(`${number}?`), image(PICTURE)), assistant(`${number}.`)),
    );
    const severities = { 'duplicate-image': 'off', 'few-shot-contains-row': 'off' } as const;
    const rules = async (second: unknown) => {
      const twice = `${lines[5]?.slice(0, -1) ?? ''},"messages":${JSON.stringify(second)}}`;
      const { findings } = await lint([...lines, twice], { severities });
      return rulesOf({ findings: findings.filter(({ severity }) => severity === 'error') });
    };
    const bot = { role: 'bot', content: 'Yes.' };
    assert.deepEqual(await rules([bot, user(text('What?')), bot, assistant()]), ['unknown-role', 'unknown-role']);
    assert.ok((await rules([])).includes('empty-messages'));
  });

  it('a line nested without end is no crash', async () => {
    const deep = `{"messages": ${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    const { findings } = await lint([...soundLines(10), deep]);
    assert.ok(findings.every(({ line }) => line === 11));
  });

  it('can be cancelled', async () => {
    await assert.rejects(
      lintSource(
        {
          size: 100 * MEGABYTE,
          read: (_, length) => Promise.resolve(Buffer.alloc(length, '\n')),
          close: () => Promise.resolve(),
        },
        'train.jsonl',
        { provider: 'openai', maxFindings: 0 },
        { signal: AbortSignal.abort() },
      ),
      { name: 'AbortError' },
    );
  });

  for (const [megabytes, provider, severity] of [
    [600, 'openai', 'warning'],
    [9000, 'openai', 'error'],
    [300, 'azure', 'warning'],
    [500, 'together', undefined],
  ] as const)
    it(`file-too-large: ${megabytes} MB for ${provider} is ${severity ?? 'no finding'}`, async () => {
      // both ends of an array: nothing between them is read
      const huge: ByteSource = {
        size: megabytes * MEGABYTE,
        read: (position, length) => Promise.resolve(Buffer.alloc(length, position === 0 ? '[' : ']')),
        close: () => Promise.resolve(),
      };
      const { findings } = await lintSource(huge, 'train.jsonl', { provider });
      assert.equal(findings.find(({ rule }) => rule === 'file-too-large')?.severity, severity);
      assert.ok(findings.some(({ rule }) => rule === 'json-array-file'));
    });

  it('too-many-image-examples: 50,000 are taken, one more is not', () => {
    const rule = RULES.find(({ id }) => id === 'too-many-image-examples');
    const said = (withImages: number) => {
      const messages: string[] = [];
      rule?.start(runOf())?.end?.({ lines: 60_000, withImages }, (_path, message) => messages.push(message));
      return messages;
    };
    assert.deepEqual(said(50_000), []);
    assert.deepEqual(said(50_001), ['50,001 examples have images; OpenAI takes at most 50,000.']);
  });
});

describe('images of a file', () => {
  it('are looked at once, however often they occur', async () => {
    const pool = new ImagePool();
    const [one, two] = [await picture(1).png().toBuffer(), await picture(2).png().toBuffer()].map((bytes) =>
      Buffer.from(bytes.toString('base64')),
    );
    assert.ok(one && two);
    const first = pool.look(one);
    for (let times = 0; times < 3; times++) assert.equal(pool.look(Buffer.from(one)), first);
    assert.notEqual(pool.look(two), first);
    assert.notEqual(pool.look(two).digest, first.digest);
  });
});

describe(`a file of ${BIG_FILE_MEGABYTES} MB`, () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vision-ft-lint-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('shows the fault in its last line', async () => {
    const path = join(folder, 'train.jsonl');
    // the question's number is overwritten in place: 256 KB a line, every one another example
    const noise = await picture(1, 300, 300).png({ compressionLevel: 0 }).toBuffer();
    const line = Buffer.from(`${example(user(text('Question 00000000?'), image(dataUrl(noise))), assistant())}\n`);
    const number = line.indexOf('00000000');
    const count = Math.ceil((BIG_FILE_MEGABYTES * MEGABYTE) / line.length);
    const file = await open(path, 'w');
    for (let written = 0; written < count; written++) {
      line.write(String(written).padStart(8, '0'), number);
      await file.write(line);
    }
    await file.write(example(question(), assistant(' ')));
    await file.close();

    let progress = 0;
    const { findings, examples } = await lintFile(
      path,
      { provider: 'openai', severities: { 'duplicate-image': 'off', 'answer-imbalance': 'off' } },
      {
        onProgress: (bytes) => {
          progress = bytes;
        },
      },
    );
    const found = findings.filter(({ line: at }) => at > 1);
    assert.deepEqual(
      found.map(({ rule, line: at, path: pointer }) => [rule, at, pointer]),
      [['empty-answer', count + 1, '/messages/1/content']],
    );
    assert.equal(examples, count + 1);
    assert.ok(progress >= BIG_FILE_MEGABYTES * MEGABYTE);
  }).timeout(60_000);
});
