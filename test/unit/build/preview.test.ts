import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { previewLines } from '../../../src/build/preview.ts';
import { SAMPLE_RECIPE, Workshop } from './workshop.ts';

const RECIPE = { source: { path: 'rows.csv' }, sample: { train: 2, test: 1, shuffle: 'none' }, prompt: {} };

describe('the preview of a recipe', () => {
  let workshop: Workshop;
  before(async () => {
    workshop = await Workshop.open();
    for (const color of ['red', 'blue', 'green']) await workshop.image(`${color}.png`, color);
    const rows = ['image,question,answer', 'red.png,What?,Red', 'blue.png,Which?,Blue', 'green.png,What now?,Green'];
    await workshop.write('rows.csv', `${rows.join('\n')}\n`);
  });
  after(() => workshop.close());

  const preview = (recipe: object) => previewLines(JSON.stringify(recipe), workshop.path('a.recipe.json'));

  it('is the first lines of each split, byte for byte as the build writes them, and leaves no file', async () => {
    const lines = await preview({ ...RECIPE, fewShot: [{ row: 1 }] });
    const before = await readdir(workshop.folder);
    assert.ok(!before.some((name) => /\.(jsonl|build\.json)$/.test(name)));
    await workshop.build({ ...RECIPE, fewShot: [{ row: 1 }] });
    const [train = ''] = (await workshop.read('train.jsonl')).split('\n');
    assert.equal(lines.toString(), `${train}\n${await workshop.read('test.jsonl')}`);
  });

  it('is of the text given, not of the file', async () => {
    const text = (await readFile(SAMPLE_RECIPE, 'utf8')).replace('Question [{id}]', 'Asked of {emoji}');
    const lines = (await previewLines(text, SAMPLE_RECIPE)).toString().split('\n');
    // the first row of each of three splits has five questions
    assert.equal(lines.length, 16);
    assert.ok(lines.slice(0, -1).every((line) => line.includes('"text":"Asked of ')));
  });

  it('reads no row that it does not show; the rows of few-shot examples it does', async () => {
    const rows = Array.from({ length: 200 }, (_, at) => `${at < 20 ? 'red' : 'gone'}.png,What ${at}?,Red`);
    await workshop.write('many.csv', ['image,question,answer', ...rows].join('\n'));
    const many = {
      ...RECIPE,
      source: { path: 'many.csv', onBadImage: 'skip' },
      sample: { train: 200, shuffle: 'none' },
    };
    assert.equal((await preview(many)).toString().split('\n').length, 2);
    const shown = await preview({ ...many, source: { path: 'many.csv' }, fewShot: [{ row: 19 }] });
    assert.match(shown.toString(), /What 19\?.+What 0\?/);
    const gone = preview({ ...many, source: { path: 'many.csv' }, fewShot: [{ row: 150 }] });
    await assert.rejects(gone, { name: 'BuildError', message: /gone\.png/ });
  });

  it('says what would stop the build', async () => {
    const fewShot = [{ row: 7 }];
    await assert.rejects(preview({ ...RECIPE, fewShot }), { name: 'BuildError', message: /asks for row 7/ });
  });

  it('ends when it is not needed any more', async () => {
    const signal = AbortSignal.abort();
    const path = workshop.path('a.recipe.json');
    await assert.rejects(previewLines(JSON.stringify(RECIPE), path, { signal }), { name: 'AbortError' });
  });
});
