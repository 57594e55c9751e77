import assert from 'node:assert/strict';
import { bytesSource, type ByteSource } from '../../../src/dataset/byteSource.ts';
import { DatasetDocument } from '../../../src/dataset/document.ts';
import { appendedSource } from '../../../src/dataset/joinedSource.ts';
import type { LineRange } from '../../../src/dataset/lineRanges.ts';

const text = async (source: ByteSource) => (await source.read(0, source.size)).toString('utf8');

async function copied(file: string, ranges: LineRange[], into?: string): Promise<string> {
  const document = new DatasetDocument(bytesSource(Buffer.from(file)));
  await document.indexed;
  const before = into === undefined ? undefined : bytesSource(Buffer.from(into));
  return text(await appendedSource(before, await document.bytesOf(ranges)));
}

describe('lines copied to another file', () => {
  it('are the same bytes, in the order of the file, each on a line of its own', async () => {
    assert.equal(await copied('a\nb\r\n c \nd\n', [{ from: 1, to: 3 }]), 'b\r\n c \n');
    const apart = [
      { from: 0, to: 1 },
      { from: 3, to: 4 },
    ];
    assert.equal(await copied('a\nb\nc\nd', apart, 'x\n'), 'x\na\nd\n');
  });

  it('begin on a new line of a file that lacks its last newline, and fill an empty one', async () => {
    assert.equal(await copied('a\nb', [{ from: 1, to: 2 }], 'x'), 'x\nb\n');
    assert.equal(await copied('a\nb', [{ from: 0, to: 2 }], ''), 'a\nb\n');
  });

  it('leave the byte order mark of their file behind', async () => {
    assert.equal(await copied('\ufeffa\nb\n', [{ from: 0, to: 1 }], '\ufeffx\n'), '\ufeffx\na\n');
  });

  it('are copied as edited, and bytes that are no text stay what they are', async () => {
    const document = new DatasetDocument(bytesSource(Buffer.from([0xff, 0xfe, 10, 0x61, 10])));
    await document.indexed;
    document.apply({ at: 1, remove: 1, insert: [{ text: 'ä' }] });
    const source = await appendedSource(undefined, await document.bytesOf([{ from: 0, to: 2 }]));
    assert.deepEqual([...(await source.read(0, 100))], [0xff, 0xfe, 10, 0xc3, 0xa4, 10]);
    assert.deepEqual([...(await source.read(1, 3))], [0xfe, 10, 0xc3], 'any part can be read');
  });
});
