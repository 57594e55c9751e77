// Searching the texts of a file of 512 MB, most of it base64, against reading the file.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFile, readChunks } from '../../src/dataset/byteSource.ts';
import { findLines, LineMatcher } from '../../src/dataset/search.ts';
import type { TextQuery } from '../../src/dataset/textQuery.ts';
import { writeBigFile } from '../support/bigFile.ts';
import { chatLine } from '../support/lines.ts';
import { writeFewShotFile } from './fewShotFile.ts';
import { median, pairs, reportValue } from './measure.ts';

const MB = 1e6;
const SIZE = 512 * MB;
const folder = await mkdtemp(join(tmpdir(), 'vision-ft-bench-'));
const queries: [string, TextQuery, string][] = [
  ['plain', { query: 'stain nobody has', regex: false, matchCase: false }, 'at least 800'],
  ['plain, found in every line', { query: 'what is it', regex: false, matchCase: false }, 'at least 800'],
  ['regular expression', { query: '\\bstain \\d*7\\b', regex: true, matchCase: false }, 'none'],
];

const opened = async (path: string, use: (source: Awaited<ReturnType<typeof openFile>>) => Promise<void>) => {
  const source = await openFile(path);
  await use(source);
  await source.close();
};

async function measure(what: string, path: string): Promise<void> {
  const read = () =>
    opened(path, async (source) => {
      let bytes = 0;
      for await (const { chunk } of readChunks(source)) bytes += chunk.length;
      if (bytes !== source.size) throw new Error(`read ${bytes} of ${source.size} bytes`);
    });
  for (const [name, text, expected] of queries) {
    let lines = 0;
    const search = () =>
      opened(path, (source) => {
        lines = 0;
        return findLines(source, new LineMatcher({ text }), () => lines++);
      });
    const { ours, theirs } = await pairs(search, read, 5);
    const rate = (times: number[]) => (SIZE / MB / median(times)) * 1000;
    reportValue(
      `${name} search of 512 MB, ${what}: ${lines} lines found`,
      `${rate(ours).toFixed(0)} MB/s, reading alone ${rate(theirs).toFixed(0)} MB/s, ratio ${(median(ours) / median(theirs)).toFixed(2)}`,
      expected === 'none' ? undefined : `${expected} MB/s`,
    );
  }
}

try {
  const path = join(folder, 'big.jsonl');
  const image = `data:image/png;base64,${randomBytes(30_000).toString('base64')}`;
  await writeBigFile(path, SIZE, { image, lastLine: chatLine('last', 'x') });
  await measure('a picture of 40 KB a line', path);
  await rm(path);
  await writeFewShotFile(path, SIZE);
  await measure('few-shot lines of six pictures', path);
} finally {
  await rm(folder, { recursive: true, force: true });
}
