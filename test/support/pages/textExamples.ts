import type { ExampleView, MessageView, PartView } from '../../../src/protocol/datasetPage.ts';
import type { BrokenExample } from './brokenExamples.ts';

/** Conversations whose texts are long, foreign, marked up or hostile; each has a place of its own in the file. */

const base: ExampleView = {
  line: 0,
  kind: 'chat',
  bytes: 2048,
  images: 0,
  sharesPrefix: false,
  messages: [],
  findings: [],
  predictions: [],
};

const say = (role: string, index: number, ...texts: string[]): MessageView => ({
  role,
  path: `/messages/${index}`,
  parts: texts.map((text, at): PartView => ({
    type: 'text',
    text,
    path: texts.length === 1 ? `/messages/${index}/content` : `/messages/${index}/content/${at}`,
  })),
});

const example = (question: string, messages: MessageView[], more: Partial<ExampleView> = {}): BrokenExample => ({
  question,
  answer: undefined,
  picture: 'none',
  example: { ...base, messages, ...more },
});

export const MARKDOWN = `# Findings

The **sled** is _red_, see \`paint.ts\` and <https://sleds.example/red>.

1. wood
2. steel
   - runners

> A quote
> of two lines

| part | weight |
| ---- | -----: |
| seat | 4 kg   |

\`\`\`js
document.title = 'run';
\`\`\`

![a picture](https://pictures.example/call-home.png) [a link](https://links.example/a?b=1)
[run](javascript:document.title='run') <b onclick="document.title='run'">html</b><script>document.title='run'</script>
`;

const image = (index: number, part: number): PartView => ({
  type: 'image',
  path: `/messages/${index}/content/${part}`,
  image: {
    source: 'data',
    format: 'PNG',
    mode: 'RGB',
    width: 320,
    height: 320,
    bytes: 2545,
    detail: 'low',
    tokens: 85,
  },
});

const arguments1 = '{"city":"Oslo","days":[1,2],"id":12345678901234567890}';

export const textExamples: BrokenExample[] = [
  example('markdown', [say('user', 0, 'What do you see?'), say('assistant', 1, MARKDOWN)]),
  example('calls', [
    say('user', 0, 'What is the weather in Oslo?'),
    {
      role: 'assistant',
      path: '/messages/1',
      parts: [],
      calls: [
        {
          path: '/messages/1/tool_calls/0',
          id: 'call_1',
          name: 'weather',
          written: { text: arguments1, path: '/messages/1/tool_calls/0/function/arguments' },
          json: '{\n  "city": "Oslo",\n  "days": [\n    1,\n    2\n  ],\n  "id": 12345678901234567890\n}',
        },
        {
          path: '/messages/1/tool_calls/1',
          id: 'call_2',
          name: '<script>document.title="run"</script>',
          written: { text: '{torn', path: '/messages/1/tool_calls/1/function/arguments' },
        },
      ],
    },
    { ...say('tool', 2, '{"celsius": -4}'), answers: 'call_1' },
    { ...say('tool', 3, 'nothing'), answers: 'call_9' },
    {
      ...say('assistant', 4, 'Cold.'),
      parts: [{ type: 'text', text: 'I cannot say.', path: '/messages/4/refusal', refusal: true }],
    },
  ]),
  example('long', [
    say('user', 0, Array.from({ length: 340 }, (_, at) => `line ${at + 1}`).join('\n'), 'word '.repeat(1000)),
    say('assistant', 1, 'short'),
  ]),
  example('scripts', [
    say('user', 0, 'ما هذا الشيء؟ (2)\nThis paragraph is English.\nこれは何ですか。\nשלום עולם'),
    say('assistant', 1, 'e\u0301 👩‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿 می‌خواهم'),
    say('user', 2, 'user\u202e\u2066 // admin\u2069 \u200bzero\0null \ud800 half'),
  ]),
  example(
    'deviates',
    [say('system', 0, 'Answer in one short sentence.'), say('user', 1, 'Why?'), say('assistant', 2, 'Because.')],
    { deviation: { message: 0, how: 'text', expected: 'Answer in one word.' } },
  ),
  example('giant text', [say('user', 0, '0123456789'.repeat(524_288)), say('assistant', 1, 'Long.')]),
  example(
    'many messages',
    Array.from({ length: 10_000 }, (_, at) => say(at % 2 === 0 ? 'user' : 'assistant', at, `text ${at + 1}`)),
  ),
  example(
    'many images',
    [
      { role: 'user', path: '/messages/0', parts: Array.from({ length: 1000 }, (_, at) => image(0, at)) },
      say('assistant', 1, 'Many.'),
    ],
    { images: 1000 },
  ),
  example('preference', [
    { ...say('user', 0, 'Name a fruit.'), path: '/input/messages/0' },
    { ...say('assistant', 0, 'Apple'), path: '/preferred_output/0', section: 'preferred' },
    { ...say('assistant', 0, 'Brick'), path: '/non_preferred_output/0', section: 'nonPreferred' },
  ]),
  example(
    'parts',
    [
      {
        role: 'user',
        path: '/messages/0',
        parts: [
          image(0, 0),
          { type: 'text', text: 'Which one', path: '/messages/0/content/1' },
          { type: 'text', text: 'is it?', path: '/messages/0/content/2' },
        ],
      },
      say('assistant', 1, 'This.'),
    ],
    { images: 1, text: '{\n  "tools": [\n    {\n      "type": "function"\n    }\n  ],\n  "note": "kept"\n}' },
  ),
  example('closing tags', [
    {
      ...say(
        '</script><script>document.title="run"</script>',
        0,
        '</textarea></p><img src=x onerror="document.title=\'run\'">',
      ),
      name: '"><svg onload=document.title="run">',
    },
    say('assistant', 1, 'javascript:document.title="run"'),
  ]),
];
