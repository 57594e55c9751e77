import { MAX_LINE_BYTES } from '../../../src/dataset/lineIndex.ts';
import { FILE_RULES } from '../../../src/lint/fileRules.ts';
import type { Finding } from '../../../src/lint/finding.ts';
import { assistant, example, image, PICTURE, runOf, sound, soundLines, text, user } from '../../unit/lint/planting.ts';
import { hugeFile, wholeFile, withImage, type RuleExample, type RuleExamples } from './ruleExample.ts';

const LINE = '{"messages": [{"role": "user", "content": ...}, {"role": "assistant", "content": "A book."}]}';
const LINES = `${LINE}\n${LINE}`;
/** Both ends of a JSON array: nothing between them is read. */
const hugeArray = (megabytes: number) =>
  hugeFile(megabytes * 1024 ** 2, (position, length) => Buffer.alloc(length, position === 0 ? '[' : ']'));
/** Ten sound lines before one that never ends. */
function longLine(bytes: number) {
  const sound = wholeFile();
  return hugeFile(sound.length + bytes, (position, length) => {
    const read = Buffer.alloc(length, 'x');
    if (position < sound.length) sound.copy(read, 0, position);
    return read;
  });
}
/** What is said of so many examples with images; a file of them takes seconds to lint. */
const manyImages: RuleExample['check'] = ([examples], { provider }) => {
  const [rule] = FILE_RULES.filter(({ id }) => id === 'too-many-image-examples');
  const findings: Finding[] = [];
  rule
    ?.start(runOf(provider))
    ?.end?.({ lines: Number(examples), withImages: Number(examples) }, (path, message, help) => {
      const { id, severity } = rule;
      findings.push({ rule: id, severity, line: 1, column: 1, endColumn: 1, path, message, help, fixable: false });
    });
  return Promise.resolve(findings);
};

export const FILE_EXAMPLES: RuleExamples = {
  'blank-line': [{ bad: ['', sound()], good: [sound()], shown: { bad: `${LINE}\n\n${LINE}`, good: LINES } }],
  'duplicate-key': [
    {
      bad: [sound().replace('"role":"assistant"', '"role":"user","role":"assistant"')],
      good: [sound().replace('"A book', '"role\\": \\"A book')],
      at: '"assistant"',
      shown: { bad: LINE.replace('"role": "assistant"', '"role": "user", "role": "assistant"'), good: LINE },
    },
  ],
  'not-json': [{ bad: ['{"messages": [}'], good: [sound()], at: '}' }],
  'not-an-object': [{ bad: ['[1, 2]'], good: [sound()], at: '[1, 2]' }],
  'json-array-file': [
    {
      bad: Buffer.from(`[${sound()},${sound()}]`),
      good: soundLines(10),
      shown: { bad: `[\n${LINE},\n${LINE}\n]`, good: LINES },
    },
    { bad: Buffer.from(`[\n${soundLines(12).join(',\n')}\n]\n`), good: soundLines(10) },
    { bad: Buffer.from(JSON.stringify(JSON.parse(sound()), null, 2)), good: soundLines(10) },
  ],
  'git-lfs-pointer': [
    {
      bad: Buffer.from(`version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 1\n`),
      good: soundLines(10),
      shown: { bad: 'version https://git-lfs.github.com/spec/v1\noid sha256:...\nsize 220726412', good: LINES },
    },
  ],
  'byte-order-mark': [
    {
      bad: Buffer.concat([Buffer.from('\ufeff'), wholeFile()]),
      good: wholeFile(),
      shown: { bad: `EF BB BF ${LINE}`, good: LINE },
    },
  ],
  'not-utf8': [
    {
      bad: Buffer.from(
        wholeFile(example(user(text('caf\xe9'), image(PICTURE)), assistant())).toString('utf8'),
        'latin1',
      ),
      good: wholeFile(example(user(text('caf\xe9'), image(PICTURE)), assistant())),
      shown: {
        bad: '{"messages": [{"role": "user", "content": "caf<E9>"}, ...]}',
        good: '{"messages": [{"role": "user", "content": "caf\u00e9"}, ...]}',
      },
    },
  ],
  crlf: [
    {
      bad: Buffer.from(wholeFile().toString().replaceAll('\n', '\r\n')),
      good: wholeFile(),
      shown: { bad: `${LINE}<CR><LF>`, good: `${LINE}<LF>` },
    },
    { bad: Buffer.from(wholeFile().toString().replaceAll('\n', '\r')), good: wholeFile() },
  ],
  'too-few-examples': [
    {
      bad: Buffer.from(soundLines(9).join('\n')),
      good: Buffer.from(soundLines(10).join('\n')),
      shown: { bad: 'A file of 9 lines.', good: 'A file of 10 lines.' },
    },
    {
      bad: Buffer.from(soundLines(2).join('\n')),
      good: Buffer.from(soundLines(3).join('\n')),
      options: { provider: 'fireworks' },
    },
  ],
  'duplicate-example': [
    {
      bad: [
        withImage(PICTURE),
        `{"messages": ${JSON.stringify((JSON.parse(withImage(PICTURE)) as { messages: unknown }).messages, null, 1)
          .replaceAll('\n', '')
          .replaceAll('/', '\\/')}}`,
      ],
      good: [sound(), sound()],
    },
  ],
  'file-too-large': [
    {
      bad: hugeArray(600),
      good: hugeArray(512),
      also: ['json-array-file'],
      shown: { bad: 'A file of 600 MB for OpenAI.', good: 'A file of 512 MB for OpenAI.' },
    },
    { bad: hugeArray(300), good: hugeArray(200), also: ['json-array-file'], options: { provider: 'azure' } },
    { bad: hugeArray(8193), good: hugeArray(512), also: ['json-array-file'] },
    { bad: hugeArray(1025), good: hugeArray(200), also: ['json-array-file'], options: { provider: 'azure' } },
  ],
  'line-too-long': [
    {
      bad: longLine(MAX_LINE_BYTES + 1),
      good: soundLines(10),
      shown: { bad: 'A line of 161 MB.', good: 'A line of 159 MB.' },
    },
  ],
  'too-many-image-examples': [
    {
      bad: ['50001'],
      good: ['50000'],
      check: manyImages,
      shown: { bad: '50,001 lines with images.', good: '50,000 lines with images.' },
    },
  ],
};
