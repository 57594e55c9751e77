import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDescriber, describeAll } from '../../../src/baseline/describer.ts';
import type { Answerer, Query } from '../../../src/baseline/learner.ts';
import { answererOf, train } from '../../../src/baseline/models.ts';
import { imagesOf, readTrainingFile } from '../../../src/baseline/trainingFile.ts';
import { buildFromRecipe } from '../../../src/build/build.ts';
import { questionAndAnswer, readExample } from '../../../src/dataset/example.ts';
import { ROOT } from '../../support/paths.ts';

/** Two-sided exact McNemar test in whole numbers, written apart from the product's. */
function mcnemar(onlyA: number, onlyB: number): number {
  const n = onlyA + onlyB;
  let binomial = 1n;
  let tail = 0n;
  for (let k = 0; k <= Math.min(onlyA, onlyB); k++) {
    tail += binomial;
    binomial = (binomial * BigInt(n - k)) / BigInt(k + 1);
  }
  return Math.min(1, Number((tail * 2n * 10n ** 18n) / 2n ** BigInt(n)) / 1e18);
}

/** p that a answers rightly as often as b, and who was right how often. */
function compare(a: readonly boolean[], b: readonly boolean[]) {
  const onlyA = a.filter((right, at) => right && b[at] !== true).length;
  const onlyB = b.filter((right, at) => right && a[at] !== true).length;
  return { onlyA, onlyB, p: mcnemar(onlyA, onlyB) };
}

describe('the baselines on the sample', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'vision-ft-sample-'));
  const describeUrl = createDescriber();
  const right: Record<string, boolean[]> = {};

  before(async () => {
    await buildFromRecipe(join(ROOT, 'samples/emoji/emoji.recipe.json'), { outDir: folder });
    const { examples } = await readTrainingFile(join(folder, 'train.jsonl'), describeUrl, AbortSignal.timeout(60_000));
    const answers = read('test.answers.jsonl').map((line) => (JSON.parse(line) as { answer: string }).answer);
    const normal: Query[] = await Promise.all(
      read('test.jsonl').map(async (line) => {
        const example = readExample(line);
        const { question, user } = questionAndAnswer(example.kind === 'chat' ? example.messages : []);
        const image = await describeAll(describeUrl, user ? imagesOf(user) : []);
        return { question, image };
      }),
    );
    // every picture becomes the next one's, for all of its questions
    const images = [...new Set(normal.map(({ image }) => image))];
    const shuffled = normal.map(({ question, image }) => ({
      question,
      image: images[(images.indexOf(image) + 1) % images.length],
    }));
    const mark = (answerer: Answerer, queries: readonly Query[]) =>
      queries.map((query, at) => answerer.answer(query) === answers[at]);
    const nearest = answererOf(train('nearest-neighbour', examples));
    right['prior'] = mark(answererOf(train('prior', examples)), normal);
    right['nearest'] = mark(nearest, normal);
    right['shuffled'] = mark(nearest, shuffled);
    if (process.env['SHOW_FIGURES']) show(normal.map(({ question }) => question));
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const read = (name: string) => readFileSync(join(folder, name), 'utf8').trim().split('\n');

  function show(questions: readonly string[]): void {
    const kinds = {
      all: /./,
      Title: /called|name of/,
      Genre: /which group|what kind/i,
      Author: /set/,
      Closed: /related/,
    };
    for (const [model, marks] of Object.entries(right))
      for (const [kind, pattern] of Object.entries(kinds)) {
        const of = marks.filter((_, at) => pattern.test(questions[at] ?? ''));
        console.log(model, kind, `${of.filter(Boolean).length}/${of.length}`);
      }
    console.log(
      compare(right['nearest'] ?? [], right['prior'] ?? []),
      compare(right['nearest'] ?? [], right['shuffled'] ?? []),
    );
  }

  for (const other of ['prior', 'shuffled'] as const)
    it(`the nearest neighbour beats ${other === 'prior' ? 'prior' : 'its own answers on shuffled images'}`, () => {
      const { onlyA, onlyB, p } = compare(right['nearest'] ?? [], right[other] ?? []);
      assert.ok(onlyA > onlyB && p < 0.05, `right alone: ${onlyA} against ${onlyB}, p = ${p}`);
    });
});
