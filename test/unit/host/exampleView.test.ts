import assert from 'node:assert/strict';
import { editLine } from '../../../src/dataset/edits.ts';
import { readExample } from '../../../src/dataset/example.ts';
import { rowOf, viewOf } from '../../../src/host/dataset/exampleView.ts';

const NO_WEB = { access: () => 'never' as const, peek: () => undefined };
const view = (text: string) => viewOf(0, text.length, text, readExample(text), undefined, NO_WEB);
const row = (text: string) => rowOf(0, text.length, readExample(text), NO_WEB);
const line = (...messages: object[]) => JSON.stringify({ messages });

describe('what the page is given of an example', () => {
  it('tool calls with their arguments as they are written, and as indented JSON', () => {
    const written = '{"id":12345678901234567890, "a":1.0,"a":2}';
    const [message] = view(
      line({
        role: 'assistant',
        tool_calls: [{ id: 'c', type: 'function', function: { name: 'look', arguments: written } }],
      }),
    ).messages;
    assert.ok(message && !('extra' in message));
    assert.deepEqual(message.calls, [
      {
        path: '/messages/0/tool_calls/0',
        id: 'c',
        name: 'look',
        written: { text: written, path: '/messages/0/tool_calls/0/function/arguments' },
        json: '{\n  "id": 12345678901234567890,\n  "a": 1.0,\n  "a": 2\n}',
      },
    ]);
  });

  it('arguments that are no JSON, calls that are nothing of the kind, and the deprecated function call', () => {
    const [message] = view(
      line({
        role: 'assistant',
        tool_calls: [7, { id: 'x', strange: true, function: { name: 'f', arguments: '{torn' } }],
        function_call: { name: 'old', arguments: { not: 'a text' } },
      }),
    ).messages;
    const [first, second, third] = message?.calls ?? [];
    assert.equal(first?.extra, '{\n  "value": 7\n}');
    assert.deepEqual([second?.json, second?.extra], [undefined, '{\n  "strange": true\n}']);
    assert.deepEqual([third?.name, third?.written, third?.json], ['old', undefined, '{\n  "not": "a text"\n}']);
  });

  it('a refusal beside the content or as a part, a result with the call it answers', () => {
    const { messages } = view(
      line(
        { role: 'assistant', content: null, refusal: 'No.' },
        { role: 'assistant', content: [{ type: 'refusal', refusal: 'Never.' }] },
        { role: 'tool', tool_call_id: 'c', content: '4' },
      ),
    );
    assert.deepEqual(
      messages.flatMap(({ parts }) => parts),
      [
        { type: 'text', text: 'No.', path: '/messages/0/refusal', refusal: true },
        { type: 'text', text: 'Never.', path: '/messages/1/content/0', refusal: true },
        { type: 'text', text: '4', path: '/messages/2/content' },
      ],
    );
    assert.equal(messages[2]?.answers, 'c');
  });

  it('keys nobody knows as JSON, those of the line too', () => {
    const shown = view('{"messages":[{"role":5,"content":"x","mood":"good","weight":"1"}],"tools":[],"id":7}');
    assert.equal(shown.messages[0]?.extra, '{\n  "role": 5,\n  "mood": "good",\n  "weight": "1"\n}');
    assert.equal(shown.text, '{\n  "tools": [],\n  "id": 7\n}');
  });

  it('a preference line as the conversation and the two outputs it is', () => {
    const text = JSON.stringify({
      input: { messages: [{ role: 'user', content: 'Name a fruit.' }], tools: [] },
      preferred_output: [{ role: 'assistant', content: 'Apple' }],
      non_preferred_output: [{ role: 'assistant', content: 'Brick' }],
    });
    const shown = view(text);
    assert.deepEqual(
      shown.messages.map(({ path, section }) => [path, section]),
      [
        ['/input/messages/0', undefined],
        ['/preferred_output/0', 'preferred'],
        ['/non_preferred_output/0', 'nonPreferred'],
      ],
    );
    assert.equal(shown.text, '{\n  "input": {\n    "tools": []\n  }\n}');
    const { question, answer } = row(text);
    assert.deepEqual([question, answer], ['Name a fruit.', 'Apple']);
    const edited = editLine(text, { kind: 'text', line: 0, path: '/preferred_output/0/content', text: 'Pear' });
    assert.equal(edited, text.replace('Apple', 'Pear'));
  });
});

describe('hostile lines', () => {
  const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;

  it('nested 10,000 deep are shown as far as they can be, and edited with one sentence why not', () => {
    const text = `{"messages":[{"role":"user","content":"Why?","deep":${deep}}],"more":${deep}}`;
    const shown = view(text);
    const [message] = shown.messages;
    assert.ok(message?.parts.length === 1);
    assert.match(message.extra ?? '', /Nested too deep/);
    assert.equal(row(text).question, 'Why?');
    assert.throws(() => editLine(text, { kind: 'text', line: 0, path: '/messages/0/content', text: 'x' }), {
      message: 'Line 1 is nested too deep to be edited here.',
    });
    assert.match(view(deep).text ?? '', /Nested too deep/);
  });

  it('with lone surrogates and NUL keep them byte for byte when something else is edited', () => {
    const text = '{"messages":[{"role":"user","content":"\\ud800 \\u0000"},{"role":"assistant","content":"No"}]}';
    assert.deepEqual(view(text).messages[0]?.parts, [{ type: 'text', text: '\ud800 \0', path: '/messages/0/content' }]);
    assert.equal(
      editLine(text, { kind: 'text', line: 0, path: '/messages/1/content', text: 'Yes' }),
      text.replace('No', 'Yes'),
    );
  });
});
