import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configJsonSchema, findConfig, purposeIn, readConfig } from '../../../src/lint/config.ts';
import type { FileReport } from '../../../src/lint/finding.ts';
import { lintContext } from '../../../src/worker/lintContext.ts';
import { runCli } from '../../support/cliRun.ts';
import { assistant, example, image, soundLines, text, user } from './planting.ts';

describe('vision-ft.config.json', () => {
  let folder = '';
  const file = (name: string) => join(folder, name);
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vision-ft-config-'));
    await mkdir(file('data/deep'), { recursive: true });
    await writeFile(file('data/deep/odd.jsonl'), [...soundLines(10), ''].join('\n') + '\n');
    await writeFile(
      file('vision-ft.config.json'),
      JSON.stringify({
        provider: 'azure',
        rules: { 'blank-line': 'error' },
        purpose: { 'data/deep/odd.jsonl': 'validation' },
      }),
    );
  });
  after(() => rm(folder, { recursive: true }));

  it('of the nearest folder above sets the vendor, severities, and what a file is for', async () => {
    const found = await findConfig(file('data/deep/odd.jsonl'));
    assert.equal(found?.config.provider, 'azure');
    assert.equal(purposeIn(found, file('data/deep/odd.jsonl')), 'validation');
    const { status, printed } = await runCli(folder, ['lint', 'data/deep/odd.jsonl', '--format', 'json']);
    const [report] = (JSON.parse(printed) as { files: FileReport[] }).files;
    assert.deepEqual([status, report?.provider, report?.purpose, report?.counts.error], [1, 'azure', 'validation', 1]);
    const told = await runCli(folder, [
      'lint',
      'data/deep/odd.jsonl',
      '--format',
      'json',
      '--provider',
      'openai',
      '--purpose',
      'train',
    ]);
    const [asked] = (JSON.parse(told.printed) as { files: FileReport[] }).files;
    assert.deepEqual([asked?.provider, asked?.purpose], ['openai', 'train']);
  });

  it('that is none ends in one sentence, as does one that is not there', async () => {
    await writeFile(file('broken.json'), '{"rules": {"no-such-rule": "error"}}');
    await assert.rejects(readConfig(file('broken.json')), /broken\.json says rules/);
    await writeFile(file('torn.json'), '{"rules": ');
    await assert.rejects(readConfig(file('torn.json')), /torn\.json is not JSON: .* at offset \d+\.$/);
    const { status, said } = await runCli(folder, ['lint', 'data/deep/odd.jsonl', '--config', 'nowhere.json']);
    assert.equal(status, 2);
    assert.match(said, /^nowhere\.json cannot be read: /m);
  });

  it('has a JSON Schema beside the product that says the same', async () => {
    const schema = new URL('../../../media/config.schema.json', import.meta.url);
    assert.deepEqual(JSON.parse(await readFile(schema, 'utf8')), JSON.parse(JSON.stringify(configJsonSchema())));
  });

  it('and the recipe that writes a file tell the editor how to check it', async () => {
    await writeFile(file('data/rows.csv'), 'image,question,answer\n');
    const recipe = {
      name: 'x',
      source: { path: 'rows.csv' },
      sample: { train: 1, test: 1 },
      output: { train: 'a.jsonl', test: 'b.jsonl' },
      prompt: { user: '{question}', assistant: '{answer}' },
    };
    await writeFile(file('data/x.recipe.json'), JSON.stringify(recipe));
    for (const name of ['a.jsonl', 'b.jsonl']) await writeFile(file(`data/${name}`), '');
    const context = await lintContext(file('data/b.jsonl'), [file('data/x.recipe.json')]);
    assert.deepEqual(context, {
      provider: 'azure',
      severities: { 'blank-line': 'error' },
      purpose: 'test',
      against: [{ path: file('data/a.jsonl'), file: 'a.jsonl', purpose: 'train' }],
    });
  });
});

describe('vision-ft lint --against', () => {
  it('names the image that another split has, and where', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vision-ft-against-'));
    const url = 'https://example.org/a.png';
    const line = (words: string) => example(user(text(words), image(url)), assistant(words));
    await writeFile(join(folder, 'train.jsonl'), [...soundLines(10), line('a')].join('\n'));
    await writeFile(join(folder, 'test.jsonl'), [line('b')].join('\n'));
    const { printed } = await runCli(folder, ['lint', 'train.jsonl', '--against', 'test.jsonl', 'train.jsonl']);
    assert.match(
      printed,
      /^train\.jsonl:11:\d+ warning This image is in the test file test\.jsonl, line 1: .*\(leakage\)$/m,
    );
    const { status } = await runCli(folder, ['lint', 'train.jsonl', '--against', 'gone.jsonl']);
    assert.equal(status, 2);
    await rm(folder, { recursive: true });
  });
});
