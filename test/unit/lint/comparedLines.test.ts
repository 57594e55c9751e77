import assert from 'node:assert/strict';
import { bytesSource } from '../../../src/dataset/byteSource.ts';
import type { LintOptions, Known } from '../../../src/lint/lintRun.ts';
import { OtherSplit } from '../../../src/lint/otherSplit.ts';
import { lintSource } from '../../../src/lint/runner.ts';
import { dataUrl, picture } from './images.ts';
import { assistant, example, image, soundLines, text, user } from './planting.ts';

const url = async (seed: number) => dataUrl(await picture(seed).png().toBuffer());
const [ONE, TWO, SHOT] = [await url(201), await url(202), await url(203)];

const ask = (words: string, picked: string, answer = `${words} answered`) =>
  example(user(text(words), image(picked)), assistant(answer));
const shown = (...messages: unknown[]) =>
  example({ role: 'system', content: 'Look.' }, user(text('A shot?'), image(SHOT)), assistant('Yes.'), ...messages);

async function judged(lines: string[], options: Partial<LintOptions> = {}, known: Known = {}) {
  const source = bytesSource(Buffer.from(`${lines.join('\n')}\n`));
  const { findings } = await lintSource(source, 'train.jsonl', { provider: 'openai', ...options }, known);
  return findings;
}
const placesOf = async (rule: string, lines: string[], known?: Known) =>
  (await judged(lines, {}, known))
    .filter((finding) => finding.rule === rule)
    .map(({ line, path, related }) => [line, path, related?.[0]?.line]);

describe('lines compared with each other', () => {
  it('duplicate-image: told at the later line, not for few-shot images that all share', async () => {
    const lines = [
      shown(user(text('a'), image(ONE)), assistant('a')),
      shown(user(text('b'), image(TWO)), assistant('b')),
      shown(user(text('c'), image(ONE)), assistant('c')),
    ];
    assert.deepEqual(await placesOf('duplicate-image', lines), [[3, '/messages/3/content/1/image_url/url', 1]]);
  });

  it('duplicate-image: an image shown before the question of some examples only counts', async () => {
    const lines = [ask('a', SHOT), shown(user(text('b'), image(ONE)), assistant('b')), ask('c', TWO)];
    const [found, ...others] = (await judged(lines)).filter(({ rule }) => rule === 'duplicate-image');
    assert.deepEqual([found?.line, found?.path, others.length], [2, '/messages/1/content/1/image_url/url', 0]);
    const line = lines[1] ?? '';
    assert.equal(line.slice(Number(found?.column) - 1, Number(found?.endColumn) - 1), JSON.stringify(SHOT));
  });

  it('duplicate-image: the same example twice is told of once, as a whole', async () => {
    const line = ask('a', ONE);
    assert.deepEqual(await placesOf('duplicate-image', [line, line]), []);
  });

  it('duplicate-image: an equal address is the same image', async () => {
    const lines = [ask('a', 'https://example.org/a.png'), ask('b', 'https://example.org/a.png')];
    assert.deepEqual(await placesOf('duplicate-image', lines), [[2, '/messages/0/content/1/image_url/url', 1]]);
  });

  it('images that look the same are the same once they are decoded, and the message says so', async () => {
    const digestOf = async (seed: number) => {
      const { createHash } = await import('node:crypto');
      return createHash('sha1')
        .update(await picture(seed).png().toBuffer())
        .digest('base64');
    };
    const decoded = new Map([
      [await digestOf(201), { hash: [0b1111, 7] as const }],
      [await digestOf(202), { hash: [0b0011, 7 ^ (1 << 31)] as const }],
      [await digestOf(203), { hash: [0b0000, 7 ^ (1 << 31)] as const }],
    ]);
    const found = await judged([ask('a', ONE), ask('b', TWO), ask('c', SHOT)], {}, { decoded });
    assert.deepEqual(
      found.filter(({ rule }) => rule === 'duplicate-image').map(({ line, message }) => [line, message.slice(0, 25)]),
      [[2, 'This image looks the same']],
    );
  });

  it('leakage: an image of another split, at its place here, with its line there', async () => {
    const test = [ask('c', TWO), ask('d', 'https://example.org/a.png'), ask('e', 'https://example.org/a.png')];
    const against = [await OtherSplit.read(bytesSource(Buffer.from(test.join('\n'))), 'test.jsonl', new Map())];
    const lines = [ask('a', ONE), ask('b', 'https://example.org/a.png')];
    assert.deepEqual(await placesOf('leakage', lines, { against }), [[2, '/messages/0/content/1/image_url/url', 2]]);
    assert.deepEqual(await placesOf('leakage', lines), []);
  });

  it('few-shot-contains-row: the image asked about was shown before with an answer', async () => {
    const lines = [...soundLines(3), shown(user(text('b'), image(SHOT)), assistant('b'))];
    assert.deepEqual(await placesOf('few-shot-contains-row', lines), [
      [4, '/messages/3/content/1/image_url/url', undefined],
    ]);
  });

  it('conflicting-answers: the number of a question is no part of it, blanks are none of an answer', async () => {
    const lines = [
      ask('Question [1]: Who?', ONE, 'Ann'),
      ask('Question [2]: Who?', ONE, 'Ann '),
      ask('Question [3]: Who?', ONE, 'Bob'),
      ask('Question [4]: Who?', TWO, 'Bob'),
    ];
    assert.deepEqual(await placesOf('conflicting-answers', lines), [[3, '/messages/1', 1]]);
  });

  it('answer-forms: what differs in case and punctuation alone is no conflict, and told apart from one', async () => {
    const lines = [
      ask('Who wrote it?', ONE, 'Ann Lee'),
      ask('who wrote it', ONE, 'ann lee.'),
      ask('Who wrote it?', ONE, '-5'),
      ask('How cold is it?', TWO, '-5'),
      ask('How cold is it?', TWO, '5'),
    ];
    assert.deepEqual(await placesOf('answer-forms', lines), [[2, '/messages/1', 1]]);
    assert.deepEqual(await placesOf('conflicting-answers', lines), [
      [3, '/messages/1', 1],
      [5, '/messages/1', 4],
    ]);
  });

  it('answer-imbalance: over 90 % of 20 or more', async () => {
    const lines = (same: number, others: number) => [
      ...Array.from({ length: same }, (_, at) => ask(`same ${at}`, ONE, 'Yes')),
      ...Array.from({ length: others }, (_, at) => ask(`other ${at}`, ONE, `No ${at}`)),
    ];
    assert.equal((await placesOf('answer-imbalance', lines(19, 1))).length, 1);
    assert.equal((await placesOf('answer-imbalance', lines(18, 2))).length, 0);
    assert.equal((await placesOf('answer-imbalance', lines(19, 0))).length, 0);
  });

  it('inconsistent-system-prompt: the odd one, and the one without', async () => {
    const told = (prompt: string) =>
      example({ role: 'system', content: prompt }, user(text(prompt), image(ONE)), assistant());
    const lines = [told('Look!'), ...Array.from({ length: 5 }, () => told('Look.')), ask('a', TWO)];
    assert.deepEqual(await placesOf('inconsistent-system-prompt', lines), [
      [1, '/messages/0', undefined],
      [7, '', undefined],
    ]);
    const own = Array.from({ length: 6 }, (_, at) => told(`Look ${at}.`));
    assert.deepEqual(await placesOf('inconsistent-system-prompt', own), []);
    const halves = Array.from({ length: 10 }, (_, at) => told(at < 5 ? 'Look.' : 'See.'));
    assert.deepEqual(await placesOf('inconsistent-system-prompt', halves), []);
  });

  it('url-unreachable: where the address was asked and gave nothing', async () => {
    const lines = [ask('a', 'https://example.org/a.png'), ask('b', 'https://example.org/b.png')];
    const unreachable = new Map([['https://example.org/b.png', 'the server answered 404']]);
    assert.deepEqual(await placesOf('url-unreachable', lines, { unreachable }), [
      [2, '/messages/0/content/1/image_url/url', undefined],
    ]);
  });

  it('rules are off or of another severity where that is chosen', async () => {
    const lines = [ask('a', ONE), ask('b', ONE)];
    assert.deepEqual(await judged(lines, { severities: { 'duplicate-image': 'off', 'too-few-examples': 'off' } }), []);
    const [found] = await judged(lines, { severities: { 'duplicate-image': 'error', 'too-few-examples': 'off' } });
    assert.equal(found?.severity, 'error');
  });
});

describe('errors of every vendor', () => {
  it('are counted in one pass, by rule', async () => {
    const lines = [...soundLines(11), ask('a', 'https://example.org/a.png')];
    const source = bytesSource(Buffer.from(`${lines.join('\n')}\n`));
    const { vendors } = await lintSource(source, 'train.jsonl', { provider: 'openai' });
    assert.deepEqual(
      vendors.map(({ provider, errors, rules }) => [provider, errors, rules[0]?.rule]),
      [
        ['openai', 0, undefined],
        ['azure', 0, undefined],
        ['together', 1, 'url-image-not-accepted'],
        ['fireworks', 1, 'url-image-not-accepted'],
        ['baseline', 1, 'url-image-not-accepted'],
      ],
    );
    const alone = await lintSource(source, 'train.jsonl', { provider: 'together' });
    assert.deepEqual(alone.vendors, vendors);
  });
});
