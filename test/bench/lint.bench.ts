// The whole fast lint of a file of 512 MB, as the command does it, against a plain Python loop over the same file.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../support/paths.ts';
import { writeFewShotFile } from './fewShotFile.ts';
import { pairs, report, reportValue } from './measure.ts';
import { peakOf } from './processMemory.ts';

const ROUNDS = 3;
const folder = await mkdtemp(join(tmpdir(), 'vision-ft-bench-'));
try {
  const path = join(folder, 'few-shot.jsonl');
  const lines = await writeFewShotFile(path, 512e6);
  const peaks: number[] = [];
  const lint = async () => peaks.push(await peakOf(process.execPath, [join(ROOT, 'dist/cli.js'), 'lint', path]));
  const python = () => peakOf('python3', [join(import.meta.dirname, 'everyLine.py'), path]);
  report(
    `lint of ${lines} few-shot lines in 512 MB against json.loads and b64decode in Python`,
    await pairs(lint, python, ROUNDS),
    'at most 0.6',
  );
  reportValue('  memory of that lint at its peak', `${Math.max(...peaks).toFixed(0)} MB`, 'at most 350');
} finally {
  await rm(folder, { recursive: true, force: true });
}
