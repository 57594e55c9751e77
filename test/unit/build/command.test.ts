import assert from 'node:assert/strict';
import type { CliContext } from '../../../src/cli/context.ts';
import { runCli } from '../../support/cliRun.ts';
import { Workshop } from './workshop.ts';

describe('vision-ft build', () => {
  let workshop: Workshop;
  let out: string[];
  let err: string[];
  const run = async (args: string[], more: Partial<CliContext> = {}) => {
    const { status } = await runCli(workshop.folder, ['build', ...args], {
      print: (line) => out.push(line),
      say: (line) => err.push(line),
      ...more,
    });
    return status;
  };
  beforeEach(async () => {
    [out, err] = [[], []];
    workshop = await Workshop.open();
    await workshop.image('red.png', 'red');
    await workshop.write('rows.csv', 'image,question,answer\nred.png,What?,Red\n');
    const recipe = { source: { path: 'rows.csv' }, sample: { train: 1 }, prompt: {} };
    await workshop.write('a.recipe.json', JSON.stringify(recipe));
  });
  afterEach(() => workshop.close());

  it('writes the files and tells so', async () => {
    assert.equal(await run(['a.recipe.json', '--out', 'built']), 0);
    const bytes = (await workshop.read('built/train.jsonl')).length;
    assert.deepEqual(out, [
      `built/train.jsonl: 1 example, 1 image, ${(bytes / 1000).toFixed(1)} kB`,
      'train: 1 row, 1 different image; 1 different answer, most often "Red" (100 %)',
    ]);
    assert.deepEqual(err, ['Reading rows', 'Writing train.jsonl']);
  });

  it('gives JSON when asked, and writes nothing in a dry run', async () => {
    assert.equal(await run(['a.recipe.json', '--dry-run', '--format', 'json']), 0);
    const [{ bytes, ...file }] = (JSON.parse(out.join('')) as { files: [{ bytes: number }] }).files;
    assert.deepEqual(file, { path: workshop.path('train.jsonl'), split: 'train', examples: 1, images: 1 });
    assert.ok(bytes > 0);
    await assert.rejects(workshop.read('train.jsonl'), { code: 'ENOENT' });
  });

  it('writes only what changed when asked, and says what that is', async () => {
    assert.equal(await run(['a.recipe.json', '--out', 'built']), 0);
    const [line = '', split = ''] = out;
    out = [];
    assert.equal(await run(['a.recipe.json', '--out', 'built', '--if-changed']), 0);
    assert.deepEqual(out, ['Nothing changed since the last build: nothing was written.', `${line} (unchanged)`, split]);
    await workshop.image('red.png', 'darkred');
    out = [];
    assert.equal(await run(['a.recipe.json', '--out', 'built', '--if-changed']), 0);
    assert.equal(out[0], 'red.png changed since the last build.');
  });

  it('draws a bar on a terminal and takes it away', async () => {
    const bar: string[] = [];
    assert.equal(await run(['a.recipe.json'], { terminal: true, status: (text) => bar.push(text) }), 0);
    assert.match(bar.at(-2) ?? '', /^█{30} 100 % Writing train\.jsonl$/);
    assert.equal(bar.at(-1), '');
    assert.deepEqual(err, []);
  });

  it('ends with 2 and one sentence when it cannot run', async () => {
    await workshop.write('rows.csv', 'image,question\nred.png,What?\n');
    assert.equal(await run(['a.recipe.json']), 2);
    assert.deepEqual(out, []);
    assert.equal(
      err.at(-1),
      'rows.csv, row 1 has no column "answer": name one of "image", "question" as "source.answer".',
    );
  });

  it('asks for leave to read outside the folder, and says what was left out', async () => {
    await workshop.image('other/blue.png', 'blue');
    const rows = 'image,question,answer\n../other/blue.png,What?,Blue\nnone.png,What?,None\n';
    const source = { path: 'rows.csv', onBadImage: 'skip' };
    await workshop.write('own/rows.csv', rows);
    await workshop.write('own/a.recipe.json', JSON.stringify({ source, sample: { train: 2 }, prompt: {} }));
    assert.equal(await run(['own/a.recipe.json']), 2);
    assert.match(err.at(-1) ?? '', /^rows\.csv shows 1 image outside the recipe's folder, .*--allow-outside/);
    assert.equal(await run(['own/a.recipe.json', '--allow-outside']), 0);
    assert.match(out.at(-2) ?? '', /^own\/train\.jsonl: 1 example, /);
    assert.equal(
      err.at(-1),
      'Left out: rows.csv, row 2: the image none.png is missing; put it there or correct the row.',
    );
  });

  it('stops at Ctrl+C and says that nothing changed', async () => {
    assert.equal(await run(['a.recipe.json'], { signal: AbortSignal.abort() }), 2);
    assert.equal(err.at(-1), 'Stopped: nothing was written, the earlier files are unchanged.');
  });
});
