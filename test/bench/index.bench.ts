// Finding the lines of a file of 512 MB against wc -l.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFile } from '../../src/dataset/byteSource.ts';
import { LineIndex } from '../../src/dataset/lineIndex.ts';
import { writeBigFile } from '../support/bigFile.ts';
import { chatLine } from '../support/lines.ts';
import { pairs, report } from './measure.ts';

const MB = 1e6;
const folder = await mkdtemp(join(tmpdir(), 'vision-ft-bench-'));
try {
  const path = join(folder, 'big.jsonl');
  const image = `data:image/png;base64,${randomBytes(30_000).toString('base64')}`;
  const lines = await writeBigFile(path, 512 * MB, { image, lastLine: chatLine('last', 'x') });

  const index = async () => {
    const source = await openFile(path);
    const found = new LineIndex(source);
    await found.build();
    await source.close();
    if (found.count !== lines) throw new Error(`found ${found.count} of ${lines} lines`);
  };
  const wc = () => {
    execFileSync('wc', ['-l', path]);
    return Promise.resolve();
  };
  report(`index of ${lines} lines in 512 MB against wc -l`, await pairs(index, wc), 'at most 3');
} finally {
  await rm(folder, { recursive: true, force: true });
}
