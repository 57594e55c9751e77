import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { bytesSource } from '../../../src/dataset/byteSource.ts';
import { ScratchFiles } from '../../../src/host/dataset/scratchFiles.ts';

describe('files of lines beside an open document', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vision-ft-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const written = async (files: ScratchFiles) => {
    const path = await files.create();
    writeFileSync(path, 'line\n');
    return path;
  };

  it('go with the document, those of another one stay', async () => {
    const [mine, theirs] = [new ScratchFiles(folder), new ScratchFiles(folder)];
    await written(mine);
    const kept = await written(theirs);
    await mine.delete();
    assert.deepEqual(readdirSync(folder), [basename(kept)]);
    mine.adopt([kept]);
    await mine.delete();
    assert.deepEqual(readdirSync(folder), []);
  });

  it('are written for many lines, few are held as text', async () => {
    const files = new ScratchFiles(folder);
    assert.equal(await files.keepLines(bytesSource(Buffer.from('a\n'))), undefined);
    const many = Buffer.alloc(16 * 1024 * 1024, 'x\n');
    const path = await files.keepLines(bytesSource(many));
    assert.ok(path !== undefined && readFileSync(path).equals(many));
  });

  it('that are old are deleted unless a backup tells of them', async () => {
    const files = new ScratchFiles(folder);
    const [told, forgotten, young] = [await written(files), await written(files), await written(files)];
    const backup = join(folder, 'backup');
    writeFileSync(backup, JSON.stringify({ lines: [{ file: told, from: 0, count: 1 }] }));
    for (const path of [told, forgotten, backup]) utimesSync(path, 0, 0);
    await ScratchFiles.sweep(folder);
    assert.deepEqual(readdirSync(folder).sort(), [basename(backup), basename(told), basename(young)].sort());
    assert.ok(forgotten !== young);
  });
});
