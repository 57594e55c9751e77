import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { planRows } from '../../../src/build/plan.ts';
import { parseRecipe } from '../../../src/build/recipe.ts';
import { Workshop, words } from './workshop.ts';

const RECIPE = {
  source: { path: 'rows.csv' },
  sample: { train: 3, shuffle: 'none' },
  prompt: { user: '[{id}] {question}', assistant: '{answer}' },
};
const EXPECTED = [
  ['user: [0] What, then? + image', 'assistant: Red'],
  ['user: [1] Say "hue" + image', 'assistant: Green'],
  ['user: [2] Which\u2028one? + image', 'assistant: 3'],
];
const ROWS = [
  { image: 'red.png', question: 'What, then?', answer: 'Red' },
  { image: 'green.png', question: 'Say "hue"', answer: 'Green' },
  { image: 'blue.png', question: 'Which\u2028one?', answer: 3 },
];
const cells = (quote: (text: string) => string, delimiter: string) =>
  [['image', 'question', 'answer'], ...ROWS.map((row) => Object.values(row).map((value) => quote(String(value))))]
    .map((row) => row.join(delimiter))
    .join('\r\n');

describe('sources of rows', () => {
  let workshop: Workshop;
  beforeEach(async () => {
    workshop = await Workshop.open();
    for (const color of ['red', 'green', 'blue']) await workshop.image(`${color}.png`, color);
  });
  afterEach(() => workshop.close());

  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const kinds: Record<string, string> = {
    'rows.csv': `\uFEFF${cells(quoted, ',')}`,
    'rows.tsv': cells(quoted, '\t'),
    'rows.jsonl': `${ROWS.map((row) => JSON.stringify(row)).join('\n\n')}\n`,
    'rows.json': JSON.stringify(ROWS, null, 2),
  };
  for (const [path, content] of Object.entries(kinds))
    it(`reads ${path}`, async () => {
      await workshop.write(path, content);
      await workshop.build({ ...RECIPE, source: { path } });
      assert.deepEqual((await workshop.lines('train.jsonl')).map(words), EXPECTED);
    });

  it('reads a folder: a sub-folder is the label of its images', async () => {
    await workshop.image('colours/warm/b.png', 'orange');
    await workshop.image('colours/warm/a.PNG', 'red');
    await workshop.image('colours/cold/c.png', 'blue');
    await workshop.write('colours/cold/notes.txt', 'no image');
    await workshop.write('colours/.hidden/d.png', 'no image');
    await workshop.build({ ...RECIPE, source: { path: 'colours' }, prompt: { user: '{id}: {image}?' } });
    assert.deepEqual((await workshop.lines('train.jsonl')).map(words), [
      ['user: 0: cold/c.png? + image', 'assistant: cold'],
      ['user: 1: warm/a.PNG? + image', 'assistant: warm'],
      ['user: 2: warm/b.png? + image', 'assistant: warm'],
    ]);
  });

  it('takes each split from a source of its own', async () => {
    await workshop.write(
      'a.jsonl',
      ROWS.slice(0, 2)
        .map((row) => JSON.stringify(row))
        .join('\n'),
    );
    await workshop.write('b.jsonl', JSON.stringify(ROWS[2]));
    const source = { train: { path: 'a.jsonl' }, validation: { path: 'b.jsonl' } };
    await workshop.build({ ...RECIPE, source, sample: { train: 2, validation: 1, shuffle: 'none' } });
    assert.deepEqual((await workshop.lines('train.jsonl')).map(words), EXPECTED.slice(0, 2));
    assert.deepEqual((await workshop.lines('validation.jsonl')).map(words), [
      ['user: [0] Which\u2028one? + image', 'assistant: 3'],
    ]);
  });

  it('says which row of which source each example is made of', async () => {
    await workshop.write('data/rows.jsonl', ROWS.map((row) => JSON.stringify(row)).join('\n'));
    const recipe = parseRecipe(
      JSON.stringify({ ...RECIPE, source: { path: 'data/rows.jsonl' }, sample: { train: 3 } }),
      'a.recipe.json',
    );
    const options = { folder: workshop.folder, splits: ['train'], answered: ['train'], signal: undefined } as const;
    const { train = [] } = await planRows(recipe, options);
    assert.deepEqual(
      train.map(({ source, index, examples }) => [source, index, examples[0]?.answer]),
      // numpy: default_rng(42).permutation(3) = [2, 1, 0]
      [2, 1, 0].map((row) => ['data/rows.jsonl', row, String(ROWS[row]?.answer)]),
    );
  });

  it('reads images that stand in the table as data URL or base64', async () => {
    await workshop.copy('images/fox-noto.png', 'fox.png');
    const bytes = await readFile(workshop.path('fox.png'));
    const row = (image: string) => JSON.stringify({ image, question: 'x', answer: 'y' });
    const images = ['fox.png', bytes.toString('base64'), `data:image/png;base64,${bytes.toString('base64')}`];
    await workshop.write('rows.jsonl', images.map(row).join('\n'));
    await workshop.build({ ...RECIPE, source: { path: 'rows.jsonl' } });
    const lines = await workshop.lines('train.jsonl');
    const urls = lines.map((line) => line.messages[0]?.content[1]?.image_url?.url);
    assert.match(urls[0] ?? '', /^data:image\/jpeg;base64,/);
    assert.deepEqual(urls, [urls[0], urls[0], urls[0]]);
  });
});
