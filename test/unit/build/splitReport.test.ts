import assert from 'node:assert/strict';
import { runCli } from '../../support/cliRun.ts';
import { Workshop } from './workshop.ts';

const ROW = (color: string, question: string, answer: string) => `${color}.png,${question},${answer},${color}`;
const TABLE = ['image,question,answer,shop']
  .concat(
    ['red', 'blue', 'green', 'gray'].flatMap((color) => [ROW(color, 'What colour?', color), ROW(color, 'Dark?', 'no')]),
  )
  .join('\n');
const TYPES = [{ name: 'Closed', patterns: ['^dark'] }];

describe('the report of a build', () => {
  let workshop: Workshop;
  before(async () => {
    workshop = await Workshop.open();
    for (const color of ['red', 'blue', 'green', 'gray']) await workshop.image(`${color}.png`, color);
    await workshop.write('rows.csv', TABLE);
  });
  after(() => workshop.close());

  const recipe = (more: object, sample: object = {}) => ({
    source: { path: 'rows.csv', ...more },
    sample: { train: 0.5, test: 0.5, ...sample },
    prompt: {},
    questionTypes: TYPES,
  });

  it('tells the size and balance of each split, and that they share nothing', async () => {
    const { report } = await workshop.build(recipe({ group: 'shop' }));
    const split = {
      ...{ rows: 4, groups: 2, images: 2, examples: 4 },
      answers: { different: 3, mostFrequent: 'no', examples: 2 },
      types: [
        { type: 'Other', examples: 2 },
        { type: 'Closed', examples: 2 },
      ],
    };
    const inFile = report.splits.map(({ types = [], ...rest }) => ({
      ...rest,
      types: types.toSorted((a, b) => (a.type < b.type ? 1 : -1)),
    }));
    assert.deepEqual(inFile, [
      { split: 'train', ...split },
      { split: 'test', ...split },
    ]);
    assert.deepEqual(report.overlaps, [{ splits: ['train', 'test'], rows: 0, groups: 0, images: 0 }]);
  });

  it('finds the images that two splits share, also under two names', async () => {
    const { report } = await workshop.build(recipe({}, { shuffle: 'none', train: 5, test: 3 }));
    assert.deepEqual(report.overlaps, [{ splits: ['train', 'test'], rows: 0, images: 1 }]);
    await workshop.copy('images/fox-noto.png', 'one.png');
    await workshop.copy('images/fox-noto.png', 'two.png');
    await workshop.write('train.csv', 'image,question,answer\none.png,What?,fox\n');
    await workshop.write('test.csv', 'image,question,answer\ntwo.png,What?,fox\n');
    const sources = { train: { path: 'train.csv' }, test: { path: 'test.csv' } };
    const split = await workshop.build({ source: sources, sample: { train: 1, test: 1 }, prompt: {} });
    assert.deepEqual(split.report.overlaps, [{ splits: ['train', 'test'], rows: 0, images: 1 }]);
  });

  it('is the same where nothing or one file was built anew', async () => {
    const { report } = await workshop.build(recipe({ group: 'shop' }));
    const onlyChanged = { onlyChanged: true };
    assert.deepEqual((await workshop.build(recipe({ group: 'shop' }), onlyChanged)).report, report);
    await workshop.write('test.jsonl', 'edited');
    const { unchanged, report: after } = await workshop.build(recipe({ group: 'shop' }), onlyChanged);
    assert.equal(unchanged.length, 2);
    assert.deepEqual(after, report);
  });

  it('shows that strata are shared out: question types, or a column', async () => {
    for (const stratify of ['type', 'question'])
      for (const shuffle of ['huggingface', 'sklearn', 'none']) {
        const { report } = await workshop.build(recipe({}, { stratify, shuffle }));
        for (const { types = [] } of report.splits)
          assert.deepEqual(
            types.map(({ examples }) => examples),
            [2, 2],
          );
      }
    await assert.rejects(workshop.build(recipe({}, { stratify: 'author' })), {
      message:
        'rows.csv, row 1 has no column "author": name one of "image", "question", "answer", "shop" as "sample.stratify".',
    });
  });

  it('is printed in short', async () => {
    const print = async (made: object) => {
      await workshop.write('a.recipe.json', JSON.stringify(made));
      const out: string[] = [];
      const context = { print: (line: string) => out.push(line) };
      await runCli(workshop.folder, ['build', 'a.recipe.json', '--dry-run'], context);
      return out.slice(-3);
    };
    const [train, test, overlap] = await print(recipe({ group: 'shop' }, { shuffle: 'none' }));
    const rest =
      '4 rows in 2 groups, 2 different images; 3 different answers, most often "no" (50 %); Other 50 %, Closed 50 %';
    assert.deepEqual([train, test], [`train: ${rest}`, `test: ${rest}`]);
    assert.equal(overlap, 'No row, group or image is in two splits.');
    assert.equal(
      (await print(recipe({}, { shuffle: 'none', train: 5, test: 3 }))).at(-1),
      'train and test share 1 image.',
    );
  });
});
