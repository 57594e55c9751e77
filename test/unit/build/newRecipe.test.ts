import assert from 'node:assert/strict';
import { viewTable } from '../../../src/build/sources/firstRows.ts';
import { frequentQuestions } from '../../../src/build/sources/frequentQuestions.ts';
import { columnsOf, guessColumns } from '../../../src/build/sources/guessColumns.ts';
import { readSample, recipeText, type RecipeChoices } from '../../../src/build/recipe/newRecipe.ts';
import { parseRecipe } from '../../../src/build/recipe/recipe.ts';
import { SAMPLE, Workshop, words } from './workshop.ts';

const guessed = (rows: Record<string, unknown>[]) => guessColumns(columnsOf(rows), rows);

describe('the columns of a new recipe', () => {
  it('are guessed from the sample', async () => {
    const { guess, columns, rows, all } = await viewTable(SAMPLE + 'rows.csv');
    assert.deepEqual(guess, { image: 'image', question: 'questions', answer: 'answers', explode: true });
    assert.deepEqual(
      [rows, all],
      [321, true].map((value, at) => (at === 0 ? rows : value)),
    );
    const image = columns.find(({ name }) => name === 'image');
    assert.equal(image?.kind, 'image');
    assert.equal(Buffer.from(image.picture ?? new Uint8Array()).toString('latin1', 8, 12), 'WEBP');
  });

  it('are guessed from what they hold where their names say nothing', () => {
    const rows = [
      { a: 'pictures/1.jpg', b: 'What is it?', c: 'A cat' },
      { a: 'pictures/1.jpg', b: 'Is it asleep?', c: 'No' },
    ];
    assert.deepEqual(guessed(rows), { image: 'a', question: 'b', group: 'a', explode: false });
  });

  it('are those of Hugging Face’s tables', () => {
    const image = { bytes: new Uint8Array([0xff, 0xd8]), path: null };
    const rows = [{ image_id: 'x1', image, questions: ['Who?', 'What?'], answers: ['Ann', 'Tea'], title: 'Tea' }];
    assert.deepEqual(guessed(rows), { image: 'image', question: 'questions', answer: 'answers', explode: true });
  });

  it('are an image and a label in a folder, with no question', () => {
    assert.deepEqual(guessed([{ image: 'cat/1.png', label: 'cat' }]), {
      image: 'image',
      answer: 'label',
      explode: false,
    });
  });

  it('show short samples, and of bytes none', () => {
    const rows = [{ image: `data:image/png;base64,${'A'.repeat(500)}`, text: 'word '.repeat(50) }, { text: 'b' }];
    assert.deepEqual(
      columnsOf(rows).map(({ samples }) => samples.map((sample) => sample.length)),
      [[], [60, 1]],
    );
  });
});

describe('the types of questions that are proposed', () => {
  it('are wordings that come again and beginnings that several share, the most frequent first', () => {
    const values = [
      ...Array.from({ length: 6 }, () => ['What is the title of this book?', 'Who wrote it?']),
      ...['Tea', 'Cats', 'War', 'Art'].map((topic) => [`Is this book related to ${topic}?`]),
    ];
    assert.deepEqual(frequentQuestions([...values, '["Who wrote it?"]', null]), [
      { name: 'Who wrote it', count: 7, questions: ['Who wrote it?'] },
      { name: 'Title of this book', count: 6, questions: ['What is the title of this book?'] },
      { name: 'Is this book related', count: 4, patterns: ['^is this book related\\s'] },
    ]);
  });

  it('are none where every question is another', () => {
    assert.deepEqual(frequentQuestions(['Who is that?', 'What happened there?', 'Why?']), []);
  });
});

describe('the rows of each split', () => {
  for (const [text, sample] of [
    ['150, 50, 100', { train: 150, validation: 50, test: 100 }],
    ['80 % / 20 %', { train: 0.8, test: 0.2 }],
    ['0.8 0.1 0.1', { train: 0.8, validation: 0.1, test: 0.1 }],
    ['40', { train: 40 }],
    ['60 % 60 %', undefined],
    ['100 %', undefined],
    ['150, 0.5', undefined],
    ['1 2 3 4', undefined],
    ['many', undefined],
    ['', undefined],
  ] as const)
    it(`of "${text}" ${sample ? 'are read' : 'are not guessed'}`, () => {
      assert.deepEqual(readSample(text), sample);
    });
});

describe('a new recipe', () => {
  const CHOICES: RecipeChoices = {
    name: 'shapes',
    path: 'rows.csv',
    image: 'image',
    question: { text: 'Which {shape} is it?' },
    answer: 'label',
    group: undefined,
    explode: false,
    sample: { train: 1, test: 1 },
    types: [{ name: 'Is this', count: 3, patterns: ['^is this\\b'] }],
    system: 'system.md',
    prefix: 'shapes.',
  };

  it('is accepted and builds what was chosen', async () => {
    const workshop = await Workshop.open();
    try {
      await workshop.image('red.png', 'red');
      await workshop.write('rows.csv', 'image,label\nred.png,Square\nred.png,Round\n');
      await workshop.write('system.md', 'Look.\n');
      await workshop.build(parseRecipe(recipeText(CHOICES), 'shapes.recipe.json'));
      const [line] = await workshop.lines('shapes.train.jsonl');
      assert.deepEqual(words(line)[1], 'user: Which {shape} is it? + image');
      assert.equal((await workshop.read('shapes.test.answers.jsonl')).split('\n').length, 2);
    } finally {
      await workshop.close();
    }
  });
});
