import assert from 'node:assert/strict';
import { open, readdir } from 'node:fs/promises';
import { buildFromRecipe } from '../../../src/build/build.ts';
import { OutputFiles } from '../../../src/build/write/writer.ts';
import { Workshop } from './workshop.ts';
import { skipBecause } from '../../support/skip.ts';

const TABLE = 'image,question,answer\nred.png,What?,Red\nblue.png,Which?,Blue\n';
const RECIPE = {
  source: { path: 'rows.csv' },
  sample: { train: 2, shuffle: 'none' },
  prompt: { system: 'system.md' },
};

const INPUTS = ['a.recipe.json', 'blue.png', 'red.png', 'rows.csv', 'system.md'];

describe('a build that fails', () => {
  let workshop: Workshop;
  beforeEach(async () => {
    workshop = await Workshop.open();
    await workshop.image('red.png', 'red');
    await workshop.image('blue.png', 'blue');
    await workshop.write('rows.csv', TABLE);
    await workshop.write('system.md', 'Look.\n');
    await workshop.write('train.jsonl', 'earlier');
  });
  afterEach(() => workshop.close());

  const untouched = async () => {
    assert.equal(await workshop.read('train.jsonl'), 'earlier');
    assert.deepEqual(
      (await readdir(workshop.folder)).filter((name) => !INPUTS.includes(name)),
      ['train.jsonl'],
    );
  };
  const fails = (name: string, recipe: object, table: string, message: RegExp) => {
    it(name, async () => {
      await workshop.write('rows.csv', table);
      await assert.rejects(workshop.build({ ...RECIPE, ...recipe }), { name: 'BuildError', message });
      await untouched();
    });
  };

  fails('names a missing source', { source: { path: 'none.csv' } }, TABLE, /^There is no source "none\.csv": correct/);
  fails(
    'names a source of an unknown kind',
    { source: { path: 'system.md' } },
    TABLE,
    /^The source "system\.md" is of no kind/,
  );
  fails(
    'names a missing column and the columns there are',
    { source: { path: 'rows.csv', question: 'frage' } },
    TABLE,
    /^rows\.csv, row 1 has no column "frage": name one of "image", "question", "answer" as "source\.question"\.$/,
  );
  fails(
    'names a column that only a template asks for',
    { prompt: { user: '{question} {hint}' } },
    TABLE,
    /^rows\.csv, row 1 has no column "hint"/,
  );
  fails(
    'names the row and file of a missing image',
    {},
    TABLE.replace('blue', 'green'),
    /^rows\.csv, row 2: the image green\.png is missing; put it there or correct the row\.$/,
  );
  fails(
    'names the row and file of an image that cannot be decoded',
    {},
    TABLE.replace('blue.png', 'system.md'),
    /^rows\.csv, row 2: the image system\.md cannot be decoded \(.*\); replace it or remove the row\.$/,
  );
  fails('names an empty answer', {}, TABLE.replace('Blue', ''), /^rows\.csv, row 2: "answer" is empty; fill it in/);
  fails(
    'says that web images are not fetched unless that is allowed',
    {},
    TABLE.replace('blue.png', 'https://example.org/a.png'),
    /^rows\.csv shows 1 image of the web, on example\.org \(let the build fetch them with --allow-web, or save them/,
  );
  fails(
    'says when more rows are asked for than there are',
    { sample: { train: 3 } },
    TABLE,
    /^The recipe asks for 3 rows but rows\.csv has 2/,
  );
  fails('names a table that is cut off', {}, `${TABLE}"red`, /^rows\.csv is no valid table behind row 2: /);
  fails(
    'names a few-shot row that is not there',
    { fewShot: [{ row: 2 }] },
    TABLE,
    /asks for row 2 but the training split has rows 0 to 1/,
  );
  fails(
    'names a missing system prompt',
    { prompt: { system: 'none.md' } },
    TABLE,
    /^There is no system prompt none\.md/,
  );
  fails(
    'will not write over its own source',
    { output: { train: 'rows.csv' } },
    TABLE,
    /^"output\.train" is rows\.csv, which is read by the recipe/,
  );
  fails(
    'will not read what it writes',
    { source: { path: '*.*' } },
    TABLE,
    /^"source\.path" is \*\.\*, which means train\.jsonl too, a file that the recipe writes: choose another name\.$/,
  );
  fails('says when nothing would be written', { output: { test: 'test.jsonl' } }, TABLE, /^The recipe writes nothing/);

  it('names a missing recipe', async () => {
    await assert.rejects(
      buildFromRecipe(workshop.path('none.recipe.json')),
      /^BuildError: There is no recipe .*none\.recipe\.json: check the path\.$/,
    );
  });

  it('leaves the earlier files when it is cancelled half way', async () => {
    const controller = new AbortController();
    const onProgress = (fraction: number) => {
      if (fraction >= 0.5) controller.abort();
    };
    await assert.rejects(workshop.build(RECIPE, { signal: controller.signal, onProgress }), { name: 'AbortError' });
    await untouched();
  });

  it('writes nothing in a dry run but says what it would write', async () => {
    const { files } = await workshop.build(RECIPE, { dryRun: true });
    await untouched();
    const real = await workshop.build(RECIPE);
    assert.deepEqual(files, real.files);
    assert.equal((await workshop.read('train.jsonl')).length, files[0]?.bytes);
  });

  it('says that the disk is full, and the earlier file stays', async function () {
    if (process.platform !== 'linux') skipBecause(this, 'only Linux has a device that is always full');
    const files = new OutputFiles(() => open('/dev/full', 'w'));
    const file = await files.create(workshop.path('train.jsonl'));
    const write = async () => {
      await file.write(Buffer.from('new'));
      await files.commit();
    };
    await assert.rejects(write(), {
      name: 'BuildError',
      message: 'train.jsonl was not written, an earlier one is unchanged: the disk is full; make room and build again.',
    });
    await files.discard();
    await untouched();
  });

  it('says that a folder cannot be made where a file stands', async () => {
    await assert.rejects(workshop.build(RECIPE, { outDir: workshop.path('rows.csv') }), {
      message: /^train\.jsonl was not written.*: a file stands where a folder is needed; choose another folder\.$/,
    });
  });
});
