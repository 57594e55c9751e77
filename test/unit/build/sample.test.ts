import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesSource } from '../../../src/dataset/byteSource.ts';
import { lineSchema } from '../../../src/dataset/line.ts';
import { findSharedPrefix } from '../../../src/dataset/sharedPrefix.ts';
import { buildFromRecipe, type BuildSummary } from '../../../src/build/build.ts';
import { SAMPLE_RECIPE, Workshop, words, type BuiltLine } from './workshop.ts';

const FILES = ['train.jsonl', 'validation.jsonl', 'test.jsonl', 'test.answers.jsonl', 'emoji.build.json'] as const;
const lastImage = ({ messages }: BuiltLine) =>
  messages.findLast(({ role }) => role === 'user')?.content[1]?.image_url?.url ?? '';

describe('building the sample', () => {
  let workshop: Workshop;
  let summary: BuildSummary;
  const splits = new Map<string, BuiltLine[]>();
  before(async function () {
    this.timeout(60_000);
    workshop = await Workshop.open();
    summary = await buildFromRecipe(SAMPLE_RECIPE, { outDir: workshop.path('one') });
    for (const split of ['train', 'validation', 'test']) splits.set(split, await workshop.lines(`one/${split}.jsonl`));
  });
  after(() => workshop.close());

  it('writes the same bytes twice', async function () {
    this.timeout(60_000);
    assert.deepEqual(
      (await buildFromRecipe(SAMPLE_RECIPE, { outDir: workshop.path('two') })).files.map(({ bytes }) => bytes),
      summary.files.map(({ bytes }) => bytes),
    );
    for (const file of FILES) {
      const [one, two] = await Promise.all(['one', 'two'].map((folder) => readFile(workshop.path(join(folder, file)))));
      assert.ok(one && two && one.equals(two), file);
    }
  });

  it('tells what it wrote', async () => {
    assert.deepEqual(
      summary.files.map(({ split, examples, images }) => ({ split, examples, images })),
      [
        { split: 'train', examples: 750, images: 3000 },
        { split: 'validation', examples: 250, images: 1000 },
        { split: 'test', examples: 500, images: 2000 },
        { split: 'answers', examples: 500, images: 0 },
      ],
    );
    for (const { path, bytes } of summary.files) assert.equal((await readFile(path)).length, bytes);
  });

  it('writes valid lines that all begin with the same prompt and few-shot examples', async () => {
    for (const [split, lines] of splits) {
      for (const line of lines) lineSchema.parse(line);
      const source = bytesSource(await readFile(workshop.path(`one/${split}.jsonl`)));
      assert.deepEqual(await findSharedPrefix(source), { messages: 7, examples: lines.length });
    }
    const prefixes = [...splits.values()].map(([first]) => JSON.stringify(first?.messages.slice(0, 7)));
    assert.equal(new Set(prefixes).size, 1);
  });

  it('numbers the questions of each split from 0', () => {
    for (const lines of splits.values())
      lines.forEach((line, id) => {
        const last = words(line).findLast((text) => text.startsWith('user'));
        assert.ok(last?.startsWith(`user: Question [${id}]: `), last);
      });
  });

  it('keeps the answers of the test file in a file of their own', async () => {
    assert.ok(splits.get('test')?.every(({ messages }) => messages.at(-1)?.role === 'user'));
    assert.ok(splits.get('train')?.every(({ messages }) => messages.at(-1)?.role === 'assistant'));
    const answers = (await workshop.read('one/test.answers.jsonl'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { example_id: number; answer: string });
    assert.deepEqual(
      answers.map(({ example_id }) => example_id),
      splits.get('test')?.map((_, id) => id),
    );
    const [first] = splits.get('test') ?? [];
    assert.deepEqual(
      [words(first).at(-1), answers[0]?.answer],
      ['user: Question [0]: What is this emoji called? + image', 'pile of poo'],
    );
  });

  it('never shows one picture in two splits', () => {
    const images = [...splits.values()].map((lines) => new Set(lines.map(lastImage)));
    assert.deepEqual(
      images.map((set) => set.size),
      [150, 50, 100],
    );
    assert.equal(new Set(images.flatMap((set) => [...set])).size, 300);
  });
});
