import type { ExampleView, MessageView, RowView } from '../../../src/protocol/datasetPage.ts';

/** Lines as strangers write them, one of each kind a page must show without hiding anything. */
export interface BrokenExample {
  question: string;
  answer: string | undefined;
  picture: RowView['picture'];
  example: ExampleView;
}

const finding = (rule: string, path: string, message: string, help: string): ExampleView['findings'][number] => ({
  rule,
  severity: 'error',
  line: 1,
  column: 1,
  endColumn: 2,
  path,
  message,
  help,
  fixable: false,
});

const base: ExampleView = {
  line: 0,
  kind: 'chat',
  bytes: 420,
  images: 0,
  sharesPrefix: false,
  messages: [],
  findings: [],
  predictions: [],
};

const text = (role: string, index: number, value: string): MessageView => ({
  role,
  path: `/messages/${index}`,
  parts: [{ type: 'text', path: `/messages/${index}/content`, text: value }],
});

const TORN = '{"messages": [{"role": "user", "content": "What is this?"} {"role": "assistant", "content": "Sled"}]}';

export const HOSTILE = '<img src=x onerror="document.title=\'run\'"><script>document.title="run"</script>';

export const brokenExamples: BrokenExample[] = [
  {
    question: '',
    answer: undefined,
    picture: 'none',
    example: {
      ...base,
      kind: 'broken',
      bytes: 101,
      text: TORN,
      fault: { message: 'A comma or a closing bracket is missing.', column: TORN.indexOf(' {"role": "assistant"') + 2 },
    },
  },
  {
    question: '',
    answer: undefined,
    picture: 'none',
    example: { ...base, kind: 'blank', bytes: 0 },
  },
  {
    question: '',
    answer: undefined,
    picture: 'none',
    example: {
      ...base,
      kind: 'json',
      text: JSON.stringify({ prompt: 'What is this?', completion: 'A sled', tags: ['winter', 'toy'] }, null, 2),
    },
  },
  {
    question: '',
    answer: undefined,
    picture: 'none',
    example: { ...base, kind: 'long', bytes: 943_718_400 },
  },
  {
    question: HOSTILE,
    answer: 'javascript:document.title="run"',
    picture: 'data',
    example: {
      ...base,
      images: 3,
      messages: [
        {
          role: 'user',
          name: HOSTILE,
          path: '/messages/0',
          parts: [
            { type: 'text', path: '/messages/0/content/0', text: HOSTILE },
            {
              type: 'image',
              path: '/messages/0/content/1',
              image: {
                source: 'url',
                access: 'ask',
                url: 'https://pictures.example/tea.png?call=home',
                bytes: 0,
                detail: 'auto',
              },
            },
            {
              type: 'image',
              path: '/messages/0/content/2',
              image: { source: 'bad', bytes: 12 },
            },
            {
              type: 'image',
              path: '/messages/0/content/3',
              image: {
                source: 'data',
                undrawn: 'pixels',
                format: 'PNG',
                width: 65_536,
                height: 65_536,
                bytes: 21_000,
              },
            },
            { type: 'other', path: '/messages/0/content/4', json: '{\n  "type": "input_audio"\n}' },
          ],
        },
        {
          ...text('assistant', 1, ''),
          extra: JSON.stringify(
            { tool_calls: [{ id: 'call_1', function: { name: 'look', arguments: '{}' } }] },
            null,
            2,
          ),
        },
        text('moderator', 2, 'これは何ですか。'),
        text('user', 3, 'ما هذا الشيء؟ (2)'),
      ],
      findings: [
        finding(
          'bad-base64',
          '/messages/0/content/2/image_url/url',
          'The data of this image is not base64.',
          'Encode its bytes again.',
        ),
        finding('unknown-role', '/messages/2/role', 'There is no role "moderator".', 'Use system, user or assistant.'),
        finding('no-assistant', '', 'No message of the assistant has an answer.', 'Add the answer to be learnt.'),
      ],
    },
  },
];
