import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { sizesOf } from '../../../src/build/report/sizes.ts';
import { runCli } from '../../support/cliRun.ts';
import { Workshop } from './workshop.ts';

const NAMES = ['fox-noto', 'pizza-noto', 'rocket-noto'];

describe('the table of sizes', () => {
  let workshop: Workshop;
  before(async () => {
    workshop = await Workshop.open();
    for (const name of NAMES) await workshop.copy(`images/${name}.png`, `${name}.png`);
    const rows = NAMES.flatMap((name) => [`${name}.png,What?,${name}`, `${name}.png,Which?,${name}`]);
    await workshop.write('rows.csv', ['image,question,answer', ...rows].join('\n'));
  });
  after(() => workshop.close());

  const write = (image: object) =>
    workshop.write(
      'a.recipe.json',
      JSON.stringify({ source: { path: 'rows.csv' }, sample: { train: 6 }, prompt: {}, fewShot: [{ row: 0 }], image }),
    );

  it('gives for the recipe itself what a build then writes', async () => {
    await write({ quality: 40, maxSide: 100, detail: 'high' });
    const table = await sizesOf(workshop.path('a.recipe.json'));
    assert.deepEqual([table.file, table.sampled, table.different], ['train.jsonl', 3, 3]);
    assert.deepEqual(
      await readdir(workshop.folder),
      ['a.recipe.json', ...NAMES.map((name) => `${name}.png`), 'rows.csv'].sort(),
    );
    const current = table.rows.filter((row) => row.current);
    assert.deepEqual(
      current.map(({ maxSide, quality, imageTokens }) => ({ maxSide, quality, imageTokens })),
      // one tile: 85 + 170
      [{ maxSide: 100, quality: 40, imageTokens: 255 }],
    );
    const { bytes = 0 } =
      (await workshop.build(JSON.parse(await workshop.read('a.recipe.json')) as object)).files[0] ?? {};
    assert.ok(Math.abs((current[0]?.fileBytes ?? 0) - bytes) < 10, `${current[0]?.fileBytes ?? 0} ${bytes}`);
    assert.deepEqual(await sizesOf(workshop.path('a.recipe.json')), table);
  });

  it('grows with quality and shrinks with the longest side', async () => {
    await write({ maxSide: 100 });
    const { rows } = await sizesOf(workshop.path('a.recipe.json'));
    assert.deepEqual([...new Set(rows.map(({ maxSide }) => maxSide))], [null, 100]);
    const bytes = (maxSide: number | null) =>
      rows.filter((row) => row.maxSide === maxSide).map(({ imageBytes }) => imageBytes);
    assert.deepEqual(
      bytes(null),
      bytes(null).toSorted((a, b) => a - b),
    );
    assert.ok(bytes(100).every((each, at) => each < (bytes(null)[at] ?? 0)));
  });

  it('is printed, and given as JSON', async () => {
    await write({ format: 'png' });
    const run = async (...more: string[]) => {
      const out: string[] = [];
      await runCli(workshop.folder, ['build', 'a.recipe.json', '--sizes', ...more], {
        print: (line) => out.push(line),
      });
      return out;
    };
    const [first, header, own] = await run();
    assert.equal(
      first,
      'Measured on 3 of 3 different images; tokens as gpt-4o-2024-08-06 counts them; train.jsonl estimated.',
    );
    assert.equal(header?.trim(), 'longest side  quality  an image  tokens  train.jsonl');
    assert.match(own ?? '', /^ {4}as it is {8}- .* kB .* MB <- the recipe$/);
    const [json = ''] = await run('--format', 'json');
    const { version, rows } = JSON.parse(json) as { version: number; rows: { quality: unknown }[] };
    assert.deepEqual([version, rows.length, rows[0]?.quality], [1, 1, null]);
  });
});
