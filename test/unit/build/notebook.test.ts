import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { PURPOSES, type Purpose } from '../../../src/dataset/purpose.ts';
import { encodeImage } from '../../../src/images/encode.ts';
import { sha256 } from '../../../src/images/hash.ts';
import { buildFromRecipe } from '../../../src/build/build.ts';
import { readRecipe } from '../../../src/build/recipe/recipeFile.ts';
import { imageBytes } from '../../../src/build/sources/imageBytes.ts';
import { planRows } from '../../../src/build/plan/plan.ts';
import type { Recipe } from '../../../src/build/recipe/recipeSchema.ts';
import { parquet, type ParquetColumn } from '../../support/parquetTables.ts';
import { SAMPLE, SAMPLE_RECIPE, Workshop } from './workshop.ts';
import notebook from './fixtures/notebook.json' with { type: 'json' };

const PARQUET_SOURCE = {
  path: 'books.parquet',
  image: 'image',
  question: 'questions',
  answer: 'answers',
  explode: true,
  group: 'image_id',
};

type Described = Partial<Record<Purpose, { rows: number; third: string; sha256: string }>>;

describe('the sample builds to the rows that the notebook would give', () => {
  let workshop: Workshop;
  /** The sample as Hugging Face would have it: the columns of OCR-VQA, images inside. */
  before(async () => {
    workshop = await Workshop.open();
    await workshop.write('books.parquet', parquet(await ocrVqaColumns(), { rowGroupSize: 100 }));
    await workshop.write('system.md', await readFile(`${SAMPLE}system.md`));
  });
  after(() => workshop.close());

  const inParquet = (recipe: Recipe): Recipe => ({ ...recipe, source: PARQUET_SOURCE });

  for (const shuffle of ['huggingface', 'sklearn'] as const)
    for (const from of ['rows.csv', 'books.parquet'])
      it(`${shuffle}, from ${from}: the same images, questions, answers and ids in the same order`, async () => {
        const own = await readRecipe(SAMPLE_RECIPE);
        const recipe = from === 'rows.csv' ? own : inParquet(own);
        const expected: Described = notebook[shuffle];
        const splits = PURPOSES.filter((split) => expected[split]);
        const plan = await planRows(
          { ...recipe, sample: { ...recipe.sample, shuffle, ...(shuffle === 'sklearn' && { validation: undefined }) } },
          {
            folder: from === 'rows.csv' ? SAMPLE : workshop.folder,
            splits,
            answered: splits,
            signal: undefined,
          },
        );
        const paths = await pathsByHash();
        for (const split of splits) {
          const lines: string[] = [];
          for (const { image, directory, where, examples } of plan[split] ?? []) {
            const path = paths.get(sha256(await imageBytes(image, directory, where))) ?? '';
            for (const { id, question, answer } of examples) {
              const [, asked] = /^Question \[\d+\]: (.*)$/.exec(question) ?? [];
              lines.push(`${id}\t${path}\t${asked ?? ''}\t${answer ?? ''}`);
            }
          }
          assert.equal(lines.length, expected[split]?.rows);
          assert.equal(lines[2], expected[split]?.third);
          assert.equal(sha256(Buffer.from(lines.join('\n'))), expected[split]?.sha256);
        }
      });

  it('gives the same bytes from Parquet as from the table of paths', async function () {
    this.timeout(60_000);
    const recipe = inParquet(await readRecipe(SAMPLE_RECIPE));
    await workshop.build(recipe);
    await buildFromRecipe(SAMPLE_RECIPE, { outDir: workshop.path('from paths') });
    for (const file of ['train.jsonl', 'validation.jsonl', 'test.jsonl', 'test.answers.jsonl']) {
      const [one, other] = await Promise.all([file, `from paths/${file}`].map((name) => workshop.bytes(name)));
      assert.ok(one && other && one.equals(other), file);
    }
  });

  it('matchPillow encodes to the same coded pixels as Pillow', async () => {
    for (const [path, expected] of Object.entries(notebook.scans)) {
      const options = { format: 'jpeg', quality: 50, matchPillow: true } as const;
      const jpeg = await encodeImage(await readFile(`${SAMPLE}${path}`), options);
      const scan = jpeg.subarray(jpeg.indexOf(Buffer.from([0xff, 0xda])));
      assert.equal(sha256(scan), expected, path);
    }
  });
});

type SampleRow = Record<'image' | 'emoji' | 'set' | 'group' | 'questions' | 'answers', string>;

async function sampleRows(): Promise<SampleRow[]> {
  return parse(await readFile(`${SAMPLE}rows.csv`), { columns: true });
}

async function ocrVqaColumns(): Promise<ParquetColumn[]> {
  const rows = await sampleRows();
  const lists = (column: 'questions' | 'answers') => rows.map((row) => JSON.parse(row[column]) as string[]);
  const images = rows.map(async ({ image }) => ({ bytes: await readFile(`${SAMPLE}${image}`), path: null }));
  return [
    { kind: 'image', name: 'image', values: await Promise.all(images) },
    { kind: 'text', name: 'image_id', values: rows.map(({ image }) => image) },
    { kind: 'texts', name: 'questions', values: lists('questions') },
    { kind: 'texts', name: 'answers', values: lists('answers') },
    { kind: 'texts', name: 'ocr_tokens', values: rows.map(() => []) },
    { kind: 'text', name: 'title', values: rows.map(({ emoji }) => emoji) },
    { kind: 'text', name: 'authorName', values: rows.map(({ set }) => set) },
    { kind: 'text', name: 'genre', values: rows.map(({ group }) => group) },
    { kind: 'integer', name: 'image_width', values: rows.map(() => 72n) },
  ];
}

async function pathsByHash(): Promise<Map<string, string>> {
  const rows = await sampleRows();
  return new Map(
    await Promise.all(rows.map(async ({ image }) => [sha256(await readFile(`${SAMPLE}${image}`)), image] as const)),
  );
}
