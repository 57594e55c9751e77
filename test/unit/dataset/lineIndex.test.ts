import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bytesSource, type ByteSource } from '../../../src/dataset/byteSource.ts';
import { DatasetDocument } from '../../../src/dataset/document.ts';
import { LineIndex, scanLines } from '../../../src/dataset/lineIndex.ts';

/** Gives at most `piece` bytes a read, so that lines fall across reads as they do in a large file. */
function inPieces(text: string, piece: number): ByteSource {
  const whole = bytesSource(Buffer.from(text));
  return { ...whole, read: (position, length) => whole.read(position, Math.min(length, piece)) };
}

/** What a person calls the lines of a text: a newline at the end begins no further line. */
function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

const texts = fc
  .array(fc.constantFrom('{"a":1}', '\n', '\r\n', '', '猫', 'x'), { maxLength: 30 })
  .map((s) => s.join(''));

async function textsOf(index: LineIndex, text: string, backwards = false): Promise<string[]> {
  const found: string[] = [];
  for (let i = 0; i < index.count; i++) {
    const { start, end } = await index.range(backwards ? index.count - 1 - i : i);
    found.push(Buffer.from(text).subarray(start, end).toString());
  }
  return found;
}

describe('the lines of a file', () => {
  it('are found whatever the pieces it is read in', async () => {
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 9 }), async (text, piece) => {
        const index = new LineIndex(inPieces(text, piece));
        await index.build();
        assert.deepEqual(await textsOf(index, text), linesOf(text));
      }),
    );
  });

  it('are found in a file of more lines than places are kept', async () => {
    const places = fc.constantFrom(2, 4, 8);
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 9 }), places, async (text, piece, mostPlaces) => {
        const index = new LineIndex(inPieces(text, piece), mostPlaces);
        await index.build();
        assert.deepEqual(await textsOf(index, text), linesOf(text));
        assert.deepEqual(await textsOf(index, text, true), linesOf(text).reverse());
      }),
    );
  });

  it('are visited in order, each whole, without its line end', async () => {
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 9 }), async (text, piece) => {
        const seen: string[] = [];
        await scanLines(inPieces(text, piece), ({ index, bytes, carriageReturn }) => {
          assert.equal(index, seen.length);
          seen.push((bytes?.toString() ?? '?') + (carriageReturn ? '\r' : ''));
        });
        assert.deepEqual(seen, linesOf(text));
      }),
    );
  });

  it('wait for a visitor that takes its time', async () => {
    const order: string[] = [];
    await scanLines(bytesSource(Buffer.from('a\nb\n')), async ({ bytes }) => {
      order.push(`begin ${bytes?.toString() ?? ''}`);
      await Promise.resolve();
      order.push('end');
    });
    assert.deepEqual(order, ['begin a', 'end', 'begin b', 'end']);
  });

  it('stop being read when the task is cancelled', async () => {
    await assert.rejects(
      scanLines(bytesSource(Buffer.from('a')), () => undefined, { signal: AbortSignal.abort() }),
      {
        name: 'AbortError',
      },
    );
  });
});

describe('a document', () => {
  it('reads any line by its number, without the line end', async () => {
    const document = new DatasetDocument(bytesSource(Buffer.from('{"a":1}\r\n\n{"b":"é"}')));
    await document.indexed;
    assert.equal(document.complete, true);
    assert.deepEqual(await Promise.all([0, 1, 2].map((line) => document.lineText(line))), ['{"a":1}', '', '{"b":"é"}']);
    await assert.rejects(document.lineText(3), /There is no line 4: the file has 3/);
  });

  it('of no bytes has no lines', async () => {
    const document = new DatasetDocument(bytesSource(Buffer.alloc(0)));
    await document.indexed;
    assert.equal(document.lineCount, 0);
  });
});
