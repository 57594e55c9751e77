import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { readRecipe } from '../../../src/build/recipe/recipeFile.ts';
import { parseRecipe, recipeJsonSchema } from '../../../src/build/recipe/recipe.ts';
import { SAMPLE_RECIPE, Workshop, words } from './workshop.ts';

const RECIPE = { source: { path: 'a.csv' }, sample: { train: 1 }, prompt: {} };
const refused = (change: object) => {
  try {
    parseRecipe(JSON.stringify({ ...RECIPE, ...change }), 'a.recipe.json');
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return 'accepted';
};

describe('a recipe', () => {
  it('needs only a source, a prompt and one count', () => {
    assert.deepEqual(parseRecipe(JSON.stringify(RECIPE), 'a.recipe.json'), RECIPE);
  });

  it('may hold comments', () => {
    assert.deepEqual(parseRecipe(`// why\n${JSON.stringify(RECIPE)}`, 'a.recipe.json'), RECIPE);
  });

  it('says where it is no JSON', () => {
    assert.throws(() => parseRecipe('{\n"source": }', 'a.recipe.json'), {
      message: 'a.recipe.json, line 2, is no valid JSON (value expected): correct it there.',
    });
  });

  const faults: [object, RegExp][] = [
    [{ source: undefined }, /"source" is missing\.$/],
    [{ source: { path: 'a.csv', imgae: 'x' } }, /"source" has an unknown key "imgae"\.$/],
    [{ source: { train: { image: 'x' } } }, /"source\.train\.path" is missing\.$/],
    [{ sample: { seed: 1 } }, /"sample" needs a count for at least one of train, validation, test\.$/],
    [{ sample: { train: 0 } }, /"sample\.train": .*>=1\.$/],
    [{ image: { quality: 101 } }, /"image\.quality": .*<=100\.$/],
    [{ shots: [] }, /the recipe has an unknown key "shots"\.$/],
    [{ questionTypes: [{ name: 'x' }] }, /"questionTypes\.0" needs questions or patterns\.$/],
    [
      { questionTypes: [{ name: 'x', patterns: ['('] }] },
      /"questionTypes\.0\.patterns\.0" is no regular expression\.$/,
    ],
  ];
  for (const [change, message] of faults)
    it(`is refused with the place of the fault: ${JSON.stringify(change)}`, () => {
      assert.match(refused(change), /^a\.recipe\.json cannot be used: /);
      assert.match(refused(change), message);
    });

  it('has a JSON Schema beside the product that says the same', async () => {
    const file = new URL('../../../media/recipe.schema.json', import.meta.url);
    assert.deepEqual(JSON.parse(await readFile(file, 'utf8')), JSON.parse(JSON.stringify(recipeJsonSchema())));
  });

  it('of the sample is valid', async () => {
    assert.equal((await readRecipe(SAMPLE_RECIPE)).name, 'emoji');
  });
});

describe('what a recipe decides about a line', () => {
  let workshop: Workshop;
  beforeEach(async () => {
    workshop = await Workshop.open();
    await workshop.image('red.png', 'red');
    await workshop.write('rows.csv', 'image,q,a,hint\nred.png,What {id}?,Red,warm\nred.png,Which?,Crimson,hot\n');
  });
  afterEach(() => workshop.close());

  const source = { path: 'rows.csv', question: 'q', answer: 'a' };

  it('templates take columns, the id and literal braces, and never look inside a value', async () => {
    await workshop.build({
      source,
      sample: { train: 1, shuffle: 'none' },
      prompt: { user: '{{{id}}} {question} ({hint}, {q})', assistant: 'It is {answer}' },
    });
    const [line] = await workshop.lines('train.jsonl');
    assert.deepEqual(words(line), ['user: {0} What {id}? (warm, What {id}?) + image', 'assistant: It is Red']);
  });

  it('few-shot words are used as they stand, else those of the row', async () => {
    await workshop.write('system.md', 'Look.\n\n');
    await workshop.build({
      source,
      sample: { train: 2, shuffle: 'none' },
      prompt: { system: 'system.md', user: '[{id}] {question}' },
      fewShot: [{ row: 1, question: 'Example: {q}', answer: 'Because. {a}' }, { row: 0 }],
    });
    const lines = await workshop.lines('train.jsonl');
    assert.deepEqual(words(lines[1]), [
      'system: Look.\n',
      'user: Example: {q} + image',
      'assistant: Because. {a}',
      'user: [0] What {id}? + image',
      'assistant: Red',
      'user: [1] Which? + image',
      'assistant: Crimson',
    ]);
  });

  it('detail and format are written as asked', async () => {
    const image = { format: 'webp', detail: 'low', maxSide: 8 };
    await workshop.build({ source, sample: { train: 1 }, prompt: {}, image });
    const [line] = await workshop.lines('train.jsonl');
    const part = line?.messages[0]?.content[1]?.image_url;
    assert.match(part?.url ?? '', /^data:image\/webp;base64,UklGR/);
    assert.equal(part?.detail, 'low');
  });

  it('a test file may keep its answers; then there is no answers file', async () => {
    const { files } = await workshop.build({
      source,
      sample: { test: 2, shuffle: 'none' },
      prompt: {},
      output: { testHasAnswers: true },
    });
    assert.deepEqual(
      files.map(({ split }) => split),
      ['test'],
    );
    assert.deepEqual(
      (await workshop.lines('test.jsonl')).map((line) => words(line).at(-1)),
      ['assistant: Red', 'assistant: Crimson'],
    );
  });

  it('an unlabelled table can be built for testing alone', async () => {
    await workshop.write('rows.csv', 'image,q\nred.png,What?\n');
    await workshop.build({ source, sample: { test: 1 }, prompt: {}, output: { test: 'out/ask.jsonl' } });
    assert.deepEqual((await workshop.lines('out/ask.jsonl')).map(words), [['user: What? + image']]);
  });
});
