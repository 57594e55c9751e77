// Checking a file of 512 MB again after one edit, in the worker's own code, with what is sent back to the host.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LintSessions } from '../../src/worker/lintSessions.ts';
import { openFile } from '../../src/dataset/byteSource.ts';
import { DatasetDocument } from '../../src/dataset/document.ts';
import { writeFewShotFile } from './fewShotFile.ts';
import { reportTimes } from './measure.ts';

const ROUNDS = 15;
const folder = await mkdtemp(join(tmpdir(), 'vision-ft-bench-'));
try {
  const path = join(folder, 'few-shot.jsonl');
  const count = await writeFewShotFile(path, 512e6);
  const document = new DatasetDocument(await openFile(path));
  await document.indexed;
  const lints = new LintSessions();
  const running = { signal: new AbortController().signal, onProgress: () => undefined };
  const options = { provider: 'openai', maxFindings: 100_000 } as const;
  await lints.lint({ path }, options, running);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const line = Math.floor((round * count) / ROUNDS);
    const text = (await document.lineText(line)) ?? '';
    document.apply({ at: line, remove: 1, insert: [{ text: text.replace('"Stain', `" Stain ${round}`) }] });
    const unsaved = await document.unsaved();
    const start = performance.now();
    structuredClone(await lints.lint({ path, unsaved }, options, running));
    times.push(performance.now() - start);
  }
  reportTimes(`check of ${count} few-shot lines in 512 MB again after one edit`, times, 'under 50');
  await document.dispose();
} finally {
  await rm(folder, { recursive: true, force: true });
}
