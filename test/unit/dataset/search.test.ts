import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bytesSource, type ByteSource } from '../../../src/dataset/byteSource.ts';
import { DatasetDocument } from '../../../src/dataset/document.ts';
import { findLines, LineMatcher, type LineFilter } from '../../../src/dataset/search.ts';
import { chatLine } from '../../support/lines.ts';

const plain = (query: string, matchCase = false) => ({ query, matchCase, regex: false });
const regex = (query: string, matchCase = false) => ({ query, matchCase, regex: true });

async function found(source: ByteSource, filter: LineFilter): Promise<Record<number, number>> {
  const lines: Record<number, number> = {};
  await findLines(source, new LineMatcher(filter), (line, _bytes, hits) => (lines[line] = hits));
  return lines;
}
const foundIn = (text: string, filter: LineFilter) => found(bytesSource(Buffer.from(text)), filter);

const BASE64 = Buffer.alloc(600, 'The cat sat on the mat').toString('base64');
const asPython = (json: string) =>
  json.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

describe('searching a training file', () => {
  it('counts a text in every message, whatever its case', async () => {
    const lines = [chatLine('Which cat?', 'A CAT'), chatLine('Which dog?', 'A dog'), chatLine('scattered', 'no')];
    assert.deepEqual(await foundIn(lines.join('\n'), { text: plain('cat') }), { 0: 2, 2: 1 });
    assert.deepEqual(await foundIn(lines.join('\n'), { text: plain('CAT', true) }), { 0: 1 });
  });

  it("finds letters that are written as JSON's or Python's escapes", async () => {
    const line = chatLine('Größe von "日本"?\nZwei 🍵 C:\\tee/ü', 'ja');
    const slashed = line.replaceAll('/', '\\/');
    for (const written of [
      line,
      asPython(line),
      slashed,
      asPython(line).replace(/\\u[0-9a-f]+/g, (u) => u.replace(/[a-f]/g, (c) => c.toUpperCase())),
    ])
      for (const query of ['GRÖSSE'.replace('SS', 'ß'), '"日本"', '?\nZwei', '🍵', 'C:\\tee/Ü', 'ß'])
        assert.deepEqual(await foundIn(written, { text: plain(query) }), { 0: 1 }, `${query} in ${written}`);
  });

  it('takes one half of an emoji for no letter of its own', async () => {
    assert.deepEqual(await foundIn(asPython(chatLine('🍵', 'ja')), { text: plain('\ud83c') }), {});
    assert.deepEqual(
      await foundIn(String.raw`{"messages":[{"role":"user","content":"\ud83c!"}]}`, { text: plain('\ud83c') }),
      { 0: 1 },
    );
  });

  it('does not look into pictures, but into all other texts with their mark', async () => {
    const url = `data:image/png;base64,${BASE64}`;
    const piece = BASE64.slice(40, 46);
    const lines = [
      chatLine('A picture', 'yes', url),
      chatLine('A picture', 'yes', url.replaceAll('/', '\\/')),
      JSON.stringify({ image: url }),
      `{"messages": [{"image": "${url}"`,
      chatLine(`As text: ${url}`, 'yes'),
      chatLine(`${piece} ;base64, ${piece}`, 'yes'),
      chatLine('An address', piece, `https://example.test/${piece}.png`),
    ];
    assert.deepEqual(await foundIn(lines.join('\n'), { text: plain(piece) }), { 5: 2, 6: 2 });
  });

  it('finds text in broken lines as they are written, and in other JSON by its keys and values', async () => {
    const text = [
      '{"messages": [{"role": "user", "content": "Cut \\u0041',
      '{"event":{"click":[1,"true"],"at":true}}',
      '',
      'not json',
    ].join('\n');
    assert.deepEqual(await foundIn(text, { text: plain('\\u0041') }), { 0: 1 });
    assert.deepEqual(await foundIn(text, { text: plain('true') }), { 1: 2 });
    assert.deepEqual(await foundIn(text, { text: plain('event') }), { 1: 1 });
    assert.deepEqual(await foundIn(text, { text: plain('json') }), { 3: 1 });
  });

  it('finds what is shown beside the texts: names, tool calls, addresses', async () => {
    const message = {
      role: 'assistant',
      name: 'Ada',
      tool_calls: [{ function: { name: 'look', arguments: '{"at":"Ada"}' } }],
    };
    const line = JSON.stringify({ messages: [message], note: 'Ada is not shown here' });
    assert.deepEqual(await foundIn(line, { text: plain('Ada') }), { 0: 2 });
    assert.deepEqual(await foundIn(line, { text: plain('tool_calls') }), { 0: 1 });
  });

  it('finds regular expressions with Unicode classes, and nothing where they match nothing', async () => {
    const lines = [chatLine('Größe 12', 'ja'), chatLine('no number', 'nein')].join('\n');
    assert.deepEqual(await foundIn(lines, { text: regex(String.raw`\p{Lu}\p{Ll}+ \d+`, true) }), { 0: 1 });
    assert.deepEqual(await foundIn(lines, { text: regex('x*') }), {});
    assert.deepEqual(await foundIn(lines, { text: regex('^n') }), { 1: 2 });
    assert.throws(
      () => new LineMatcher({ text: regex('(a') }),
      /^Error: This is no regular expression: Unterminated group\.$/,
    );
  });

  it('keeps to a role, to a number of images', async () => {
    const lines = [
      chatLine('cat', 'dog'),
      chatLine('dog', 'cat'),
      '{"messages":[{"role":"user","content":"cat"}]}',
    ].join('\n');
    assert.deepEqual(await foundIn(lines, { text: plain('cat'), role: 'user' }), { 0: 1, 2: 1 });
    assert.deepEqual(await foundIn(lines, { role: 'assistant' }), { 0: 0, 1: 0 });
    assert.deepEqual(await foundIn(lines, { images: { least: 0, most: 0 } }), { 2: 0 });
    assert.deepEqual(await foundIn(lines, { images: { least: 1 }, text: plain('cat'), role: 'assistant' }), { 1: 1 });
  });

  it('finds unsaved texts and no overwritten ones', async () => {
    const document = new DatasetDocument(
      bytesSource(Buffer.from(`${chatLine('cat', 'a')}\n${chatLine('dog', 'b')}\n`)),
    );
    await document.indexed;
    document.apply({ at: 0, remove: 1, insert: [{ text: chatLine('bird', 'a') }] });
    document.apply({ at: 2, remove: 0, insert: [{ text: chatLine('cat', 'c') }] });
    assert.deepEqual(await found(await document.bytes(), { text: plain('cat') }), { 2: 1 });
  });
});

/** All there is to find, by parsing everything. */
function naive(text: string, query: string, matchCase: boolean): Record<number, number> {
  const pattern = new RegExp(query.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), matchCase ? 'gu' : 'giu');
  const texts = (value: unknown): string[] => {
    if (Array.isArray(value)) return value.flatMap(texts);
    if (typeof value === 'object' && value !== null)
      return Object.entries(value).flatMap(([key, member]) => [key, ...texts(member)]);
    return [String(value)];
  };
  const shown = (message: Record<string, unknown>) => {
    const { role: _, content, ...others } = message;
    const parts = Array.isArray(content) ? content : [{ type: 'text', text: content }];
    return [
      ...parts.flatMap((part: { type: string; text?: string }) => (part.type === 'text' ? [part.text ?? ''] : [])),
      ...(Object.keys(others).length > 0 ? texts(others) : []),
    ];
  };
  const hits: Record<number, number> = {};
  for (const [line, written] of text.split('\n').entries()) {
    let found: string[];
    try {
      const value = JSON.parse(written) as { messages?: Record<string, unknown>[] };
      found = (value.messages ? value.messages.flatMap(shown) : texts(value)).map((one) =>
        one.replace(/(?<=;base64,).{256,}$/u, ''),
      );
    } catch {
      found = written.split(/(?<=;base64,)[^"\\ ]{256,}/);
    }
    const count = found.reduce((sum, one) => sum + [...one.matchAll(pattern)].length, 0);
    if (count > 0) hits[line] = count;
  }
  return hits;
}

describe('the search of a file', () => {
  it('finds what parsing every line finds', async function () {
    this.timeout(20_000);
    // few letters, so that queries are found; every way in which they can be escaped
    const letters = ['a', 'A', 'k', 'K', 'ß', 'É', 'é', 'Σ', 'ς', '"', '\\', '/', '\n', '🍵', '\ud83c', 'u', '0', ' '];
    const texts = fc.string({ unit: fc.constantFrom(...letters), maxLength: 12 });
    const url = fc.constantFrom(`data:image/png;base64,${BASE64}`, 'data:image/png;base64,aaaa');
    const content = fc.oneof(
      texts,
      fc.tuple(texts, url, texts).map(([before, address, after]) => [
        { type: 'text', text: before },
        { type: 'image_url', image_url: { url: address } },
        { type: 'text', text: after },
      ]),
    );
    const message = fc.record(
      { role: fc.constantFrom('user', 'assistant'), content, note: texts },
      { requiredKeys: ['role', 'content'] },
    );
    const value = fc.oneof(
      fc.record({ messages: fc.array(message, { maxLength: 3 }) }),
      fc.record({ a: texts, b: url }),
    );
    const line = fc.tuple(value, fc.boolean(), fc.boolean(), fc.nat(9)).map(([written, escaped, slashes, cut]) => {
      const json = escaped ? asPython(JSON.stringify(written)) : JSON.stringify(written);
      const whole = slashes ? json.replaceAll('/', '\\/') : json;
      return cut === 0 ? whole.slice(0, -3) : whole;
    });
    const query = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 4 }),
        query,
        fc.boolean(),
        async (lines, wanted, matchCase) => {
          // a lone half of a letter cannot be written as UTF-8
          const text = Buffer.from(lines.join('\n')).toString();
          assert.deepEqual(await foundIn(text, { text: plain(wanted, matchCase) }), naive(text, wanted, matchCase));
        },
      ),
      { numRuns: 400 },
    );
  });
});
