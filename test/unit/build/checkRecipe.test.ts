import assert from 'node:assert/strict';
import { checkRecipe, placeOfFailure } from '../../../src/build/recipe/checkRecipe.ts';
import { Workshop } from './workshop.ts';

const TABLE = 'image,question,answer\nred.png,What?,Red\nblue.png,Which?,Blue\n';
const RECIPE = `{
  // words
  "source": { "path": "rows.csv", "group": "image" },
  "sample": { "train": 1, "test": 1, "shuffle": "none" },
  "prompt": { "system": "system.md", "user": "{question}" },
  "fewShot": [{ "row": 0 }],
  "output": { "train": "train.jsonl" },
}`;

describe('a recipe that is being written', () => {
  let workshop: Workshop;
  before(async () => {
    workshop = await Workshop.open();
    await workshop.write('rows.csv', TABLE);
    await workshop.write('system.md', 'Look.\n');
  });
  after(() => workshop.close());

  const check = (text: string, data = true) => checkRecipe(text, workshop.path('a.recipe.json'), { data });
  /** Each problem with the text it stands at. */
  const found = async (text: string, data = true) =>
    (await check(text, data)).map(({ message, offset, length }) => [text.slice(offset, offset + length), message]);

  it('has no problems when it can be built, comments and trailing commas included', async () => {
    assert.deepEqual(await found(RECIPE), []);
  });

  const says = (name: string, from: string, to: string, ...problems: [string, string][]) => {
    it(name, async () => {
      const told = problems.map(([place, message]) => [place, message.replace('FOLDER', workshop.folder)]);
      assert.deepEqual(await found(RECIPE.replace(from, to)), told);
    });
  };
  says('names a missing source at its path', '"rows.csv"', '"none.csv"', [
    '"none.csv"',
    'There is no source "none.csv": correct "source.path" in the recipe (read as FOLDER/none.csv).',
  ]);
  says('names a column that the source lacks at the key that asks for it', '"group": "image"', '"group": "picture"', [
    '"picture"',
    'rows.csv has no column "picture": name one of "image", "question", "answer" as "source.group".',
  ]);
  says('names a column that only a template asks for', '"{question}"', '"{question} {hint}"', [
    '"{question} {hint}"',
    'rows.csv has no column "hint": name one of "image", "question", "answer" as "prompt.user".',
  ]);
  says("names a missing judge's prompt", '"prompt":', '"evaluate": { "judge": { "prompt": "juge.md" } }, "prompt":', [
    '"juge.md"',
    'There is no judge\'s prompt juge.md: correct "evaluate.judge.prompt" or write the file.',
  ]);
  says('names a missing system prompt', '"system.md"', '"sytem.md"', [
    '"sytem.md"',
    'There is no system prompt sytem.md: correct "prompt.system" or write the file.',
  ]);
  says('names a few-shot row that the training split does not have', '"row": 0', '"row": 1', [
    '1',
    'The training split has no row 1: choose one from 0 to 0.',
  ]);
  says('names an output that would be written over a source', '"train.jsonl"', '"rows.csv"', [
    '"rows.csv"',
    '"output.train" is rows.csv, which is read by the recipe: choose another name.',
  ]);
  says('names counts that are more than there are rows', '"train": 1,', '"train": 5,', [
    '"sample"',
    'The recipe asks for 6 rows but rows.csv has 2: lower the counts under "sample".',
  ]);
  says('names what the schema cannot say: a split without any count', '"train": 1, "test": 1, ', '', [
    '"sample"',
    '"sample" needs a count for at least one of train, validation, test.',
  ]);
  says('leaves to the schema what the schema says', '"train": 1', '"train": "one"');
  says('leaves to the JSON editor a text that is no JSON', '"sample": {', '"sample": ');

  it('names several problems at once', async () => {
    const text = RECIPE.replace('"system.md"', '"none.md"').replace('{question}', '{hint}');
    assert.deepEqual(
      (await found(text)).map(([place]) => place),
      ['"none.md"', '"{hint}"'],
    );
  });

  it('leaves to the build to ask for images of the web', async () => {
    await workshop.write(
      'web.csv',
      'image,question,answer\nhttps://a.example/1.jpg,What?,A\nhttps://a.example/2.jpg,B?,B\n',
    );
    assert.deepEqual(await found(RECIPE.replace('rows.csv', 'web.csv')), []);
  });

  it('opens no file that it names where nobody trusts the folder', async () => {
    assert.deepEqual(await found(RECIPE.replace('rows.csv', 'none.csv'), false), []);
  });

  it('shows what a build said at the key that it names, and a sentence without one nowhere', () => {
    const place = placeOfFailure(RECIPE, '"output.train" is taken: choose another name.');
    assert.equal(place && RECIPE.slice(place.offset, place.offset + place.length), '"train.jsonl"');
    assert.equal(
      placeOfFailure(RECIPE, 'rows.csv, row 2: "answer" is empty; fill it in or remove the row.'),
      undefined,
    );
  });
});
