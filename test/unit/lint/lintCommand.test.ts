import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeFrame } from '../../../src/lint/codeFrame.ts';
import type { FileReport } from '../../../src/lint/finding.ts';
import { runCli } from '../../support/cliRun.ts';
import { assistant, example, image, PICTURE, question, soundLines } from './planting.ts';

describe('vision-ft lint', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vision-ft-cli-'));
    const bad = example(question(), assistant([image(PICTURE)]));
    await writeFile(join(folder, 'bad.jsonl'), `${[...soundLines(10), bad].join('\n')}\n`);
    await writeFile(join(folder, 'good.jsonl'), `${soundLines(10).join('\n')}\n`);
  });
  after(() => rm(folder, { recursive: true }));

  const run = (...args: string[]) => runCli(folder, ['lint', ...args]);

  it('prints place, severity, sentence and rule, the place with its base64 cut short, help and a summary', async () => {
    const { status, printed } = await run('bad.jsonl', 'good.jsonl');
    assert.equal(status, 1);
    assert.match(printed, /^bad\.jsonl:11:\d+ error An assistant message holds an image;.* \(image-in-assistant\)$/m);
    assert.match(printed, /^ {4}…?.*data:image\/png;base64,iVBO\w*….*$/m);
    assert.match(printed, /^ {4} +\^+$/m);
    assert.match(printed, /^ {2}Move the image to the user message, or remove it\.$/m);
    assert.match(printed, /^bad\.jsonl: 1 error, 0 warnings, 0 infos; 11 examples, 12 images, .*\$.* for \d+ epochs/m);
    assert.match(printed, /^good\.jsonl: 0 errors, 0 warnings, 0 infos/m);
    assert.ok(!printed.includes(PICTURE.slice(0, 80)));
  });

  it('prints the JSON that programs rely on', async () => {
    const { status, printed } = await run('bad.jsonl', '--format', 'json');
    assert.equal(status, 1);
    const { version, files } = JSON.parse(printed) as { version: number; files: FileReport[] };
    assert.equal(version, 1);
    const [report] = files;
    assert.deepEqual(Object.keys(report ?? {}), [
      'file',
      'provider',
      'purpose',
      'bytes',
      'examples',
      'images',
      'tokens',
      'cost',
      'costs',
      'counts',
      'vendors',
      'findings',
    ]);
    assert.equal(report?.file, 'bad.jsonl');
    const [finding] = report.findings;
    assert.deepEqual(Object.keys(finding ?? {}), [
      'rule',
      'severity',
      'line',
      'column',
      'endColumn',
      'path',
      'message',
      'help',
      'fixable',
    ]);
    assert.equal(finding?.path, '/messages/1/content/0');
  });

  it('ends with 0 when there are no errors', async () => {
    assert.equal((await run('good.jsonl')).status, 0);
  });

  for (const [args, sentence] of [
    [['missing.jsonl'], /^missing\.jsonl cannot be read: there is no such file\.$/],
    [['.'], /cannot be read: it is a folder\.$/],
    [['good.jsonl', '--provider', 'acme'], /acme.*openai, azure, together, fireworks, baseline/],
    [['good.jsonl', '--model', 'acme-1'], /"acme-1" is not known; use one of gpt-4o-2024-08-06/],
    [['good.jsonl', '--max-findings', 'few'], /whole number, not "few"/],
  ] as const)
    it(`${args.join(' ')}: could not run, and says why in a sentence`, async () => {
      const { status, said, printed } = await run(...args);
      assert.equal(status, 2);
      assert.match(said, sentence);
      assert.equal(printed, '');
    });

  it('shows as many findings as asked for and says that there are more', async () => {
    await writeFile(join(folder, 'blank.jsonl'), '\n'.repeat(5));
    const { printed } = await run('blank.jsonl', '--max-findings', '2');
    assert.match(printed, /1 error, 5 warnings, 0 infos \(first 2 shown\)/);
  });
});

describe('the place of a finding in text', () => {
  it('carets stand under the words, whatever base64 stands before them', () => {
    const line = `{"url": "${'A'.repeat(40_000)}", "weight": 7}`;
    const column = line.indexOf('7}') + 1;
    const [shown = '', carets = ''] = codeFrame(line, { column, endColumn: column + 1 }).split('\n');
    assert.equal(shown[carets.indexOf('^')], '7');
    assert.equal(carets.trim(), '^');
    assert.ok(shown.length < 120);
  });

  it('carets stand under the words behind wide letters, marks and emoji', () => {
    // columns of a terminal: 日本 are four, é of two characters is one, the emoji is two
    const line = '{"日本e\u0301😀": 7}';
    const column = line.indexOf('7}') + 1;
    const [, carets = ''] = codeFrame(line, { column, endColumn: column + 1 }).split('\n');
    assert.equal(carets.indexOf('^'), '{"'.length + 4 + 1 + 2 + '": '.length);
    const wide = codeFrame('{"a": "日本"}', { column: 7, endColumn: 11 });
    assert.match(wide, /\n {6}\^{6}$/);
  });

  it('a pair of characters that is cut leaves no broken half', () => {
    const line = `"${'😀'.repeat(200)}", 7`;
    for (const column of [300, 301]) assert.ok(codeFrame(line, { column, endColumn: column + 1 }).isWellFormed());
  });
});
