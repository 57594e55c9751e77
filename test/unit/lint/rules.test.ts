import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { LintOptions } from '../../../src/lint/lintRun.ts';
import { DATASET_RULES } from '../../../src/lint/datasetRules.ts';
import { RULES } from '../../../src/lint/rules.ts';
import { bombPng, dataUrl, picture } from './images.ts';
import { assistant, example, image, lint, PICTURE, question, sound, soundLines, text, user } from './planting.ts';

/** A line (or lines) planted behind ten sound ones; `options` of the linter. */
interface Case {
  rule: string;
  bad: string[] | Buffer;
  good: string[] | Buffer;
  /** What the finding's columns enclose; `undefined`: not asked. */
  at?: string;
  options?: Partial<LintOptions>;
}

const png = await picture(2).png().toBuffer();
const jpeg = await picture(2).jpeg().toBuffer();
const gif = readFileSync(new URL('../../fixtures/odd-images/animated-loop-3.gif', import.meta.url));
const withImage = (url: string, more: object = {}) =>
  example(user(text('What is this?'), image(url, more)), assistant());
const withMessage = (message: object, ...more: object[]) => [example(question(), assistant('Yes.'), message, ...more)];
const call = { id: 'c1', type: 'function', function: { name: 'look', arguments: '{}' } };
const bigPng = (bytes: number) => Buffer.concat([png, Buffer.alloc(bytes - png.length)]);
const lines = (...all: string[]) => Buffer.from([...soundLines(10), ...all].join('\n') + '\n');
const long = 'word '.repeat(70_000);
const preference = (content: unknown) =>
  JSON.stringify({
    input: { messages: [{ role: 'user', content }] },
    preferred_output: [assistant('a')],
    non_preferred_output: [assistant('b')],
  });

const CASES: Case[] = [
  { rule: 'blank-line', bad: ['', sound()], good: [sound()] },
  { rule: 'not-json', bad: ['{"messages": [}'], good: [sound()], at: '}' },
  { rule: 'not-an-object', bad: ['[1, 2]'], good: [sound()], at: '[1, 2]' },
  { rule: 'json-array-file', bad: Buffer.from(`[${sound()},${sound()}]`), good: soundLines(10) },
  { rule: 'json-array-file', bad: Buffer.from(`[\n${soundLines(12).join(',\n')}\n]\n`), good: soundLines(10) },
  { rule: 'json-array-file', bad: Buffer.from(JSON.stringify(JSON.parse(sound()), null, 2)), good: soundLines(10) },
  {
    rule: 'git-lfs-pointer',
    bad: Buffer.from(`version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 1\n`),
    good: soundLines(10),
  },
  { rule: 'byte-order-mark', bad: Buffer.concat([Buffer.from('\ufeff'), lines()]), good: lines() },
  {
    rule: 'not-utf8',
    bad: Buffer.from(lines(example(user(text('caf\xe9'), image(PICTURE)), assistant())).toString('utf8'), 'latin1'),
    good: lines(example(user(text('caf\xe9'), image(PICTURE)), assistant())),
  },
  { rule: 'crlf', bad: Buffer.from(lines().toString().replaceAll('\n', '\r\n')), good: lines() },
  {
    rule: 'too-few-examples',
    bad: Buffer.from(soundLines(9).join('\n')),
    good: Buffer.from(soundLines(10).join('\n')),
  },
  {
    rule: 'too-few-examples',
    bad: Buffer.from(soundLines(2).join('\n')),
    good: Buffer.from(soundLines(3).join('\n')),
    options: { provider: 'fireworks' },
  },
  {
    rule: 'duplicate-example',
    bad: [
      withImage(PICTURE),
      `{"messages": ${JSON.stringify((JSON.parse(withImage(PICTURE)) as { messages: unknown }).messages, null, 1)
        .replaceAll('\n', '')
        .replaceAll('/', '\\/')}}`,
    ],
    good: [sound(), sound()],
  },
  { rule: 'missing-messages', bad: ['{"prompt": "a", "completion": "b"}'], good: [sound()] },
  { rule: 'missing-messages', bad: ['{"messages": "hello"}'], good: [sound()], at: '"hello"' },
  { rule: 'empty-messages', bad: ['{"messages": []}'], good: [sound()], at: '[]' },
  {
    rule: 'unknown-key',
    bad: [sound().replace('{', '{"id":7,')],
    good: [sound().replace('{', '{"tools":[],')],
    at: '7',
  },
  {
    rule: 'unknown-key',
    bad: [withImage(PICTURE, { alt: 'a/b' })],
    good: [withImage(PICTURE, { detail: 'low' })],
    at: '"a/b"',
  },
  {
    rule: 'missing-role',
    bad: [example(question(), { content: 'A book.' })],
    good: [sound()],
    at: '{"content":"A book."}',
  },
  { rule: 'unknown-role', bad: [example(question(), { role: 'bot', content: 'A.' })], good: [sound()], at: '"bot"' },
  {
    rule: 'developer-role',
    bad: [example({ role: 'developer', content: 'Look.' }, question(), assistant())],
    good: [example({ role: 'system', content: 'Look.' }, question(), assistant())],
    at: '"developer"',
  },
  {
    rule: 'duplicate-key',
    bad: [sound().replace('"role":"assistant"', '"role":"user","role":"assistant"')],
    good: [sound().replace('"A book', '"role\\": \\"A book')],
    at: '"assistant"',
  },
  { rule: 'missing-content', bad: [example(question(), assistant(null))], good: [sound()], at: 'null' },
  {
    rule: 'missing-content',
    bad: [example(question(), { role: 'assistant' })],
    good: [example(question(), { role: 'assistant', tool_calls: [call] })],
  },
  { rule: 'no-assistant', bad: [example(question())], good: [sound()] },
  { rule: 'last-not-assistant', bad: withMessage(user(text('More?'))), good: [sound()] },
  {
    rule: 'test-has-answer',
    bad: [sound()],
    good: [example(question())],
    options: { purpose: 'test' },
  },
  {
    rule: 'consecutive-assistant',
    bad: withMessage(assistant('No.')),
    good: withMessage(user(text('?')), assistant()),
  },
  { rule: 'empty-answer', bad: [example(question(), assistant(' \n'))], good: [sound()], at: '" \\n"' },
  { rule: 'empty-answer', bad: [example(question(), assistant([]))], good: [sound()], at: '[]' },
  {
    rule: 'empty-answer',
    bad: [example(question(), assistant([text('')]))],
    good: [example(question(), assistant([text('a')]))],
  },
  { rule: 'whitespace-answer', bad: [example(question(), assistant(' a'))], good: [sound()], at: '" a"' },
  {
    rule: 'name-invalid',
    bad: [example({ ...question(), name: 'a b' }, assistant())],
    good: [example({ ...question(), name: 'Zoë' }, assistant())],
    at: '"a b"',
  },
  {
    rule: 'weight-not-0-or-1',
    bad: [example(question(), { ...assistant(), weight: 0.5 })],
    good: [example(question(), { ...assistant('a'), weight: 0 }, question(), { ...assistant(), weight: 1 })],
    at: '0.5',
  },
  {
    rule: 'weight-on-non-assistant',
    bad: [example({ ...question(), weight: 2 }, assistant())],
    good: [sound()],
    at: '2',
  },
  {
    rule: 'all-weights-zero',
    bad: [example(question(), { ...assistant(), weight: 0 })],
    good: [example(question(), { ...assistant(), weight: 1 })],
  },
  {
    rule: 'tool-content-not-string',
    bad: withMessage(
      user(text('?')),
      { role: 'assistant', tool_calls: [call] },
      { role: 'tool', tool_call_id: 'c1', content: [text('a')] },
      assistant(),
    ),
    good: withMessage(
      user(text('?')),
      { role: 'assistant', tool_calls: [call] },
      { role: 'tool', tool_call_id: 'c1', content: 'a' },
      assistant(),
    ),
  },
  {
    rule: 'tool-call-without-result',
    bad: withMessage(user(text('?')), { role: 'assistant', tool_calls: [call] }, user(text('?')), assistant()),
    good: withMessage(user(text('?')), { role: 'assistant', tool_calls: [call] }),
  },
  {
    rule: 'bad-arguments-json',
    bad: withMessage(user(text('?')), {
      role: 'assistant',
      tool_calls: [{ ...call, function: { name: 'look', arguments: '{' } }],
    }),
    good: withMessage(user(text('?')), { role: 'assistant', tool_calls: [call] }),
    at: '"{"',
  },
  {
    rule: 'unknown-part',
    bad: [example(user({ type: 'input_audio' }, image(PICTURE)), assistant())],
    good: [sound()],
    at: '{"type":"input_audio"}',
  },
  {
    rule: 'image-url-not-object',
    bad: [example(user({ type: 'image_url', image_url: PICTURE }), assistant())],
    good: [example(user(image(PICTURE)), assistant())],
    at: JSON.stringify(PICTURE),
  },
  { rule: 'dpo-with-image', bad: [preference([image(PICTURE)])], good: [preference('Which?')] },
  {
    rule: 'image-in-assistant',
    bad: [example(question(), assistant([text('Here.'), image(PICTURE)]))],
    good: [sound()],
    at: JSON.stringify(image(PICTURE)),
  },
  { rule: 'image-in-assistant', bad: [example(question(), assistant([image(PICTURE)]))], good: [sound()] },
  {
    rule: 'image-in-system',
    bad: [example({ role: 'system', content: [image(PICTURE)] }, question(), assistant())],
    good: [sound()],
  },
  {
    rule: 'too-many-images',
    bad: [example(user(...Array.from({ length: 11 }, () => image(PICTURE))), assistant())],
    good: [example(user(...Array.from({ length: 10 }, () => image(PICTURE))), assistant())],
  },
  {
    rule: 'too-many-images',
    bad: [example(user(...Array.from({ length: 65 }, () => image(PICTURE))), assistant())],
    good: [example(user(...Array.from({ length: 64 }, () => image(PICTURE))), assistant())],
    options: { provider: 'azure' },
  },
  {
    rule: 'image-too-large',
    bad: [withImage(dataUrl(bigPng(10_485_761)))],
    good: [withImage(dataUrl(bigPng(10_000_000)))],
  },
  {
    rule: 'bad-data-url',
    bad: [withImage(png.toString('base64'))],
    good: [withImage(dataUrl(png))],
    at: JSON.stringify(png.toString('base64')),
  },
  {
    rule: 'bad-data-url',
    bad: [withImage(`data:image/png,${png.toString('base64')}`)],
    good: [withImage(dataUrl(png))],
  },
  {
    rule: 'bad-base64',
    bad: [withImage('data:image/png;base64,')],
    good: [withImage(dataUrl(png))],
    at: '"data:image/png;base64,"',
  },
  { rule: 'bad-base64', bad: [withImage(dataUrl(png).replace('AAAA', 'AA A'))], good: [withImage(dataUrl(png))] },
  { rule: 'bad-base64', bad: [withImage(dataUrl(png).replace('AAAA', 'AA_A'))], good: [withImage(dataUrl(png))] },
  { rule: 'bad-base64', bad: [withImage(dataUrl(png).slice(0, -1))], good: [withImage(dataUrl(png))] },
  {
    rule: 'mime-mismatch',
    bad: [withImage(dataUrl(png, 'image/jpeg'))],
    good: [withImage(dataUrl(jpeg, 'image/jpg'))],
  },
  { rule: 'unsupported-format', bad: [withImage(dataUrl(gif, 'image/png'))], good: [withImage(dataUrl(png))] },
  { rule: 'unsupported-format', bad: [withImage(dataUrl(gif, 'image/gif'))], good: [withImage(dataUrl(png))] },
  {
    rule: 'unsupported-format',
    bad: [withImage(dataUrl(await picture().webp().toBuffer(), 'image/webp'))],
    good: [withImage(dataUrl(png))],
    options: { provider: 'fireworks' },
  },
  {
    rule: 'unsupported-color-mode',
    bad: [withImage(dataUrl(await picture().toColourspace('b-w').png().toBuffer()))],
    good: [withImage(dataUrl(png))],
  },
  {
    rule: 'corrupt-image',
    bad: [withImage(dataUrl(jpeg.subarray(0, -2), 'image/jpeg'))],
    good: [withImage(dataUrl(jpeg, 'image/jpeg'))],
  },
  { rule: 'corrupt-image', bad: [withImage(dataUrl(Buffer.from('no image at all')))], good: [withImage(dataUrl(png))] },
  {
    rule: 'decompression-bomb',
    bad: [withImage(dataUrl(bombPng(16_384)))],
    good: [withImage(dataUrl(bombPng(16_383)))],
  },
  {
    rule: 'animated',
    bad: [
      withImage(
        dataUrl(
          readFileSync(new URL('../../fixtures/odd-images/rotating-squares.webp', import.meta.url)),
          'image/webp',
        ),
      ),
    ],
    good: [withImage(dataUrl(await picture().webp().toBuffer(), 'image/webp'))],
  },
  {
    rule: 'exif-orientation',
    bad: [withImage(dataUrl(await picture().withMetadata({ orientation: 6 }).png().toBuffer()))],
    good: [withImage(dataUrl(await picture().withMetadata({ orientation: 1 }).png().toBuffer()))],
  },
  {
    rule: 'exif-gps',
    bad: [
      withImage(
        dataUrl(
          await picture()
            .withExif({ IFD3: { GPSLatitudeRef: 'N' } })
            .png()
            .toBuffer(),
        ),
      ),
    ],
    good: [withImage(dataUrl(png))],
  },
  {
    rule: 'tiny-image',
    bad: [withImage(dataUrl(await picture(1, 31, 40).png().toBuffer()))],
    good: [withImage(dataUrl(await picture(1, 32, 40).png().toBuffer()))],
  },
  {
    rule: 'extreme-aspect',
    bad: [withImage(dataUrl(await picture(1, 411, 41).png().toBuffer()))],
    good: [withImage(dataUrl(await picture(1, 410, 41).png().toBuffer()))],
  },
  { rule: 'no-image', bad: [example(user(text('Hello?')), assistant())], good: [sound()] },
  {
    rule: 'detail-invalid',
    bad: [withImage(PICTURE, { detail: 'medium' })],
    good: [withImage(PICTURE, { detail: 'high' })],
    at: '"medium"',
  },
  {
    rule: 'url-image-not-accepted',
    bad: [withImage('https://example.org/a.png')],
    good: [withImage(PICTURE)],
    options: { provider: 'together' },
  },
  {
    rule: 'url-image-not-accepted',
    bad: [withImage('file:///a.png')],
    good: [withImage(PICTURE)],
    options: { provider: 'fireworks' },
  },
  {
    rule: 'url-image-not-accepted',
    bad: [withImage('https://example.org/a.png')],
    good: [withImage('file:///a.png')],
    options: { provider: 'baseline' },
  },
  {
    rule: 'url-not-public',
    bad: [withImage('http://192.168.1.7/a.png')],
    good: [withImage('https://example.org/a.png')],
  },
  { rule: 'url-not-public', bad: [withImage('images/a.png')], good: [withImage('https://172.32.0.1/a.png')] },
  {
    rule: 'over-context',
    bad: [example(user(text(long), image(PICTURE)), assistant())],
    good: [example(user(text(long.slice(0, 250_000)), image(PICTURE)), assistant())],
  },
];

/** Rules about files too large for a table; each has a test of its own below. */
const OTHERS = ['url-unreachable', 'file-too-large', 'line-too-long', 'too-many-image-examples'];

const COMPARED = new Set(DATASET_RULES.map(({ id }) => id));

describe('each rule finds its fault, once and alone, and leaves the sound case in peace', () => {
  for (const { rule, bad, good, at, options } of CASES)
    it(`${rule}${options ? ` (${JSON.stringify(options)})` : ''}`, async () => {
      const base = options?.purpose === 'test' ? Array.from({ length: 10 }, () => example(question())) : soundLines(10);
      const whole = (part: string[] | Buffer) => (Buffer.isBuffer(part) ? part : [...base, ...part]);
      // a planted line is compared with those around it: that is tested by itself
      const judge = async (part: string[] | Buffer) =>
        (await lint(whole(part), options)).findings.filter((each) => each.rule === rule || !COMPARED.has(each.rule));
      const found = await judge(bad);
      assert.deepEqual(
        found.map((finding) => finding.rule),
        [rule],
      );
      const finding = found[0];
      assert.match(finding?.message ?? '', /[."]$/);
      assert.match(finding?.help ?? '', /\.$/);
      if (finding && at !== undefined && Array.isArray(bad)) {
        const line = [...base, ...bad][finding.line - 1] ?? '';
        assert.equal(line.slice(finding.column - 1, finding.endColumn - 1), at);
      }
      assert.deepEqual(await judge(good), []);
    }).timeout(20_000);

  it('every rule of the catalogue has a case, an id of its own and a source', () => {
    const ids = RULES.map(({ id }) => id);
    assert.deepEqual([...new Set([...CASES.map(({ rule }) => rule), ...OTHERS, ...COMPARED])].sort(), [...ids].sort());
    assert.equal(new Set(ids).size, ids.length);
    for (const { basis } of RULES) assert.match(basis.date, /^2026-/);
  });
});
