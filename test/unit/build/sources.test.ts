import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { planRows } from '../../../src/build/plan/plan.ts';
import { parseRecipe } from '../../../src/build/recipe/recipe.ts';
import { parquet } from '../../support/parquetTables.ts';
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

  const sidecars: Record<string, string | Uint8Array> = {
    'metadata.csv': 'file_name,question,answer\nsub/a.png,What?,Red\nb.png,Which?,Blue\n',
    'metadata.jsonl': `${JSON.stringify({ file_name: 'sub/a.png', question: 'What?', answer: 'Red' })}\n${JSON.stringify({ file_name: 'b.png', question: 'Which?', answer: 'Blue' })}\n`,
    'metadata.parquet': parquet([
      { kind: 'text', name: 'file_name', values: ['sub/a.png', 'b.png'] },
      { kind: 'text', name: 'question', values: ['What?', 'Which?'] },
      { kind: 'text', name: 'answer', values: ['Red', 'Blue'] },
    ]),
  };
  for (const [name, table] of Object.entries(sidecars))
    it(`reads a folder of images with a table ${name} beside them`, async () => {
      await workshop.image('photos/sub/a.png', 'red');
      await workshop.image('photos/b.png', 'blue');
      await workshop.write(`photos/${name}`, table);
      await workshop.build({ ...RECIPE, source: { path: 'photos' }, sample: { train: 2, shuffle: 'none' } });
      assert.deepEqual((await workshop.lines('train.jsonl')).map(words), [
        ['user: [0] What? + image', 'assistant: Red'],
        ['user: [1] Which? + image', 'assistant: Blue'],
      ]);
    });

  it('reads another training file: its last question and images, its answer, its system prompt', async () => {
    const url = async (name: string) => `data:image/png;base64,${(await workshop.bytes(name)).toString('base64')}`;
    const [red, green] = [await url('red.png'), await url('green.png')];
    const image = (address: string) => ({ type: 'image_url', image_url: { url: address, detail: 'low' } });
    const user = (text: string, ...urls: string[]) => ({
      role: 'user',
      content: [{ type: 'text', text }, ...urls.map(image)],
    });
    const [system, shown] = [
      { role: 'system', content: 'Look.' },
      [user('Shown?', red), { role: 'assistant', content: 'Yes' }],
    ];
    const lines = [
      {
        messages: [
          system,
          ...shown,
          user('Both?', red, green),
          { role: 'assistant', content: [{ type: 'text', text: 'Two' }] },
        ],
        level: 1,
      },
      { messages: [system, user('One?', green), { role: 'assistant', content: 'Green' }], level: 2 },
      { messages: [user('Unanswered?', red)], level: 3 },
    ];
    await workshop.write('old.jsonl', lines.map((line) => JSON.stringify(line)).join('\n'));
    const recipe = {
      source: { path: 'old.jsonl', onEmptyAnswer: 'skip' },
      sample: { train: 3, shuffle: 'none' },
      prompt: { user: '{question} ({level})' },
      image: { format: 'png' },
    };
    const { skipped, files } = await workshop.build(recipe);
    const built = await workshop.lines('train.jsonl');
    assert.deepEqual(built.map(words), [
      ['user: Both? (1) + image + image', 'assistant: Two'],
      ['user: One? (2) + image', 'assistant: Green'],
    ]);
    assert.equal(built[0]?.messages[0]?.content[2]?.image_url?.url, built[1]?.messages[0]?.content[1]?.image_url?.url);
    assert.deepEqual(
      files.map(({ examples, images }) => ({ examples, images })),
      [{ examples: 2, images: 3 }],
    );
    assert.deepEqual(skipped.rows, [{ where: 'old.jsonl, row 3', why: '"answer" is empty' }]);
    await workshop.build({ ...recipe, prompt: { user: '{system} {question}' }, sample: { train: 2, shuffle: 'none' } });
    assert.deepEqual((await workshop.lines('train.jsonl')).map(words)[1], [
      'user: Look. One? + image',
      'assistant: Green',
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
