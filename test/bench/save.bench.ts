// One edit in the middle of a file of 512 MB and the save of it against cp, with what cp leaves out: bytes on disk.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFile } from '../../src/dataset/byteSource.ts';
import { DatasetDocument } from '../../src/dataset/document.ts';
import { editLine } from '../../src/dataset/edits.ts';
import { replaceFile, writeSource } from '../../src/dataset/replaceFile.ts';
import { writeBigFile } from '../support/bigFile.ts';
import { chatLine } from '../support/lines.ts';
import { pairs, report } from './measure.ts';

const folder = await mkdtemp(join(tmpdir(), 'vision-ft-bench-'));
try {
  const path = join(folder, 'big.jsonl');
  const copy = join(folder, 'copy.jsonl');
  const image = `data:image/png;base64,${randomBytes(30_000).toString('base64')}`;
  const lines = await writeBigFile(path, 512e6, { image, lastLine: chatLine('last', 'x') });
  const document = new DatasetDocument(await openFile(path));
  await document.indexed;

  let round = 0;
  const save = async () => {
    const line = Math.floor(lines / 2);
    const text = (await document.lineText(line)) ?? '';
    const edited = editLine(text, { kind: 'text', line, path: '/messages/1/content', text: `Answer ${round++}` });
    document.apply({ at: line, remove: 1, insert: [{ text: edited }] });
    const { bytes, markSaved } = await document.freeze();
    await replaceFile(path, (file) => writeSource(file, bytes));
    markSaved();
  };
  const cp = () => {
    execFileSync('cp', [path, copy]);
    return Promise.resolve();
  };
  const cpToDisk = async () => {
    await cp();
    const file = await open(copy, 'r+');
    await file.sync();
    await file.close();
  };
  report('one edit and save of 512 MB against cp', await pairs(save, cp, 5), 'at most 1.5');
  report('  against cp and fsync, as saving does', await pairs(save, cpToDisk, 5), 'at most 1.5');
  await document.dispose();
} finally {
  await rm(folder, { recursive: true, force: true });
}
