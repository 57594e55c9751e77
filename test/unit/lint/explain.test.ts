import assert from 'node:assert/strict';
import fc from 'fast-check';
import { explain } from '../../../src/lint/explain/explain.ts';
import type { Explanation } from '../../../src/lint/explain/explanation.ts';
import { SKIP_LABELS } from '../../../src/lint/explain/skipLabels.ts';
import { RULES } from '../../../src/lint/rules.ts';

type Known = Omit<Explanation, 'sentence' | 'help'>;

/** What vendors answer, verbatim, with what it comes to. */
const REFUSED: readonly [text: string, known: Known[]][] = [
  [
    'Training file has 7 example(s), but must have at least 10 examples',
    [{ rule: 'too-few-examples', lines: [], file: 'training' }],
  ],
  [
    'Expected file to have JSONL format, where every line is a valid JSON dictionary. Line starts with: ...',
    [{ rule: 'json-array-file', lines: [] }],
  ],
  [
    "Invalid file format. Example 1273 cannot be parsed. Error: line contains invalid json: Expecting ',' delimiter: line 1 column 79 (char 78) (line 1273)",
    [{ rule: 'not-json', lines: [1273] }],
  ],
  [
    'Invalid file format. Line 1, message 3, key "content": Input should be a valid string',
    [{ rule: 'tool-content-not-string', lines: [1], path: '/messages/2/content' }],
  ],
  [
    'Invalid file format. Line 1, key "messages": At least one message must be from the assistant.',
    [{ rule: 'no-assistant', lines: [1], path: '/messages' }],
  ],
  [
    "The job failed due to an invalid training file. Invalid file format. Example 100, message 2 Discriminator 'role' is missing in value",
    [{ rule: 'missing-role', lines: [100], path: '/messages/1', file: 'training' }],
  ],
  [
    "Invalid file format. Input file file-abc123 is in the fine-tune-chat format, but the specified fine-tuning job is not using 'supervised' as the training method (provided method=dpo).",
    [{ lines: [] }],
  ],
  [
    'The job failed due to an invalid training file. Unexpected file format, expected either prompt/completion pairs or chat messages.',
    [{ rule: 'missing-messages', lines: [], file: 'training' }],
  ],
  ['... This file failed moderation safety checks. ... Flagged lines: 4, 13, ...', [{ lines: [4, 13] }]],
  [
    'Training file: Preprocessing Summary: The provided data failed validation. Number of skipped multimodal examples exceed the maximum allowed 200 limit: inaccessible URL (3124). ... Details - Samples of lines per error type: inaccessible URL: Line numbers --> 1, 2, 3, ...',
    [
      { lines: [], reasons: [{ label: 'inaccessible URL', count: 3124 }], file: 'training' },
      { rule: 'url-unreachable', lines: [1, 2, 3], reasons: [{ label: 'inaccessible URL' }], file: 'training' },
    ],
  ],
  ['unsafe_file: The job failed due to an unsafe training file. ...', [{ lines: [], file: 'training' }]],
  ['Fine-tuning jobs cannot be created on an Explore plan. ...', [{ lines: [] }]],
  [
    'OpenAI is winding down the fine-tuning platform and your organization is no longer able to create new fine-tuning training jobs.',
    [{ lines: [] }],
  ],
  [
    "Invalid type for 'messages[1].content[1].image_url': expected an object, but got a string instead.",
    [{ rule: 'image-url-not-object', lines: [], path: '/messages/1/content/1/image_url' }],
  ],
  [
    'The job failed due to an invalid validation file. Images at example 52 violate our usage policy. Please remove them and try again.',
    [{ rule: 'validation-violates-policy', lines: [52], file: 'validation' }],
  ],
  [
    'Training file file-hogehoge contains 400 examples with images that were skipped for the following reasons: contains CAPTCHAs, contains children, contains faces, contains people. These examples will not be used for training. Please visit our docs to learn how to resolve these issues. Using 230 examples from training file file-hogehoge.',
    [
      {
        lines: [],
        reasons: [
          { label: 'contains CAPTCHAs' },
          { label: 'contains children' },
          { label: 'contains faces' },
          { label: 'contains people' },
        ],
        trained: { used: 230, of: 630 },
        file: 'training',
      },
    ],
  ],
];

const EVENTS = [
  'Created fine-tuning job: ftjob-abc123',
  'Validating training file: file-abc123',
  'Files validated, moving job to queued state',
  'Fine-tuning job started',
  'Step 1/300: training loss=0.22',
  'New fine-tuned model created: ft:gpt-4o-2024-08-06:acme:books:abc123',
  'The job has successfully completed',
];

const known = (text: string): Known[] => explain(text).map(({ sentence: _, help: __, ...rest }) => rest);
/** `url-unreachable` speaks only when the user asks for it. */
const ruleIds = [...RULES.map(({ id }) => id), 'url-unreachable'];

describe("a vendor's message is explained", () => {
  for (const [text, expected] of REFUSED)
    it(text.length > 90 ? `${text.slice(0, 90)}...` : text, () => {
      assert.deepEqual(known(text), expected);
      for (const { sentence, help, rule } of explain(text)) {
        assert.match(sentence, /^[A-Z\d].*\.$/);
        assert.match(help, /^[A-Z].*\.$/);
        assert.ok(rule === undefined || ruleIds.includes(rule), rule);
      }
    });

  for (const text of EVENTS)
    it(`all goes well: ${text}`, () => {
      const [event, ...others] = explain(text);
      assert.deepEqual(others, []);
      assert.equal(event?.normal, true);
      assert.match(event.sentence, /\.$/);
    });

  for (const label of Object.keys(SKIP_LABELS))
    it(`left out: ${label}`, () => {
      assert.deepEqual(explain(label)[0]?.reasons, [{ label }]);
      assert.deepEqual(explain(label.toUpperCase())[0]?.reasons, [{ label }]);
    });

  it('with all that was pasted at once, in its order', () => {
    const [policy, dpo] = [REFUSED.at(-2)?.[0] ?? '', REFUSED[6]?.[0] ?? ''];
    const pasted = `2026-11-22 10:00 ${EVENTS[0] ?? ''}\n10:01 ${policy}\n${dpo}\r\n${policy}`;
    assert.deepEqual(
      explain(pasted).map(({ rule, lines, normal }) => rule ?? (normal ? 'normal' : lines)),
      ['normal', 'validation-violates-policy', []],
    );
  });

  it('as the JSON of an answer, and as a client prints it', () => {
    const message = REFUSED[3]?.[0] ?? '';
    const body = { error: { message, type: 'invalid_request_error', param: null, code: 'invalid_training_file' } };
    for (const text of [
      JSON.stringify(body, null, 2),
      `400 ${JSON.stringify(body)}`,
      `Error code: 400 - {'error': {'message': '${message}', 'code': 'invalid_training_file'}}`,
      JSON.stringify({ status: 'failed', error: { code: 'invalid_training_file', message, param: 'training_file' } }),
    ])
      assert.deepEqual(
        known(text).map(({ file: _, ...rest }) => rest),
        REFUSED[3]?.[1],
        text,
      );
  });

  it('by its code where the words are missing', () => {
    const codes = ['invalid_n_examples', 'training_not_available', 'unsafe_file', 'invalid_training_file'];
    for (const code of codes) assert.equal(explain(JSON.stringify({ error: { code } })).length, 1, code);
    assert.equal(explain('{"error":{"code":"invalid_n_examples"}}')[0]?.rule, 'too-few-examples');
  });

  it('with a list of events as the API gives it, oldest and newest alike', () => {
    const data = EVENTS.map((message) => ({ object: 'fine_tuning.job.event', level: 'info', message, data: {} }));
    assert.equal(explain(JSON.stringify({ object: 'list', data })).length, EVENTS.length);
  });

  it('with several lines, however they are joined', () => {
    const lines = (list: string) => explain(`Images at examples ${list} violate our usage policy.`)[0]?.lines;
    assert.deepEqual(lines('52, 60 and 71'), [52, 60, 71]);
    assert.deepEqual(lines('71,60,52'), [52, 60, 71]);
    assert.deepEqual(lines('5, 6, and 5'), [5, 6]);
    assert.deepEqual(explain('Flagged lines: 4, 13\n2026-11-22 10:00 done')[0]?.lines, [4, 13]);
  });

  it('with the place alone where the reason is a new one', () => {
    const [found] = explain('Invalid file format. Line 12, message 2, key "name": String should match pattern.');
    assert.equal(found?.rule, undefined);
    assert.deepEqual(found?.lines, [12]);
    assert.equal(found.path, '/messages/1/name');
    assert.match(found.sentence, /String should match pattern/);
  });

  it('tells a byte order mark from an array', () => {
    const said = 'Expected file to have JSONL format, where every line is a valid JSON dictionary. Line starts with: ';
    assert.equal(explain(`${said}\ufeff{"mess...`)[0]?.rule, 'byte-order-mark');
    assert.equal(explain(`${said}[{"mess...`)[0]?.rule, 'json-array-file');
  });

  it('across the line breaks of a terminal, with typographic quotes', () => {
    const broken = 'Line 1,\n   message 3, key “content”:\nInput should be\n a valid string';
    assert.equal(explain(broken)[0]?.rule, 'tool-content-not-string');
  });

  it('not at all where it is something else', () => {
    for (const text of ['', '   ', 'hello', '{"messages": []}', '[1, 2, 3]', '{', 'null'])
      assert.deepEqual(explain(text), []);
  });
});

describe('explaining any text', () => {
  const pieces = [...REFUSED.map(([text]) => text), ...EVENTS, ...Object.keys(SKIP_LABELS)];
  const cut = fc
    .tuple(fc.constantFrom(...pieces), fc.nat(200), fc.nat(200))
    .map(([text, from, length]) => text.slice(from, from + length));
  const piece = fc.oneof(
    fc.constantFrom(...pieces),
    cut,
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc.constantFrom(
      'Line 0, message 0, key "/~": ',
      'Line 99999999999999999999999',
      '{"message":',
      '\ufeff',
      '"',
      '\\',
    ),
  );

  it('gives lines that can be and sentences, and never throws', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), fc.constantFrom('', ' ', '\n', '", "'), (all, between) => {
        for (const { lines, path = '', sentence, help } of explain(all.join(between))) {
          assert.ok(lines.every((line) => Number.isSafeInteger(line) && line >= 1));
          assert.deepEqual(
            lines,
            [...new Set(lines)].toSorted((a, b) => a - b),
          );
          assert.ok(path === '' || path.startsWith('/'));
          assert.ok(sentence.endsWith('.') && help.endsWith('.'), sentence);
          assert.ok(!/undefined|NaN/.test(sentence), sentence);
        }
      }),
      { numRuns: 1000 },
    );
  });

  for (const [name, unit] of [
    ['steps', 'Step 1/300: training loss=0.22\n'],
    ['starts of lists', 'Flagged lines: 1, '],
    ['numbers', '1, '],
    ['skips without an end', 'contains 4 examples with images that were skipped for the following reasons: a'],
    ['quotes', '“"\\'],
    ['words without an end', 'a'],
  ] as const)
    it(`endless ${name} take no long time`, () => {
      const begun = performance.now();
      explain(unit.repeat(Math.ceil(1_000_000 / unit.length)));
      assert.ok(performance.now() - begun < 10_000);
    });
});
