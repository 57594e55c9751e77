import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '../../../src/evaluate/report.ts';
import { measureRuns } from '../../../src/evaluate/score.ts';
import { openRun } from '../../../src/evaluate/runFolder.ts';
import { questionTypesOf } from '../../../src/evaluate/questionTypes.ts';
import { ANY, type Order, type RowFilter } from '../../../src/evaluate/exampleRow.ts';
import { ExampleTable } from '../../../src/evaluate/exampleTable.ts';
import { exampleRows } from '../../../src/evaluate/table.ts';
import { runCli } from '../../support/cliRun.ts';
import { folderWith } from '../../support/fixtures.ts';

interface Made {
  id: number;
  right: boolean;
}
/** Twelve examples: titles on even numbers, yes/no on odd ones; two questions an image. */
const rows = (right: (id: number) => boolean, shout = false) =>
  Array.from({ length: 12 }, (_, id): Made => ({ id, right: right(id) })).map(({ id, right: isRight }) => {
    const actual_answer = id % 2 ? 'Yes' : `Title ${id}`;
    return {
      example_id: id,
      predicted_answer: isRight ? (shout ? actual_answer.toUpperCase() : actual_answer) : 'zzz',
      actual_answer,
      question: id % 2 ? 'Is this related to books?' : 'What is the title?',
      image: `image ${Math.floor(id / 2)}`,
    };
  });
const text = (list: readonly object[]) => list.map((row) => JSON.stringify(row)).join('\n') + '\n';

describe('vision-ft report', () => {
  let folder: string;
  before(async () => {
    folder = await folderWith({
      'ft-results.jsonl': text([...rows((id) => id !== 3)].reverse()),
      'ft-similarity.jsonl': text([
        { example_id: 0, rating: 'Very Similar', type: 'Open' },
        { example_id: 1, rating: 'Incorrect', type: 'Closed' },
      ]),
      'base.jsonl': text(rows((id) => id === 3 || id === 4 || id === 5)),
      'base-similarity.jsonl': text([{ example_id: 0, rating: 'Mostly Similar', type: 'Open' }]),
      'loud.jsonl': text(rows(() => true, true)),
      'a.recipe.json': JSON.stringify({
        questionTypes: [
          { name: 'Title', questions: ['What is the title?'] },
          { name: 'Never', patterns: ['^never'] },
        ],
      }),
    });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const report = async (...args: string[]) => {
    const { status, printed, said } = await runCli(folder, ['report', ...args]);
    assert.equal(status, 0, said);
    return printed;
  };

  it('measures cookbook result files and compares the first with each other one', async () => {
    const args = ['ft-results.jsonl', 'base.jsonl', 'loud.jsonl', '--recipe', 'a.recipe.json', '--format', 'json'];
    const { runs, pairs } = JSON.parse(await report(...args)) as Report;
    const [ft, base, loud] = runs;
    assert.ok(ft && base && loud);
    assert.deepEqual(
      runs.map(({ name, n }) => [name, n]),
      [
        ['ft', 12],
        ['base', 12],
        ['loud', 12],
      ],
    );
    assert.deepEqual([ft.strict.correct, ft.closed.strict.correct, ft.open.strict.n], [11, 5, 6]);
    assert.deepEqual([loud.strict.correct, loud.lenient.correct, loud.word.correct, loud.anls], [0, 12, 12, 1]);
    assert.deepEqual(
      ft.types.map(({ type, n }) => [type, n]),
      [
        ['Title', 6],
        ['Other', 6],
      ],
    );
    assert.deepEqual([ft.ratings['Very Similar'], ft.ratings['Incorrect'], base.ratings['Mostly Similar']], [1, 1, 1]);
    assert.equal(pairs.length, 6);
    const strict = pairs.find(({ b, rule }) => b === 'base' && rule === 'strict');
    assert.ok(strict);
    assert.deepEqual([strict.both, strict.onlyA, strict.onlyB, strict.neither, strict.clusters], [2, 9, 1, 0, 6]);
    // 2 (1 + 10) / 2^10
    assert.equal(strict.mcnemarP.toFixed(6), (22 / 1024).toFixed(6));
    assert.equal(strict.verdict, 'better');
    assert.equal(strict.difference.toFixed(6), (8 / 12).toFixed(6));
    // the smaller p counts twice, the other once
    const [title, other] = strict.types;
    assert.deepEqual([title?.type, title?.n, title?.onlyA, title?.onlyB], ['Title', 6, 5, 0]);
    assert.deepEqual([other?.onlyA, other?.onlyB], [4, 1]);
    assert.equal(title?.holmP, 2 * (2 / 2 ** 5));
    assert.equal(other?.holmP.toFixed(9), (2 * (6 / 2 ** 5)).toFixed(9));
    assert.deepEqual(strict.ratings, { n: 1, higher: 1, lower: 0, p: 1 });
    assert.equal(strict.minimumDetectableDifference.toFixed(6), ((2.8 * Math.sqrt(10)) / 12).toFixed(6));
  });

  it('begins with the answer in a sentence, and with the tables behind it', async () => {
    const shown = await report('ft-results.jsonl', 'base.jsonl');
    assert.match(
      shown,
      /^ft is better than base: \+66\.7 points \(95 % [\d.]+ to [\d.]+\)\n12 questions about 6 images · 9 only ft right, 1 only base right · McNemar p = 0\.021/,
    );
    assert.match(shown, /\n {2}ft +ft +12 +0 +91\.7/);
    assert.match(
      await report('ft-results.jsonl', '--format', 'md'),
      /^# ft is right in 91\.7 % .*\n[\s\S]*\| ft \| ft \| 12 \|/,
    );
    assert.match(
      await report('base.jsonl', 'base.jsonl'),
      /^base and base \(2\) cannot be told apart by 12 questions: 0\.0/,
    );
  });

  it('a path without a run, or a file that is none, ends in one sentence', async () => {
    const missing = await runCli(folder, ['report', 'nothing']);
    assert.deepEqual([missing.status, /There is no run at .*nothing\./.test(missing.said)], [2, true]);
    const wrong = await runCli(folder, ['report', 'ft-similarity.jsonl']);
    assert.deepEqual([wrong.status, /Line 1 of .* is no prediction/.test(wrong.said)], [2, true]);
  });

  it('an example that a run was not asked yet is neither right nor wrong in it', async () => {
    const [whole, begun] = await Promise.all(
      ['ft-results.jsonl', 'base.jsonl'].map((name) => openRun(join(folder, name))),
    );
    assert.ok(whole && begun);
    const some = { ...begun, predictions: new Map([...begun.predictions].slice(0, 4)) };
    const table = new ExampleTable(exampleRows(measureRuns([whole, some], [])));
    assert.equal(table.rows[4]?.answers[1], undefined);
    const { all, onlyA, onlyB, both, neither } = table.count({ ...ANY, a: 0, b: 1, agreement: 'all' }).agreement;
    assert.deepEqual([all, onlyA + onlyB + both + neither], [12, 4]);
    assert.deepEqual(
      table.list({ ...ANY, a: 1, b: 0, agreement: 'all' }, 'anls').length,
      12,
      'they are listed all the same',
    );
  });

  it('the table of examples is filtered by agreement, type and text', async () => {
    const runs = await Promise.all(['ft-results.jsonl', 'base.jsonl'].map((name) => openRun(join(folder, name))));
    const types = questionTypesOf({ questionTypes: [{ name: 'Closed', patterns: ['^IS this'] }] });
    const table = new ExampleTable(exampleRows(measureRuns(runs, types)));
    assert.deepEqual(table.rows[3], {
      exampleId: 3,
      question: 'Is this related to books?',
      reference: 'Yes',
      type: 'Closed',
      hasImage: true,
      answers: [
        { prediction: { predicted_answer: 'zzz' }, right: false, rating: undefined, anls: 0 },
        { prediction: { predicted_answer: 'Yes' }, right: true, rating: undefined, anls: 1 },
      ],
    });
    const all: RowFilter = { ...ANY, a: 0, b: 1, agreement: 'all' };
    const counts = table.count(all);
    assert.deepEqual(counts.agreement, { all: 12, onlyA: 9, onlyB: 1, both: 2, neither: 0, flipped: 10, judge: 1 });
    assert.deepEqual(counts.types, { Other: 6, Closed: 6 });
    assert.deepEqual(counts.ratings, { 'Very Similar': 1, Incorrect: 1 });
    assert.equal(counts.references['Yes'], 6);
    const closed = table.count({ ...all, type: 'Closed', text: 'ZZZ', agreement: 'onlyB' });
    assert.deepEqual(closed.agreement, { all: 5, onlyA: 4, onlyB: 1, both: 0, neither: 0, flipped: 5, judge: 1 });
    assert.deepEqual([closed.types, closed.references], [{ Closed: 1 }, { Yes: 1 }], 'each part under the others');
    const listed = (filter: Partial<RowFilter>, order?: Order) =>
      table.list({ ...all, ...filter }, order).map(({ exampleId }) => exampleId);
    assert.deepEqual(listed({ agreement: 'both', type: 'Other', text: 'title 4' }), [4]);
    assert.deepEqual(listed({ rating: 'Incorrect' }), [1]);
    assert.deepEqual(listed({ agreement: 'onlyA', a: 1, b: 0 }), [3], 'the other way round');
    assert.deepEqual(listed({ agreement: 'judge' }), [1], 'right, and rated Incorrect');
    assert.deepEqual(listed({}, 'anls').slice(0, 2), [3, 0], 'the worst first');
    assert.deepEqual(listed({ reference: 'Title 8' }, 'latency'), [8]);
  });
});
