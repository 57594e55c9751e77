import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { bytesSource } from '../../../src/dataset/byteSource.ts';
import { DatasetDocument } from '../../../src/dataset/document.ts';
import type { LineChange } from '../../../src/dataset/lineSequence.ts';
import type { KeepLines } from '../../../src/dataset/lostLines.ts';

/** One step of a user: an edit of a few lines as text, one of many lines through a file, or a way back or forth. */
const step = fc.record({
  do: fc.constantFrom('text', 'text', 'bulk', 'bulk', 'undo', 'redo', 'save'),
  at: fc.nat(),
  count: fc.nat(4),
  insert: fc.array(fc.constantFrom('x', 'yy', 'z\r', 'ü'), { maxLength: 3 }),
  keptInFile: fc.boolean(),
});
const text = fc
  .tuple(fc.array(fc.constantFrom('a', 'bb', 'c\r', 'd d'), { minLength: 1, maxLength: 9 }), fc.boolean())
  .map(([lines, final]) => lines.join('\n') + (final ? '\n' : ''));

describe('lines written by a bulk edit', () => {
  let folder: string;
  let written = 0;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vision-ft-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const open = async (content: string, keepLines?: KeepLines) => {
    const document = new DatasetDocument(bytesSource(Buffer.from(content)), keepLines && { keepLines });
    await document.indexed;
    return document;
  };
  const bytesOf = async (document: DatasetDocument) => {
    const bytes = await document.bytes();
    return (await bytes.read(0, bytes.size)).toString();
  };
  const writeLines = (lines: readonly string[]) => {
    const path = join(folder, `${written++}.jsonl`);
    writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
    return path;
  };

  it('are saved, undone, redone and taken up again byte for byte, among any other edits', async () => {
    await fc.assert(
      fc.asyncProperty(text, fc.array(step, { maxLength: 14 }), async (original, steps) => {
        let keeping = false;
        const document = await open(original, async (lines) =>
          keeping ? writeLines((await lines.read(0, lines.size)).toString().replace(/\n$/, '').split('\n')) : undefined,
        );
        const final = original.endsWith('\n');
        let plain = (final ? original.slice(0, -1) : original).split('\n');
        const whole = () => plain.join('\n') + (plain.length > 0 && final ? '\n' : '');
        const undo: { change: LineChange; plain: string[] }[] = [];
        const redo: typeof undo = [];
        let onDisk = original;
        const go = (from: typeof undo, to: typeof undo) => {
          const way = from.pop();
          if (!way) return;
          to.push({ change: document.apply(way.change), plain });
          plain = way.plain;
        };
        for (const { do: what, at, count, insert, keptInFile } of steps) {
          keeping = keptInFile;
          const where = at % (plain.length + 1);
          const remove = Math.min(count, plain.length - where);
          if (what === 'undo') go(undo, redo);
          else if (what === 'redo') go(redo, undo);
          else if (what === 'save') {
            (await document.freeze()).markSaved();
            onDisk = await bytesOf(document);
          } else {
            const bulk = what === 'bulk';
            const lines = bulk ? plain.slice(where, where + remove).map((line) => `new ${line}`) : insert;
            // a file with nothing in it tells nothing of its last newline
            if (plain.length - remove + lines.length === 0) continue;
            const inserted =
              bulk && lines.length > 0
                ? [{ from: await document.addLines(writeLines(lines)), count: lines.length }]
                : lines.map((line) => ({ text: line }));
            undo.push({ change: document.apply({ at: where, remove, insert: inserted }), plain });
            redo.length = 0;
            plain = plain.toSpliced(where, remove, ...lines);
          }
          assert.equal(await bytesOf(document), whole());
          for (const [line, content] of plain.entries()) {
            assert.equal(await document.lineWithEnd(line), content);
            assert.equal(await document.lineBytes(line), Buffer.byteLength(content));
          }
        }
        const again = await open(onDisk);
        await again.restore(JSON.parse(JSON.stringify(await document.unsaved())) as never);
        assert.equal(await bytesOf(again), whole());
        document.revert();
        assert.equal(await bytesOf(document), onDisk);
        await Promise.all([document.dispose(), again.dispose()]);
      }),
      { numRuns: 150 },
    );
  });

  it('are told by the name of their file, not as text', async () => {
    const document = await open('a\nb\nc\nd\n');
    const file = writeLines(['B', 'C']);
    document.apply({ at: 1, remove: 2, insert: [{ from: await document.addLines(file), count: 2 }] });
    assert.deepEqual(await document.unsaved(), [
      { from: 0, count: 1 },
      { file, from: 0, count: 2 },
      { from: 3, count: 1 },
    ]);
    (await document.freeze()).markSaved();
    assert.equal(
      (await document.unsaved()).every((run) => 'from' in run && !('file' in run)),
      true,
    );
    assert.equal(document.hasUnsaved, false);
    await document.dispose();
  });

  it('leave the lines they replaced to be kept in one file once they are saved over', async () => {
    const path = join(folder, 'kept');
    const document = await open('a\nb\nc\nd\n', async (lines) => {
      assert.equal(existsSync(path), false, 'it is written once');
      writeFileSync(path, await lines.read(0, lines.size));
      return path;
    });
    const file = writeLines(['B', 'C', 'D']);
    const undo = document.apply({ at: 1, remove: 3, insert: [{ from: await document.addLines(file), count: 3 }] });
    (await document.freeze()).markSaved();
    document.apply(undo);
    const told = [
      { from: 0, count: 1 },
      { file: path, from: 0, count: 3 },
    ];
    assert.deepEqual(await document.unsaved(), told);
    document.apply({ at: 2, remove: 1, insert: [] });
    assert.deepEqual(await document.unsaved(), [
      { from: 0, count: 1 },
      { file: path, from: 0, count: 1 },
      { file: path, from: 2, count: 1 },
    ]);
    assert.equal(readFileSync(path, 'utf8'), 'b\nc\nd\n');
    await document.dispose();
  });

  it('may alternate with untouched ones a hundred thousand times', async function () {
    this.timeout(10_000);
    const count = 100_000;
    const document = await open('x\n'.repeat(count));
    const first = await document.addLines(writeLines(Array.from({ length: count / 2 }, () => 'y')));
    const insert = Array.from({ length: count }, (_, line) => ({
      from: line % 2 === 0 ? line : first + (line - 1) / 2,
      count: 1,
    }));
    document.apply({ at: 0, remove: count, insert });
    assert.equal((await document.unsaved()).length, count);
    assert.equal((await document.bytes()).size, 2 * count);
    await document.dispose();
  });
});
