import assert from 'node:assert/strict';
import { readManifest } from '../../../src/build/record/manifest.ts';
import { buildMarkdown, sizesMarkdown } from '../../../src/build/report/reportMarkdown.ts';
import { sizesOf } from '../../../src/build/report/sizes.ts';
import { Workshop } from './workshop.ts';

const ANSWER = '![x](https://evil.example/x.png) <b> a|b';
const RECIPE = {
  source: { path: 'rows.csv' },
  sample: { train: 2, test: 1, shuffle: 'none' },
  prompt: {},
  questionTypes: [{ name: 'Closed', patterns: ['^is'] }],
};

describe('the pages about a recipe', () => {
  let workshop: Workshop;
  before(async () => {
    workshop = await Workshop.open();
    await workshop.image('red.png', 'red');
    const rows = [`red.png,Is it?,"${ANSWER}"`, `red.png,What?,"${ANSWER}"`, 'red.png,Is it?,yes'];
    await workshop.write('rows.csv', ['image,question,answer', ...rows].join('\n'));
    await workshop.build(RECIPE);
  });
  after(() => workshop.close());

  it('tell what a build wrote; words of the data are no markup in them', async () => {
    const manifest = await readManifest(workshop.path('a.build.json'));
    assert.ok(manifest);
    const text = buildMarkdown(manifest);
    assert.match(text, /^# Build of a\\\.recipe\\\.json\n/);
    assert.match(text, /\| train\\\.jsonl \| train \| 2 \| 2 \| [\d\\.]+ kB \|/);
    assert.match(text, /\| train \| 2 \| 1 \| 2 \| 1 \| .* \\\(100 \\%\\\) \|/);
    assert.match(text, /train and test share 1 image\\\./);
    assert.match(text, /\| Closed \| 1 \| 50 \\% \|/);
    assert.ok(text.includes(String.raw`\!\[x\]\(https\:\/\/evil\.example\/x\.png\) \<b\> a\|b`));
  });

  it('compare sizes, with the line of the recipe marked', async () => {
    const text = sizesMarkdown(await sizesOf(workshop.path('a.recipe.json')), 'a.recipe.json');
    assert.match(text, /Measured on 1 of 1 different image/);
    assert.equal(text.match(/← the recipe/g)?.length, 1);
    assert.match(text, /\| as it is \| 75 \| [\d\\.]+ kB \| \d+ \| [\d\\.]+ kB \|/);
  });
});
