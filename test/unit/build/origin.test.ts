import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { applyEdits } from 'jsonc-parser';
import { addFewShot } from '../../../src/build/recipe/addFewShot.ts';
import { builtBy, fewShotRowOf, originOf } from '../../../src/build/record/origin.ts';
import { overwritten } from '../../../src/build/record/overwritten.ts';
import { lineOfRow } from '../../../src/build/sources/rowPlace.ts';
import { parseRecipe } from '../../../src/build/recipe/recipe.ts';
import { Workshop } from './workshop.ts';

// the first row's question is two lines long, and a blank line follows it
const TABLE = 'image,question,answer\nred.png,"What\nis it?",Red\n\nblue.png,Which?,Blue\ngreen.png,So?,Green\n';
const RECIPE = { source: { path: 'rows.csv' }, sample: { train: 2, test: 1, shuffle: 'none' }, prompt: {} };

describe('the source row of a built example', () => {
  let workshop: Workshop;
  beforeEach(async () => {
    workshop = await Workshop.open();
    for (const color of ['red', 'blue', 'green']) await workshop.image(`${color}.png`, color);
    await workshop.write('rows.csv', TABLE);
  });
  afterEach(() => workshop.close());

  const recipes = () => [workshop.path('a.recipe.json')];
  const origin = (line: number, lines = 2) => originOf(workshop.path('train.jsonl'), line, lines, recipes());

  it('is found in a table whose cells hold line ends', async () => {
    await workshop.build(RECIPE);
    const path = workshop.path('rows.csv');
    assert.deepEqual(await origin(0), { path, row: 0, line: 1, exploded: 0, changed: false });
    assert.deepEqual(await origin(1), { path, row: 1, line: 4, exploded: 0, changed: false });
  });

  it('is told with the source that changed since the build', async () => {
    await workshop.build(RECIPE);
    await workshop.write('rows.csv', TABLE.replace('Blue', 'Navy'));
    assert.equal((await origin(1)).changed, true);
  });

  it('is the image where the source is a folder', async () => {
    await workshop.image('set/red/1.png', 'red');
    await workshop.image('set/blue/2.png', 'blue');
    await workshop.build({
      ...RECIPE,
      source: { path: 'set' },
      sample: { train: 2, shuffle: 'none' },
      prompt: { user: 'What?' },
    });
    const found = await origin(0);
    assert.deepEqual([found.path, found.line], [workshop.path('set/blue/2.png'), undefined]);
  });

  it('is not guessed where lines came or went since', async () => {
    await workshop.build(RECIPE);
    await assert.rejects(origin(0, 3), {
      name: 'BuildError',
      message: /^train\.jsonl has 3 lines and was built with 2/,
    });
  });

  it('is not known of a file that no recipe built', async () => {
    await workshop.write('own.jsonl', '{}\n');
    assert.equal(await builtBy(workshop.path('own.jsonl'), []), undefined);
    await assert.rejects(originOf(workshop.path('own.jsonl'), 0, 1, []), { message: /^No build beside own\.jsonl/ });
  });

  for (const [name, text, row, line] of [
    ['a.tsv', 'a\tb\n1\t2\n3\t4\n', 1, 2],
    ['a.jsonl', '\uFEFF{"a":1}\n\n{"a":2}\n', 1, 2],
    ['a.json', '[\n  {"a": 1},\n  {\n    "a": 2\n  }\n]\n', 1, 2],
    ['a.jsonl', '{"a":1}\n', 5, undefined],
  ] as const)
    it(`row ${row} of ${name} ${line === undefined ? 'is not there' : `begins on line ${line + 1}`}`, async () => {
      await workshop.write(name, text);
      assert.equal(await lineOfRow(workshop.path(name), row), line);
    });

  it('of a training example is the row that a few-shot example names', async () => {
    await workshop.build(RECIPE);
    const train = await fewShotRowOf(workshop.path('train.jsonl'), 1, 2, recipes());
    assert.deepEqual(train, { recipe: workshop.path('a.recipe.json'), row: 1 });
    await assert.rejects(fewShotRowOf(workshop.path('test.jsonl'), 0, 1, recipes()), {
      message: /^Few-shot examples are rows of the training split/,
    });
  });

  it('decides which files a build may write over unasked: those that the last one left', async () => {
    assert.deepEqual((await workshop.build(RECIPE)).files.length, 3);
    const recipe = workshop.path('a.recipe.json');
    assert.deepEqual(await overwritten(recipe), []);
    await writeFile(workshop.path('test.jsonl'), '{}\n');
    assert.deepEqual(await overwritten(recipe), [workshop.path('test.jsonl')]);
  });
});

describe('a few-shot example taken from the editor', () => {
  const added = (text: string, row: number) => applyEdits(text, addFewShot(text, row) ?? []);

  it('is put behind the others, comments kept', () => {
    const text = '{\n  // mine\n  "fewShot": [\n    { "row": 3 } // good one\n  ]\n}\n';
    const after = added(text, 7);
    assert.match(after, /\/\/ mine/);
    assert.match(after, /\/\/ good one/);
    assert.deepEqual(fewShotIn(after), [{ row: 3 }, { row: 7 }]);
  });

  it('begins the list where there is none', () => {
    assert.deepEqual(fewShotIn(added('{\n  "name": "a"\n}\n', 0)), [{ row: 0 }]);
  });

  it('is not added twice', () => {
    assert.equal(addFewShot('{"fewShot": [{"row": 7}]}', 7), undefined);
  });

  function fewShotIn(text: string) {
    const rest = '"source": {"path": "a.csv"}, "sample": {"train": 9}, "prompt": {}, ';
    return parseRecipe(text.replace('{', `{ ${rest}`), 'a.recipe.json').fewShot;
  }
});
