import assert from 'node:assert/strict';
import { Workshop, words } from './workshop.ts';

const IMAGES = ['fox-noto', 'fox-twemoji', 'pizza-noto', 'pizza-twemoji', 'rocket-noto', 'books-noto'];
const TABLE = ['image,question,answer']
  .concat(IMAGES.flatMap((name) => [`${name}.png,What?,${name.split('-')[0]}`, `${name}.png,Who drew it?,noto`]))
  .join('\n');

describe('few-shot examples', () => {
  let workshop: Workshop;
  before(async () => {
    workshop = await Workshop.open();
    for (const name of IMAGES) await workshop.copy(`images/${name}.png`, `${name}.png`);
    await workshop.write('rows.csv', TABLE);
  });
  after(() => workshop.close());

  /** Question and answer of each example that the lines show first. */
  const shots = async (...fewShot: object[]) => {
    await workshop.build({
      source: { path: 'rows.csv' },
      sample: { train: 12, shuffle: 'none' },
      prompt: { user: '{id} {question}' },
      questionTypes: [{ name: 'Name', questions: ['What?'] }],
      fewShot,
    });
    const [line] = await workshop.lines('train.jsonl');
    const all = words(line).map((text) => text.replace(/^\w+: /, '').replace(' + image', ''));
    return Array.from({ length: all.length / 2 - 1 }, (_, at) => [all[2 * at], all[2 * at + 1]]);
  };

  it('are the most diverse of a type, the same every time', async () => {
    const chosen = await shots({ diverse: 4, type: 'Name' });
    assert.equal(new Set(chosen.map(([, answer]) => answer)).size, 4);
    assert.ok(chosen.every(([question]) => question?.endsWith('What?')));
    assert.deepEqual(await shots({ diverse: 4, type: 'Name' }), chosen);
    assert.equal((await shots({ diverse: 3 })).length, 3);
  });

  it('keep away from those that were chosen by row', async () => {
    const chosen = await shots({ diverse: 3, type: 'Name' }, { row: 0 });
    assert.deepEqual(chosen.at(-1), ['0 What?', 'fox']);
    assert.deepEqual(chosen.map(([, answer]) => answer).sort(), ['books', 'fox', 'pizza', 'rocket']);
  });

  it('say their reasoning before the answer', async () => {
    const [shot] = await shots({ row: 2, question: 'Example: what?', reasoning: 'Red fur, a bushy tail.' });
    assert.deepEqual(shot, ['Example: what?', 'Red fur, a bushy tail.\n\nfox']);
  });

  it('are refused when there are too few of a type', async () => {
    await assert.rejects(shots({ diverse: 2, type: 'Nmae' }), {
      name: 'BuildError',
      message:
        'The recipe asks for 2 diverse few-shot examples of the type "Nmae" but the training split has 0 to choose from: ask for fewer or for another type.',
    });
  });

  it('name an image that cannot be decoded', async () => {
    await workshop.write('broken.csv', 'image,question,answer\nrows.csv,What?,Nothing\n');
    const recipe = { source: { path: 'broken.csv' }, sample: { train: 1 }, prompt: {}, fewShot: [{ diverse: 1 }] };
    await assert.rejects(
      workshop.build(recipe),
      /^BuildError: broken\.csv, row 1: the image rows\.csv cannot be decoded/,
    );
  });
});
