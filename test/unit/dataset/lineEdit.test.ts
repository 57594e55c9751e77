import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as edit from '../../../src/dataset/lineEdit.ts';

const python = '{"messages": [{"role": "user", "content": "Caf\\u00e9?"}, {"role": "assistant", "content": "No"}]}';
const compact = '{"messages":[{"role":"user","content":"Café?"},{"role":"assistant","content":"No"}]}';
const odd = '{ "id" :7 ,\t"messages":[ {"content" : "x", "role":"user"} ] , "a":1.50e+2}';

describe('an edited line', () => {
  it('keeps everything but the value that was replaced', () => {
    assert.equal(
      edit.replaceValue(odd, ['messages', 0, 'content'], 'y'),
      '{ "id" :7 ,\t"messages":[ {"content" : "y", "role":"user"} ] , "a":1.50e+2}',
    );
  });

  it("is written as its file is: Python's blanks and escapes, or neither", () => {
    const answer = ['messages', 1, 'content'];
    assert.ok(edit.replaceValue(python, answer, 'É 🐈').endsWith('"content": "\\u00c9 \\ud83d\\udc08"}]}'));
    assert.ok(edit.replaceValue(compact, answer, 'É 🐈').endsWith('"content":"É 🐈"}]}'));
    const parts = [{ type: 'text', text: 'Why?' }];
    assert.match(
      edit.replaceValue(python, ['messages', 0, 'content'], parts),
      /"content": \[\{"type": "text", "text": "Why\?"\}\]/,
    );
  });

  it('gains a key behind the last one and loses one with its comma', () => {
    assert.equal(edit.setKey(compact, ['messages', 1], 'weight', 0), compact.replace('"No"}', '"No","weight":0}'));
    const weighted = edit.setKey(python, ['messages', 1], 'weight', 0);
    assert.equal(weighted, python.replace('"No"}', '"No", "weight": 0}'));
    assert.equal(edit.removeKey(weighted, ['messages', 1], 'weight'), python);
    assert.equal(edit.removeKey(compact, ['messages', 1], 'name'), compact);
  });

  it('gains, loses, moves and repeats messages as they are written', () => {
    const longer = edit.insertElement(python, ['messages'], 0, { role: 'system', content: 'Be brief.' });
    assert.equal(longer, python.replace('[{', '[{"role": "system", "content": "Be brief."}, {'));
    assert.equal(edit.removeElement(longer, ['messages'], 0), python);
    assert.equal(edit.moveElement(edit.moveElement(python, ['messages'], 0, 1), ['messages'], 1, 0), python);
    assert.equal(edit.removeElement(edit.duplicateElement(python, ['messages'], 1), ['messages'], 2), python);
  });

  it('says so when there is nothing at the place', () => {
    assert.throws(() => edit.replaceValue(compact, ['messages', 9], 1), /There is nothing at \/messages\/9/);
    assert.throws(() => edit.removeElement(compact, ['messages'], 2), /There is no element 2 at \/messages/);
  });

  it('has the new value at the place and the old ones everywhere else, whatever they are', () => {
    const texts = fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(texts, fc.nat(), fc.jsonValue(), fc.boolean(), (contents, pick, value, spaced) => {
        const line = { messages: contents.map((content) => ({ role: 'user', content })), rest: [1, { a: null }] };
        const text = spaced ? JSON.stringify(line, null, 1).replaceAll('\n', '') : JSON.stringify(line);
        const at = pick % contents.length;
        const expected = structuredClone<{ messages: { role: string; content: unknown }[] }>(line);
        const message = expected.messages[at];
        assert.ok(message);
        message.content = JSON.parse(JSON.stringify(value)) as unknown;
        assert.deepEqual(JSON.parse(edit.replaceValue(text, ['messages', at, 'content'], value)), expected);
      }),
    );
  });

  it('is byte for byte as it was once the old value is put back', () => {
    fc.assert(
      fc.property(fc.constantFrom(python, compact, odd), fc.string(), (text, value) => {
        const path = ['messages', 0, 'content'];
        const old = (JSON.parse(text) as { messages: { content: string }[] }).messages[0]?.content;
        assert.equal(edit.replaceValue(edit.replaceValue(text, path, value), path, old), text);
      }),
    );
  });
});
