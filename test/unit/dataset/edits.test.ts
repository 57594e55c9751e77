import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bytesSource } from '../../../src/dataset/byteSource.ts';
import { DatasetDocument } from '../../../src/dataset/document.ts';
import { changesOf, editLine, type LineEdit } from '../../../src/dataset/edits.ts';
import type { LineRange } from '../../../src/dataset/lineRanges.ts';
import type { LineChange } from '../../../src/dataset/lineSequence.ts';

const line =
  '{"messages": [{"role": "user", "content": [{"type": "text", "text": "Why?"}, {"type": "image_url", "image_url": {"url": "data:,"}}]}, {"role": "assistant", "content": "No"}]}';

describe('an edit of an example', () => {
  const cases: [string, LineEdit, [string, string]][] = [
    ['text of a part', { kind: 'text', line: 0, path: '/messages/0/content/0', text: 'Who?' }, ['"Why?"', '"Who?"']],
    ['an answer', { kind: 'text', line: 0, path: '/messages/1/content', text: 'Yes' }, ['"No"', '"Yes"']],
    ['a role', { kind: 'role', line: 0, path: '/messages/1', role: 'tool' }, ['"assistant"', '"tool"']],
    ['a weight', { kind: 'weight', line: 0, path: '/messages/1', weight: 0 }, ['"No"}', '"No", "weight": 0}']],
    [
      'detail of an image',
      { kind: 'detail', line: 0, path: '/messages/0/content/1', detail: 'low' },
      ['"data:,"}', '"data:,", "detail": "low"}'],
    ],
    [
      'a part taken out',
      { kind: 'remove', line: 0, path: '/messages/0/content/0' },
      ['{"type": "text", "text": "Why?"}, ', ''],
    ],
    [
      'a message more',
      { kind: 'addMessage', line: 0, path: '/messages/1', role: 'user' },
      ['"No"}', '"No"}, {"role": "user", "content": ""}'],
    ],
  ];
  for (const [what, edit, [before, after]] of cases)
    it(`changes ${what} and nothing else`, () => {
      assert.equal(editLine(line, edit), line.replace(before, after));
    });
});

describe('a document', () => {
  const open = async (text: string) => {
    const document = new DatasetDocument(bytesSource(Buffer.from(text)));
    await document.indexed;
    return document;
  };
  const textOf = async (document: DatasetDocument) => {
    const bytes = await document.bytes();
    return (await bytes.read(0, bytes.size)).toString();
  };
  const apply = (document: DatasetDocument, changes: readonly LineChange[]) =>
    changes.map((change) => document.apply(change));

  it('takes out, repeats and moves examples', async () => {
    const document = await open('a\nb\nc\nd\n');
    const runs = (ranges: readonly LineRange[]) => document.runsOf(ranges);
    apply(document, changesOf({ kind: 'moveExamples', lines: [{ from: 0, to: 2 }], to: 3 }, runs));
    assert.equal(await textOf(document), 'c\na\nb\nd\n');
    apply(document, changesOf({ kind: 'duplicateExamples', lines: [{ from: 0, to: 1 }] }, runs));
    assert.equal(await textOf(document), 'c\nc\na\nb\nd\n');
    apply(
      document,
      changesOf(
        {
          kind: 'removeExamples',
          lines: [
            { from: 4, to: 5 },
            { from: 0, to: 1 },
          ],
        },
        runs,
      ),
    );
    assert.equal(await textOf(document), 'c\na\nb\n');
  });

  it('tells its unsaved lines so that they can be taken up again over the file on disk', async () => {
    const step = fc.record({
      at: fc.nat(),
      remove: fc.nat(3),
      insert: fc.array(fc.constantFrom('x', 'yy', 'z\r')),
      save: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const document = await open('a\nb\r\nc\nd\ne');
        let onDisk = await textOf(document);
        for (const { at, remove, insert, save } of steps) {
          const where = at % (document.lineCount + 1);
          const count = Math.min(remove, document.lineCount - where);
          if (document.lineCount - count + insert.length === 0) continue;
          document.apply({ at: where, remove: count, insert: insert.map((text) => ({ text })) });
          if (save) {
            (await document.freeze()).markSaved();
            onDisk = await textOf(document);
          }
        }
        const again = await open(onDisk);
        await again.restore(await document.unsaved());
        assert.equal(await textOf(again), await textOf(document));
        document.revert();
        assert.equal(await textOf(document), onDisk);
      }),
    );
  });
});
