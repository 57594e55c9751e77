import assert from 'node:assert/strict';
import fc from 'fast-check';
import { editLine } from '../../../src/dataset/edits.ts';
import { newExample } from '../../../src/dataset/newExample.ts';

const python = '{"messages": [{"role": "user", "content": "Caf\\u00e9?"}, {"role": "assistant", "content": "No"}]}';
const parts = '{"messages":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}]}';

describe('name and parts of a message', () => {
  it('a name is set, changed and taken out again, byte for byte', () => {
    const named = editLine(python, { kind: 'name', line: 0, path: '/messages/0', name: 'Zoë' });
    assert.equal(named, python.replace('?"}', '?", "name": "Zo\\u00eb"}'));
    const renamed = editLine(named, { kind: 'name', line: 0, path: '/messages/0', name: 'Bo' });
    assert.equal(renamed, named.replace('Zo\\u00eb', 'Bo'));
    assert.equal(editLine(renamed, { kind: 'name', line: 0, path: '/messages/0', name: undefined }), python);
  });

  it('a content that is the text itself becomes a list of parts, its text as it was written', () => {
    assert.equal(
      editLine(python, { kind: 'addPart', line: 0, path: '/messages/0' }),
      python.replace('"Caf\\u00e9?"', '[{"type": "text", "text": "Caf\\u00e9?"}, {"type": "text", "text": ""}]'),
    );
  });

  it('a part is added behind another one or at the end, and where there was no content', () => {
    const added = '{"type":"text","text":""}';
    assert.equal(
      editLine(parts, { kind: 'addPart', line: 0, path: '/messages/0/content/0' }),
      parts.replace('},{', `},${added},{`),
    );
    assert.equal(
      editLine(parts, { kind: 'addPart', line: 0, path: '/messages/0' }),
      parts.replace('}]}', `},${added}]}`),
    );
    assert.equal(
      editLine('{"messages":[{"role":"user"}]}', { kind: 'addPart', line: 0, path: '/messages/0' }),
      `{"messages":[{"role":"user","content":[${added}]}]}`,
    );
    assert.equal(
      editLine('{"messages":[{"content":null}]}', { kind: 'addPart', line: 0, path: '/messages/0' }),
      `{"messages":[{"content":[${added}]}]}`,
    );
  });

  it('moving a part there and back, or adding and deleting one, leaves the line as it was', () => {
    const path = '/messages/0/content';
    const moved = editLine(parts, { kind: 'move', line: 0, path: `${path}/0`, by: 1 });
    assert.equal(moved, parts.replace('"a"', '"?"').replace('"b"', '"a"').replace('"?"', '"b"'));
    assert.equal(editLine(moved, { kind: 'move', line: 0, path: `${path}/1`, by: -1 }), parts);
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }), fc.nat(), (texts, pick) => {
        const content = texts.map((text) => ({ type: 'text', text }));
        const line = JSON.stringify({ messages: [{ role: 'user', content }] });
        const at = pick % texts.length;
        const longer = editLine(line, { kind: 'addPart', line: 0, path: `${path}/${at}` });
        assert.equal(editLine(longer, { kind: 'remove', line: 0, path: `${path}/${at + 1}` }), line);
      }),
    );
  });

  it('a message is added to the output of a preference line it stands in', () => {
    const line = '{"input":{"messages":[]},"preferred_output":[{"role":"assistant","content":"a"}]}';
    assert.equal(
      editLine(line, { kind: 'addMessage', line: 0, path: '/preferred_output/0', role: 'user' }),
      line.replace('"a"}]', '"a"},{"role":"user","content":""}]'),
    );
  });
});

describe('an example that is added', () => {
  const asked = '{"role": "user", "content": ""}, {"role": "assistant", "content": ""}';

  it('is a question and an answer in an empty file', () => {
    assert.equal(newExample(undefined, 0), `{"messages": [${asked}]}`);
  });

  it('begins with the messages that examples share, as they are written, and has their tools', () => {
    const like =
      '{"id": 7, "messages": [{"role": "system", "content" :  "Caf\\u00e9"}, {"role": "user", "content": "x"}], "tools": [ 1 ]}';
    assert.equal(
      newExample(like, 1),
      `{"messages": [{"role": "system", "content" :  "Caf\\u00e9"}, ${asked}], "tools": [ 1 ]}`,
    );
  });

  it('has the system prompt of the file where nothing else is shared, and is written as compactly', () => {
    const like = '{"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"x"}]}';
    assert.equal(
      newExample(like, 0),
      '{"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":""},{"role":"assistant","content":""}]}',
    );
    assert.equal(newExample(python, 0), `{"messages": [${asked}]}`);
    assert.equal(newExample('{"prompt": "x"}', 0), `{"messages": [${asked}]}`);
  });
});
