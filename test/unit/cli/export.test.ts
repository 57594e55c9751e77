import assert from 'node:assert/strict';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runCli } from '../../support/cliRun.ts';
import { folderWith } from '../../support/fixtures.ts';
import { trainingFile } from '../../support/lines.ts';

describe('export on the command line', () => {
  let folder: string;
  before(async () => {
    folder = await folderWith({
      'train.jsonl': trainingFile(5),
      'validation.jsonl': trainingFile(2),
      'bad.jsonl': `${trainingFile(3)}\n{`,
    });
  });
  after(() => rm(folder, { recursive: true, force: true }));
  const run = (args: string[], changes = {}) => runCli(folder, ['export', ...args], changes);

  it('writes a folder named after file and trainer and says what is in it', async () => {
    const args = ['train.jsonl', '--for', 'llama-factory', '--validation', 'validation.jsonl', '--epochs', '2'];
    const { status, printed, said } = await run(args);
    assert.equal(status, 0, said);
    assert.deepEqual(printed.split('\n'), [
      'train-llama-factory/train.jsonl: 5 examples',
      'train-llama-factory/validation.jsonl: 2 examples',
      'train-llama-factory/images: 1 image',
      'train-llama-factory/README.md: how to train Qwen/Qwen3-VL-4B-Instruct, with config.yaml and dataset_info.json',
    ]);
    assert.deepEqual((await readdir(join(folder, 'train-llama-factory'))).sort(), [
      'README.md',
      'config.yaml',
      'dataset_info.json',
      'images',
      'train.jsonl',
      'validation.jsonl',
    ]);
    assert.match(await readFile(join(folder, 'train-llama-factory', 'config.yaml'), 'utf8'), /^num_train_epochs: 2$/m);
  });

  it('says on standard error what the trainer cannot express, and nothing with --quiet', async () => {
    const { said } = await run(['train.jsonl', '--for', 'trl', '--out', 'a']);
    assert.match(said, /TRL learns the questions of vision examples as well as the answers/);
    const quiet = await run(['train.jsonl', '--for', 'trl', '--out', 'b', '--quiet']);
    assert.deepEqual([quiet.status, quiet.said], [0, '']);
  });

  it('tells programs the same', async () => {
    const { printed } = await run(['train.jsonl', '--for', 'together', '--out', 'c', '--format', 'json']);
    const { files, ...told } = JSON.parse(printed) as Record<string, unknown>;
    assert.deepEqual(files, ['train.sh', 'README.md']);
    assert.deepEqual(told, {
      version: 1,
      trainer: 'together',
      out: 'c',
      data: [{ file: 'train.jsonl', examples: 5 }],
      images: 0,
      model: 'Qwen/Qwen3-VL-8B-Instruct',
      notes: [],
    });
  });

  for (const [what, args, sentence] of [
    ['a bad line', ['bad.jsonl', '--for', 'trl', '--out', 'd'], /^bad\.jsonl was not exported: 1 line is no training/m],
    ['a folder that holds something', ['train.jsonl', '--for', 'trl', '--out', '.'], /is not empty; choose another/],
    ['a missing file', ['none.jsonl', '--for', 'trl', '--out', 'e'], /^none\.jsonl cannot be read; check the path\.$/],
    ['a file in place of a folder', ['train.jsonl', '--for', 'trl', '--out', 'bad.jsonl'], /bad\.jsonl is a file, not/],
    ['an unknown trainer', ['train.jsonl', '--for', 'nobody'], /Allowed choices are together, fireworks, trl/],
    ['no trainer', ['train.jsonl'], /required option '--for <trainer>' not specified/],
    [
      'a number out of range',
      ['train.jsonl', '--for', 'trl', '--learning-rate', '2'],
      /--learning-rate takes a number/,
    ],
  ] as const)
    it(`${what}: one sentence and status 2`, async () => {
      const before = await readdir(folder);
      const { status, said, printed } = await run([...args], {});
      assert.deepEqual([status, printed], [2, '']);
      assert.match(said, sentence);
      assert.deepEqual(await readdir(folder), before);
    });

  it('is what upload names for vendors that take no jobs', async () => {
    for (const vendor of ['together', 'fireworks']) {
      const { said } = await runCli(folder, ['upload', 'train.jsonl', '--provider', vendor]);
      const [, named = ''] = /vision-ft export FILE --for ([\w-]+)/.exec(said) ?? [];
      const { status } = await run(['train.jsonl', '--for', named, '--out', `named-${vendor}`]);
      assert.equal(status, 0);
    }
  });
});
