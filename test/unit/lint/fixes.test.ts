import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { bytesSource } from '../../../src/dataset/byteSource.ts';
import { FetchError } from '../../../src/images/fetchImage.ts';
import { inspectImage } from '../../../src/images/inspect.ts';
import { embedImages, EMBEDS, hostsOfImages } from '../../../src/lint/embedImages.ts';
import { fixLines } from '../../../src/lint/fixLines.ts';
import { FIXES } from '../../../src/lint/fixes/fixes.ts';
import { MendedImages } from '../../../src/lint/fixes/mendedImages.ts';
import { PROFILES } from '../../../src/providers/profiles.ts';
import type { LintOptions } from '../../../src/lint/lintRun.ts';
import { RULES } from '../../../src/lint/rules.ts';
import { fix } from './fixing.ts';
import { dataUrl, picture } from './images.ts';
import { assistant, example, image, lint, PICTURE, question, sound, text, user } from './planting.ts';

const odd = (name: string) => readFileSync(new URL(`../../fixtures/odd-images/${name}`, import.meta.url));
const jpeg = (bytes: Buffer) => dataUrl(bytes, 'image/jpeg');
const withImage = (url: string) => example(user(text('What is this?'), image(url)), assistant());
const urlsIn = (line: string) => [...line.matchAll(/data:image\/[\w+]+;base64,[A-Za-z0-9+/=]*/g)].map(([url]) => url);
const bytesOf = (url: string) => Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');

/** A line with blanks, keys and escapes of its own around the place that is mended. */
const oddly = (line: string) =>
  line
    .replace('{"messages":', '{ "parallel_tool_calls" : true,\t"messages":')
    .replace('What is', 'Wh\\u0061t\\/ \\u00e9 is');

const gps = await picture(3)
  .withExif({ IFD3: { GPSLatitude: '51/1 30/1 0/1', GPSLatitudeRef: 'N' } })
  .jpeg()
  .toBuffer();
const turned = await picture(4).withMetadata({ orientation: 6 }).jpeg().toBuffer();
const grey = await picture(5).toColourspace('b-w').png().toBuffer();
const plain = await picture(7).png().toBuffer();
const long = 'word '.repeat(30_000);

const ask = (content: string) => ({ role: 'user', content });

/** A line with a fault and the same line without it; `check` where the new image is not known byte for byte. */
interface Case {
  rule: string;
  what: string;
  bad: string;
  good?: string;
  check?: (line: string) => void | Promise<void>;
  options?: Partial<LintOptions>;
}

const imageIs = (check: (facts: ReturnType<typeof inspectImage>, bytes: Buffer) => void) => (line: string) => {
  const bytes = bytesOf(urlsIn(line)[0] ?? '');
  check(inspectImage(bytes), bytes);
};

const CASES: Case[] = [
  {
    rule: 'mime-mismatch',
    what: 'writes the type that the bytes are',
    bad: oddly(withImage(PICTURE.replace('image/png', 'image/webp'))),
    good: oddly(withImage(PICTURE)),
  },
  {
    rule: 'mime-mismatch',
    what: 'keeps escaped slashes escaped',
    bad: withImage(PICTURE.replace('image/png', 'image/webp')).replaceAll('/', '\\/'),
    good: withImage(PICTURE).replaceAll('/', '\\/'),
  },
  {
    rule: 'unsupported-format',
    what: 'makes a JPEG of the first frame of an animation',
    bad: oddly(withImage(dataUrl(odd('animated-loop-3.gif'), 'image/gif'))),
    check: imageIs(({ format, colorMode, animated }) => {
      assert.deepEqual([format, colorMode, animated], ['jpeg', 'RGB', false]);
    }),
  },
  {
    rule: 'unsupported-format',
    what: 'corrects the type alone where the bytes are of a format that is taken',
    bad: withImage(PICTURE.replace('image/png', 'image/gif')),
    good: withImage(PICTURE),
  },
  {
    rule: 'unsupported-color-mode',
    what: 'makes an RGB JPEG of a grey image',
    bad: oddly(withImage(dataUrl(grey))),
    check: imageIs(({ format, colorMode, bitDepth }) => {
      assert.deepEqual([format, colorMode, bitDepth], ['jpeg', 'RGB', 8]);
    }),
  },
  {
    rule: 'unsupported-color-mode',
    what: 'makes an RGB JPEG of a CMYK one',
    bad: withImage(jpeg(await picture(6).toColourspace('cmyk').jpeg().toBuffer())),
    check: imageIs(({ colorMode }) => {
      assert.equal(colorMode, 'RGB');
    }),
  },
  {
    rule: 'image-too-large',
    what: 'lowers the quality, and the size only where that is not enough',
    bad: withImage(dataUrl(Buffer.concat([plain, Buffer.alloc(10_500_000)]))),
    check: imageIs(({ width, format }, bytes) => {
      assert.deepEqual([width, format], [64, 'jpeg']);
      assert.ok(bytes.length <= 10_000_000);
    }),
  },
  {
    rule: 'exif-orientation',
    what: 'turns the pixels and keeps the format',
    bad: oddly(withImage(jpeg(turned))),
    check: imageIs(({ format, width, height, orientation }) => {
      assert.deepEqual([format, width, height, orientation], ['jpeg', 48, 64, undefined]);
    }),
  },
  {
    rule: 'exif-gps',
    what: 'takes the metadata out; the pixels stay as they are',
    bad: oddly(withImage(jpeg(gps))),
    async check(line) {
      const [before, after] = await Promise.all(
        [gps, bytesOf(urlsIn(line)[0] ?? '')].map((bytes) => sharp(bytes).raw().toBuffer()),
      );
      assert.ok(before && after?.equals(before));
      assert.ok(!bytesOf(urlsIn(line)[0] ?? '').includes('Exif'));
    },
  },
  {
    rule: 'exif-gps',
    what: 'turns the pixels of an image that would no longer be turned without it',
    bad: withImage(
      jpeg(
        await picture(3)
          .withExif({ IFD3: { GPSLatitude: '51/1 30/1 0/1' } })
          .withMetadata({ orientation: 6 })
          .jpeg()
          .toBuffer(),
      ),
    ),
    check: imageIs(({ width, height }) => {
      assert.deepEqual([width, height], [48, 64]);
    }),
  },
  {
    rule: 'animated',
    what: 'keeps the first frame, in its format',
    bad: withImage(dataUrl(odd('animated-loop-3.webp'), 'image/webp')),
    check: imageIs(({ format, animated }) => {
      assert.deepEqual([format, animated], ['webp', false]);
    }),
  },
  {
    rule: 'image-url-not-object',
    what: 'wraps the address as it is written',
    bad: example(
      user(text('Why?'), { type: 'image_url', image_url: 'https://example.com/caf\u00e9.png' }),
      assistant(),
    ),
    good: example(user(text('Why?'), image('https://example.com/caf\u00e9.png')), assistant()),
  },
  {
    rule: 'image-in-assistant',
    what: 'moves images behind the question before them, in their order',
    bad: example(ask('Why?'), assistant([image('https://example.com/a.png'), text('So.'), image(PICTURE)])),
    good: example(user(text('Why?'), image('https://example.com/a.png'), image(PICTURE)), assistant([text('So.')])),
  },
  {
    rule: 'image-in-system',
    what: 'moves images before the first question, and leaves no empty system prompt',
    bad: example(
      { role: 'system', content: [image('https://example.com/a.png'), image(PICTURE)] },
      user(text('Why?')),
      assistant(),
    ),
    good: example(user(image('https://example.com/a.png'), image(PICTURE), text('Why?')), assistant()),
  },
  {
    rule: 'whitespace-answer',
    what: 'trims blanks, written as they are or escaped, and nothing else',
    bad: oddly(example(ask('What is?'), assistant('X'))).replace('"X"', '" \\t\\u00a0\\"\\u0041\\\\n\\\\\\n \\u2003"'),
    good: oddly(example(ask('What is?'), assistant('X'))).replace('"X"', '"\\"\\u0041\\\\n\\\\"'),
  },
  {
    rule: 'whitespace-answer',
    what: 'trims the first and the last of several texts',
    bad: example(ask('Why?'), assistant([text('\n'), text(' So '), text(' it is. '), text('')])),
    good: example(ask('Why?'), assistant([text('So '), text(' it is.')])),
  },
  {
    rule: 'over-context',
    what: 'removes questions with their answers from the front until it fits',
    bad: example(
      { role: 'system', content: 'Be brief.' },
      ask(long),
      assistant('1'),
      ask(long),
      assistant('2'),
      ask(long),
      assistant('3'),
    ),
    good: example({ role: 'system', content: 'Be brief.' }, ask(long), assistant('2'), ask(long), assistant('3')),
  },
];

describe('fixes of what the linter finds', () => {
  it('each have a case here', () => {
    const elsewhere = [
      'url-image-not-accepted',
      'json-array-file',
      'byte-order-mark',
      'blank-line',
      'duplicate-example',
    ];
    assert.deepEqual(new Set([...elsewhere, ...CASES.map(({ rule }) => rule)]), new Set(FIXES.keys()));
  });

  for (const { rule, what, bad, good, check, options } of CASES)
    it(`${rule}: ${what}`, async function () {
      this.timeout(20_000);
      const others = [sound(), sound()];
      const file = `${others[0] ?? ''}\n${bad}\r\n${others[1] ?? ''}`;
      const found = (report: { findings: { rule: string }[] }) =>
        report.findings.filter((finding) => finding.rule === rule).length;
      const before = found(await lint(Buffer.from(file), options));
      assert.ok(before > 0, 'the linter finds nothing to mend');
      const { text: after, report } = await fix(file, { ...options, rules: [rule] });
      const [first, line = '', last] = after.split('\n');
      assert.deepEqual([first, last], others);
      assert.ok(line.endsWith('\r'));
      if (good !== undefined) assert.equal(line.slice(0, -1), good);
      await check?.(line);
      // nothing but the address has changed
      if (check) assert.equal(line.slice(0, -1).replace(urlsIn(line)[0] ?? '', urlsIn(bad)[0] ?? ''), bad);
      assert.equal(found(await lint(Buffer.from(after), options)), 0);
      assert.deepEqual(report, {
        fixed: { [rule]: before },
        left: {},
        changed: 1,
        removed: 0,
        before: Buffer.byteLength(file),
        after: Buffer.byteLength(after),
      });
    });

  it('scale an image down where lower quality is not enough', async () => {
    const noise = await sharp({
      create: { width: 96, height: 64, channels: 3, background: '#000', noise: { type: 'gaussian', sigma: 90 } },
    })
      .png()
      .toBuffer();
    const { openai } = PROFILES;
    const limit = { value: 3000, source: '', date: '', grade: 'C' } as const;
    const profile = { ...openai, limits: { ...openai.limits, imageBytes: { warn: limit, error: limit } } };
    const tooLarge = FIXES.get('image-too-large');
    assert.ok(tooLarge?.of === 'line');
    const [line = ''] = await tooLarge.mend(withImage(dataUrl(noise)), {
      places: ['/messages/0/content/1/image_url/url'],
      profile,
      images: new MendedImages(profile),
      tokens: () => Promise.resolve(0),
    });
    const bytes = bytesOf(urlsIn(line)[0] ?? '');
    const { width = 0, height = 0 } = inspectImage(bytes);
    assert.ok(bytes.length <= 3000 && bytes.length > 1000, `${bytes.length} bytes`);
    assert.ok(width < 96 && Math.abs(width / height - 1.5) < 0.1, `${width} x ${height}`);
  });

  it('hang on the rules whose findings are fixable', async () => {
    const withFix = RULES.filter((rule) => rule.fix).map(({ id }) => id);
    assert.deepEqual(withFix.sort(), [...FIXES.keys()].sort());
    const { findings } = await lint([sound(), '', example(question())]);
    assert.deepEqual(
      findings.filter(({ line }) => line > 1).map(({ rule, fixable }) => [rule, fixable]),
      [
        ['blank-line', true],
        ['no-assistant', false],
      ],
    );
  });

  it('remove blank lines, duplicates and the byte order mark; the rest stays byte for byte', async () => {
    const [a, b] = [sound(), sound()];
    const latin = Buffer.from('{"caf\xe9": 1}\n', 'latin1');
    const file = Buffer.concat([Buffer.from(`\ufeff${a}\r\n \t\r\n${b}\n${a} \n\n`), latin, Buffer.from(b)]);
    const { fixed, report } = await fix(file);
    assert.deepEqual(fixed, Buffer.concat([Buffer.from(`${a}\r\n${b}\n`), latin]));
    assert.deepEqual(report.fixed, { 'byte-order-mark': 1, 'blank-line': 2, 'duplicate-example': 2 });
    assert.deepEqual([report.changed, report.removed, report.after], [1, 4, fixed.length]);
  });

  it('write a pretty-printed array, one that is one line, and examples one behind the other as lines', async () => {
    const values = Array.from({ length: 3 }, () => JSON.parse(sound()) as unknown);
    const lines = values.map((value) => `${JSON.stringify(value)}\n`).join('');
    const pretty = values.map((value) => JSON.stringify(value, null, 2));
    for (const file of [JSON.stringify(values, null, 2), `\ufeff${JSON.stringify(values)}\r\n`, pretty.join('\n')]) {
      const { text: after, report } = await fix(file, { rules: ['json-array-file'] });
      assert.deepEqual(
        after
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line) as unknown),
        values,
      );
      assert.deepEqual([report.fixed, report.changed], [{ 'json-array-file': 1 }, 3]);
      assert.equal(report.after, Buffer.byteLength(after));
    }
    assert.equal((await fix(JSON.stringify(values))).text, lines);
  });

  it('refuse an array that is cut off or holds something else', async () => {
    await assert.rejects(
      fix(`[${sound()}, 5, ${sound()}]`),
      /Byte \d+ of the file is no part of an array of examples\./,
    );
    await assert.rejects(fix(`[\n${sound()},\n{"messages": [}]}\n]`), /Example 2 of this array is not JSON\./);
    await assert.rejects(fix('[\n{"content":"xà\ny"}\n]'), /Example 1 of this array is not JSON\./);
  });

  it('keep every byte of the texts in an array', async () => {
    const { text: after } = await fix('[\r\n\t{"content":"xà  \u00a0",\r\n\r\n   "role":\t"à"}\r\n]');
    assert.equal(after, '{"content":"xà  \u00a0","role":\t"à"}\n');
  });

  it('leave what they cannot mend, and say so', async () => {
    const truncated = withImage(jpeg(odd('truncated.jpg')));
    const tooLong = example(ask(long + long + long), assistant('3'));
    const svg = withImage(dataUrl(odd('check.svg'), 'image/svg+xml'));
    const file = [truncated, tooLong, svg].join('\n');
    const { text: after, report } = await fix(file, { rules: [...FIXES.keys()] });
    assert.equal(after, file);
    assert.deepEqual(report.left, { 'over-context': 1, 'unsupported-format': 1 });
    assert.deepEqual(report.fixed, {});
  });

  it('mend what another fix uncovers', async () => {
    const bare = example(user({ type: 'image_url', image_url: dataUrl(grey, 'image/jpeg') }), assistant(' So'));
    const { text: after, report } = await fix(`${bare}\n`);
    assert.deepEqual(
      (await lint(Buffer.from(after))).findings.map(({ rule }) => rule),
      ['too-few-examples'],
    );
    assert.equal(report.fixed['image-url-not-object'], 1);
    assert.equal(report.fixed['whitespace-answer'], 1);
  });

  it('are not made unasked where something is lost', async () => {
    const file = example(ask('Why?'), assistant([text('So.'), image(PICTURE)]));
    assert.equal((await fix(file)).text, file);
  });

  it('mend one place of one line where no more is asked for', async () => {
    const bad = example(
      user(image(PICTURE.replace('png', 'webp')), image(PICTURE.replace('png', 'jpeg'))),
      assistant(' x'),
    );
    const file = `${bad}\n${bad}\n`;
    const { text: after, report } = await fix(file, {
      rules: ['mime-mismatch'],
      lines: [{ from: 1, to: 2 }],
      places: ['/messages/0/content/1/image_url/url'],
    });
    assert.equal(after, `${bad}\n${bad.replace('image/jpeg', 'image/png')}\n`);
    assert.deepEqual([report.fixed, report.left], [{ 'mime-mismatch': 1 }, {}]);
  });

  it('put images of the web into the file; an address that gives none stays', async () => {
    const asked: string[] = [];
    const fetch = (address: string) => {
      asked.push(address);
      return address.endsWith('.png')
        ? Promise.resolve(bytesOf(PICTURE))
        : Promise.reject(new FetchError({ reason: 'no image', host: 'b.example' }));
    };
    const [sharp, none] = ['https://a.example/x.png', 'https://b.example/y'];
    const ours = oddly(example(user(text('What is'), image(sharp, { detail: 'low' }), image(none)), assistant()));
    const file = `${ours}\r\n${sound()}\n${withImage(sharp)}`;
    const lines: string[] = [];
    const report = await embedImages(
      bytesSource(Buffer.from(file)),
      {},
      ({ bytes }) => void lines.push(String(bytes)),
      {},
      fetch,
    );
    assert.deepEqual(lines, [ours.replace(sharp, PICTURE), withImage(PICTURE)]);
    assert.deepEqual(asked, [sharp, none]);
    assert.deepEqual([report.fixed, report.left], [{ [EMBEDS]: 2 }, { [EMBEDS]: 1 }]);
    const hosts = await hostsOfImages(bytesSource(Buffer.from(file)), {});
    assert.deepEqual(hosts, { 'a.example': 2, 'b.example': 1 });
  });

  it('stop when they are cancelled', async () => {
    const stop = AbortSignal.abort();
    const source = bytesSource(Buffer.from(`${sound()}\n\n`));
    await assert.rejects(
      fixLines(source, 'train.jsonl', { provider: 'openai' }, () => undefined, { signal: stop }),
      { name: 'AbortError' },
    );
  });
});
