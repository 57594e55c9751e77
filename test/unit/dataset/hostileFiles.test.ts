import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFile } from '../../../src/dataset/byteSource.ts';
import { DatasetDocument } from '../../../src/dataset/document.ts';
import { editLine } from '../../../src/dataset/edits.ts';
import { readExample } from '../../../src/dataset/example.ts';
import { lintFile } from '../../../src/lint/runner.ts';
import type { FileReport } from '../../../src/lint/finding.ts';
import { peakOf } from '../../bench/processMemory.ts';
import { nested, writeEmptyLines, writeHugeLine } from '../../support/hostileFiles.ts';
import { chatLine, trainingFile } from '../../support/lines.ts';
import { skipBecause } from '../../support/skip.ts';

describe('hostile files', function () {
  this.timeout(120_000);
  let folder: string;
  const place = (name: string) => join(folder, name);

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vision-ft-hostile-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const write = async (name: string, content: string | Uint8Array) => {
    await writeFile(place(name), content);
    return place(name);
  };
  const opened = async (path: string) => {
    const document = new DatasetDocument(await openFile(path));
    await document.indexed;
    return document;
  };
  const lint = (path: string) => lintFile(path, { provider: 'openai', maxFindings: 100_000 });
  const rulesOf = ({ findings }: FileReport) => [...new Set(findings.map(({ rule }) => rule))].sort();

  /** Peak memory, in MB, of a process that indexes and lints a file. */
  const memoryOf = (path: string) =>
    peakOf(process.execPath, [
      // what is kept has to fit; without a bound, garbage waits as long as the machine has room and is counted too
      '--max-old-space-size=200',
      '--max-semi-space-size=16',
      '--input-type=module',
      '--eval',
      `import { openFile } from ${JSON.stringify(import.meta.resolve('../../../src/dataset/byteSource.ts'))};
       import { DatasetDocument } from ${JSON.stringify(import.meta.resolve('../../../src/dataset/document.ts'))};
       import { lintFile } from ${JSON.stringify(import.meta.resolve('../../../src/lint/runner.ts'))};
       const document = new DatasetDocument(await openFile(${JSON.stringify(path)}));
       await document.indexed;
       await document.lineText(0);
       await lintFile(${JSON.stringify(path)}, { provider: 'openai', maxFindings: 100_000 });
       await new Promise((resolve) => setTimeout(resolve, 60));`,
    ]);

  it('a line of 900 MB is one line, judged on its length, in less than 300 MB of memory', async function () {
    if (process.platform !== 'linux') skipBecause(this, 'memory and pipes are asked of Linux');
    const path = place('huge.jsonl');
    await writeHugeLine(path, 900e6);
    const document = await opened(path);
    assert.equal(document.lineCount, 1);
    assert.equal(await document.lineText(0), undefined);
    await document.dispose();
    const report = await lint(path);
    const [found] = report.findings.filter(({ rule }) => rule === 'line-too-long');
    assert.match(found?.message ?? '', /^This line has 858 MB and was not looked into/);
    assert.deepEqual(rulesOf(report), ['file-too-large', 'line-too-long', 'too-few-examples']);
    const peak = await memoryOf(path);
    assert.ok(peak < 300, `${peak} MB`);
  });

  it('4 million empty lines are counted, not piled up, in less than 400 MB of memory', async function () {
    if (process.platform !== 'linux') skipBecause(this, 'memory and pipes are asked of Linux');
    const path = place('empty-lines.jsonl');
    await writeEmptyLines(path, 4_000_000);
    const document = await opened(path);
    assert.equal(document.lineCount, 4_000_000);
    assert.equal(await document.lineText(3_999_999), '');
    await document.dispose();
    const report = await lint(path);
    assert.equal(report.counts.warning, 4_000_000);
    assert.ok(report.findings.length <= 100_000);
    const peak = await memoryOf(path);
    assert.ok(peak < 400, `${peak} MB`);
  });

  it('an example nested 10,000 deep is read, linted and edited, or refused in one sentence', async () => {
    const line = nested(10_000);
    assert.equal(readExample(line).kind, 'chat');
    const report = await lint(await write('deep.jsonl', `${line}\n`.repeat(10)));
    assert.equal(report.examples, 10);
    const edit = { kind: 'text', line: 0, path: '/messages/1/content', text: 'No' } as const;
    assert.throws(() => editLine(nested(100_000), edit), /^Error: Line 1 is nested too deep to be edited here\.$/);
    assert.equal(editLine(nested(500), edit), nested(500).replace('Yes', 'No'));
  });

  it('lone surrogates, NUL characters and the like are kept as they are', async () => {
    const odd = '\\ud800 \\u0000 \\ufffe';
    const line = chatLine('QUESTION', 'A').replace('QUESTION', odd);
    const path = await write('surrogates.jsonl', `${line}\n`.repeat(10));
    const edited = editLine(line, { kind: 'text', line: 0, path: '/messages/2/content', text: 'B' });
    assert.equal(edited, line.replace('"A"', '"B"'));
    assert.deepEqual((await lint(path)).counts.error, 0);
  });

  it('raw NUL bytes and random bytes are faults of their lines', async () => {
    const nul = await write('nul.jsonl', `${chatLine('Q', 'A').replace('Q', '\0')}\n`.repeat(10));
    assert.deepEqual(rulesOf(await lint(nul)), ['not-json']);
    const noise = await write('noise.jsonl', randomBytes(5_000_000));
    const found = rulesOf(await lint(noise));
    for (const rule of ['not-json', 'not-utf8']) assert.ok(found.includes(rule), rule);
    const document = await opened(noise);
    for (let at = 0; at < 100; at++) readExample((await document.lineText(at)) ?? '');
    assert.equal(await document.isText(0), false, 'an edit would lose bytes');
    await document.dispose();
  });

  it('UTF-16 and carriage returns alone are told in one sentence each', async () => {
    const text = trainingFile(10);
    for (const bytes of [Buffer.from(`\ufeff${text}`, 'utf16le'), Buffer.from(text, 'utf16le')]) {
      const report = await lint(await write('utf16.jsonl', bytes));
      assert.deepEqual(
        report.findings.map(({ message }) => message),
        ['The file is UTF-16 text, not UTF-8.'],
      );
    }
    const report = await lint(await write('cr.jsonl', text.replaceAll('\n', '\r')));
    assert.deepEqual(
      report.findings.map(({ rule, severity }) => `${rule} ${severity}`),
      ['crlf error'],
    );
  });

  it('a byte order mark stays out of the first example', async () => {
    const document = await opened(await write('bom.jsonl', `\ufeff${trainingFile(10)}`));
    assert.equal(readExample(((await document.lineText(0)) ?? '').replace(/^\ufeff/, '')).kind, 'chat');
    await document.dispose();
    assert.deepEqual(rulesOf(await lint(place('bom.jsonl'))), ['byte-order-mark', 'duplicate-image', 'tiny-image']);
  });

  it('an empty file has no lines', async () => {
    const document = await opened(await write('nothing.jsonl', ''));
    assert.equal(document.lineCount, 0);
    await document.dispose();
    assert.deepEqual(rulesOf(await lint(place('nothing.jsonl'))), ['too-few-examples']);
  });

  it('a file that grows while it is open keeps the lines it had, half a line at its end too', async () => {
    const path = await write('grows.jsonl', `${trainingFile(2)}{"messages":`);
    const document = await opened(path);
    await appendFile(path, ` []}\n${trainingFile(3)}`);
    assert.equal(document.lineCount, 3);
    assert.equal(await document.lineText(2), '{"messages":');
    await document.dispose();
  });

  it('what is no file on a disk is refused at once, in one sentence', async function () {
    if (process.platform !== 'linux') skipBecause(this, 'memory and pipes are asked of Linux');
    await mkdir(place('folder.jsonl'));
    execFileSync('mkfifo', [place('pipe.jsonl')]);
    for (const [path, sentence] of [
      [place('folder.jsonl'), 'folder.jsonl is a folder, not a training file.'],
      [place('pipe.jsonl'), 'pipe.jsonl is a pipe or a device, not a file on a disk; copy it into one first.'],
      ['/dev/zero', 'zero is a pipe or a device, not a file on a disk; copy it into one first.'],
      ['/proc/self/status', 'status is made up while it is read; copy it into a file first.'],
    ] as const)
      await assert.rejects(openFile(path), { message: sentence });
  });
});
