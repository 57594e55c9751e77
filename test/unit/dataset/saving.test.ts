import assert from 'node:assert/strict';
import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { bytesSource, openFile } from '../../../src/dataset/byteSource.ts';
import { LineFiles } from '../../../src/dataset/lineFiles.ts';
import { LineIndex } from '../../../src/dataset/lineIndex.ts';
import { LineSequence } from '../../../src/dataset/lineSequence.ts';
import { replaceFile, writeSource } from '../../../src/dataset/replaceFile.ts';
import { editedSource } from '../../../src/dataset/editedSource.ts';

async function writeEdited(file: FileHandle, index: LineIndex, lines: LineSequence): Promise<void> {
  await writeSource(file, await editedSource(new LineFiles(index), lines.runs()));
}

describe('saving', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vision-ft-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('copies untouched lines byte for byte, line ends and a missing final newline included', async () => {
    const line = fc
      .uint8Array({ maxLength: 6 })
      .map((bytes) => Buffer.from(bytes.filter((byte) => byte !== 10)).toString('latin1'));
    const path = join(folder, 'out');
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        fc.nat(),
        async (lines, final, pick) => {
          const text = lines.join('\n') + (final ? '\n' : '');
          fc.pre(final || lines.at(-1) !== '');
          const source = bytesSource(Buffer.from(text, 'latin1'));
          const index = new LineIndex(source);
          await index.build();
          const sequence = new LineSequence(index.count);
          const at = pick % lines.length;
          sequence.apply({ at, remove: 1, insert: [{ text: 'one' }, { text: 'two\r' }] });
          await replaceFile(path, (file) => writeEdited(file, index, sequence));
          const expected = lines.toSpliced(at, 1, 'one', 'two\r').join('\n') + (final ? '\n' : '');
          assert.equal(readFileSync(path, 'latin1'), expected);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('keeps permissions and writes the target of a symbolic link, not the link', async () => {
    const [target, link] = [join(folder, 'target'), join(folder, 'link')];
    writeFileSync(target, 'old');
    chmodSync(target, 0o640);
    symlinkSync(target, link);
    await replaceFile(link, (file) => file.writeFile('new'));
    assert.equal(lstatSync(link).isSymbolicLink(), true);
    assert.equal(readFileSync(target, 'utf8'), 'new');
    assert.equal(statSync(target).mode & 0o777, 0o640);
  });

  it('that fails leaves the file as it was and nothing beside it', async () => {
    const path = join(folder, 'file');
    writeFileSync(path, 'old');
    const failing = replaceFile(path, async (file) => {
      await file.writeFile('half');
      throw new Error('disk full');
    });
    await assert.rejects(failing, /disk full/);
    assert.equal(readFileSync(path, 'utf8'), 'old');
    assert.deepEqual(readdirSync(folder), ['file']);
  });

  it('reads from the file that is being replaced', async () => {
    const path = join(folder, 'file');
    writeFileSync(path, 'a\nb\nc\n');
    const source = await openFile(path);
    const index = new LineIndex(source);
    await index.build();
    const sequence = new LineSequence(index.count);
    sequence.apply({ at: 1, remove: 1, insert: [] });
    await replaceFile(path, (file) => writeEdited(file, index, sequence));
    await source.close();
    assert.equal(readFileSync(path, 'utf8'), 'a\nc\n');
  });
});
