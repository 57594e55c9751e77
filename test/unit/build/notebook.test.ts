import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { PURPOSES, type Purpose } from '../../../src/dataset/purpose.ts';
import { encodeImage } from '../../../src/images/encode.ts';
import { readRecipe } from '../../../src/build/build.ts';
import { planRows } from '../../../src/build/plan.ts';
import { SAMPLE, SAMPLE_RECIPE } from './workshop.ts';
import notebook from './fixtures/notebook.json' with { type: 'json' };

type Described = Partial<Record<Purpose, { rows: number; third: string; sha256: string }>>;

describe('the sample builds to the rows that the notebook would give', () => {
  for (const shuffle of ['huggingface', 'sklearn'] as const)
    it(`${shuffle}: the same images, questions, answers and ids in the same order`, async () => {
      const recipe = await readRecipe(SAMPLE_RECIPE);
      const expected: Described = notebook[shuffle];
      const splits = PURPOSES.filter((split) => expected[split]);
      const plan = await planRows(
        { ...recipe, sample: { ...recipe.sample, shuffle, ...(shuffle === 'sklearn' && { validation: undefined }) } },
        { folder: SAMPLE, splits, answered: splits, signal: undefined },
      );
      for (const split of splits) {
        const lines = (plan[split] ?? []).flatMap(({ image, examples }) =>
          examples.map(({ id, question, answer }) => {
            const [, asked] = /^Question \[\d+\]: (.*)$/.exec(question) ?? [];
            return `${id}\t${String(image)}\t${asked ?? ''}\t${answer ?? ''}`;
          }),
        );
        assert.equal(lines.length, expected[split]?.rows);
        assert.equal(lines[2], expected[split]?.third);
        assert.equal(createHash('sha256').update(lines.join('\n')).digest('hex'), expected[split]?.sha256);
      }
    });

  it('matchPillow encodes to the same coded pixels as Pillow', async () => {
    for (const [path, sha256] of Object.entries(notebook.scans)) {
      const options = { format: 'jpeg', quality: 50, matchPillow: true } as const;
      const jpeg = await encodeImage(await readFile(`${SAMPLE}${path}`), options);
      const scan = jpeg.subarray(jpeg.indexOf(Buffer.from([0xff, 0xda])));
      assert.equal(createHash('sha256').update(scan).digest('hex'), sha256, path);
    }
  });
});
