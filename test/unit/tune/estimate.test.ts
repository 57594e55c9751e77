import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../../support/cliRun.ts';
import { trainingFile } from '../../support/lines.ts';

describe('the question before a job', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vision-ft-estimate-'));
    const lines = trainingFile(12);
    await writeFile(join(folder, 'train.jsonl'), lines);
    await writeFile(join(folder, 'warned.jsonl'), lines.replace('"No. 3"', '" No. 3"'));
  });
  after(() => rm(folder, { recursive: true }));

  const asked = async (file: string, ...more: string[]) => {
    const args = ['tune', file, '--model', 'gpt-4o-2024-08-06', '--base-url', 'http://127.0.0.1:9/v1', ...more];
    const { status, said } = await runCli(folder, args);
    assert.equal(status, 2);
    assert.match(said, /Nothing was sent/);
    return said;
  };

  it('tells a small file in kilobytes, its tokens, and the price of an epoch', async () => {
    const said = await asked('train.jsonl', '--epochs', '4');
    assert.match(said, /Send 12 examples, 12 images, [1-9][\d.]* kB, about [\d,]+ tokens to OpenAI/);
    const [, all = '', each = ''] = /about \$([\d.]+), \$([\d.]+) an epoch \(estimate\)/.exec(said) ?? [];
    assert.ok(Number(all) > 0 && Math.abs(Number(all) - 4 * Number(each)) <= 0.025, said);
    assert.doesNotMatch(said, /warning/);
  });

  it('tells what the linter warns of', async () => {
    assert.match(await asked('warned.jsonl'), /The linter has 1 warning\./);
  });
});
