import assert from 'node:assert/strict';
import fc from 'fast-check';
import { editLine } from '../../../src/dataset/edits.ts';
import { insertImages, replaceImages } from '../../../src/dataset/imageEdit.ts';

const OLD = 'data:image/png;base64,AAA+/w==';
const NEW = 'data:image/jpeg;base64,/9j+';
const python = `{"messages": [{"role": "user", "content": "Caf\\u00e9?"}, {"role": "user", "content": [{"type": "text", "text": "Why?"}, {"image_url": {"detail": "low", "url": "${OLD}", "x": 1.50}, "type": "image_url"}]}]}`;
const part = `{"type": "image_url", "image_url": {"url": "${NEW}"}}`;
const path = (...segments: (string | number)[]) => ['messages', ...segments];

describe('a picture put into a message', () => {
  it('stands at its end, behind the text, as in the cookbook', () => {
    assert.equal(insertImages(python, path(1), [NEW]), python.replace('"}]}]}', `"}, ${part}]}]}`));
  });

  it('stands behind the part that was chosen, several in their order', () => {
    assert.equal(
      insertImages(python, path(1, 'content', 0), [NEW, NEW]),
      python.replace('"Why?"}', `"Why?"}, ${part}, ${part}`),
    );
  });

  it('makes a plain text the first part of a list, as it is written', () => {
    const expected = python.replace('"Caf\\u00e9?"', `[{"type": "text", "text": "Caf\\u00e9?"}, ${part}]`);
    assert.equal(insertImages(python, path(0), [NEW]), expected);
    assert.equal(insertImages(python, path(0, 'content'), [NEW]), expected);
  });

  it('is the only part of a message that has none', () => {
    for (const content of ['{"role":"user"}', '{"role":"user","content":null}', '{"role":"user","content":[]}'])
      assert.deepEqual(JSON.parse(insertImages(`{"messages":[${content}]}`, path(0), [NEW])), {
        messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: NEW } }] }],
      });
  });
});

describe('a picture in place of another', () => {
  it('changes the address alone: detail, other keys and their order stay', () => {
    assert.equal(
      editLine(python, { kind: 'replaceImage', line: 0, path: '/messages/1/content/1', url: NEW }),
      python.replace(OLD, NEW),
    );
  });

  it('escapes slashes where the file does, and only there', () => {
    const php = python.replaceAll('/', '\\/');
    const images = [{ path: path(1, 'content', 1), url: NEW }];
    assert.equal(replaceImages(php, images), php.replace(OLD.replaceAll('/', '\\/'), NEW.replaceAll('/', '\\/')));
    const html = python.replace('Why?', '<\\/b>');
    assert.equal(replaceImages(html, images), html.replace(OLD, NEW));
  });

  it('may be an address that stands without its object', () => {
    const bare = `{"messages":[{"role":"user","content":[{"type":"image_url","image_url":"${OLD}"}]}]}`;
    assert.equal(replaceImages(bare, [{ path: path(0, 'content', 0), url: NEW }]), bare.replace(OLD, NEW));
  });

  it('leaves every other byte as it was, whichever pictures are changed and put back', () => {
    const spaces = fc.constantFrom('', ' ', '\t');
    const image = fc.record({ chosen: fc.boolean(), detail: fc.constantFrom('', '"detail":"low",'), space: spaces });
    fc.assert(
      fc.property(fc.array(image, { minLength: 1, maxLength: 6 }), fc.string(), (images, text) => {
        const written = images.map(
          ({ detail, space }, at) => `{"image_url"${space}:{${detail}"url":${space}"${OLD}${at}"},"type":"image_url"}`,
        );
        const line = `{"t":${JSON.stringify(text)},"messages":[{"content":[${written.join(',')}]}]}`;
        const chosen = images.flatMap(({ chosen }, at) => (chosen ? [at] : []));
        const edited = replaceImages(
          line,
          chosen.map((at) => ({ path: path(0, 'content', at), url: `${NEW}${at}` })),
        );
        const expected = chosen.reduce((now, at) => now.replace(`"${OLD}${at}"`, `"${NEW}${at}"`), line);
        assert.equal(edited, expected);
        const back = chosen.map((at) => ({ path: path(0, 'content', at), url: `${OLD}${at}` }));
        assert.equal(replaceImages(edited, back), line);
      }),
    );
  });
});
