import assert from 'node:assert/strict';
import { appendFileSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeOwnRating } from '../../../src/evaluate/ownRatings.ts';
import { Results } from '../../../src/evaluate/results.ts';
import { openRun } from '../../../src/evaluate/runFolder.ts';
import { runCli } from '../../support/cliRun.ts';
import { folderWith } from '../../support/fixtures.ts';
import { jsonLines, runFiles } from '../../support/runFiles.ts';

const PREDICTIONS = [0, 1, 2].map((example_id) => ({ example_id, predicted_answer: 'a', actual_answer: 'a' }));

describe('ratings of a person', () => {
  let folder: string;
  const run = () => join(folder, 'run');

  beforeEach(async () => {
    folder = await folderWith({
      ...runFiles('run', PREDICTIONS, { judge: 'j' }),
      'run/judgements.jsonl': jsonLines([
        { example_id: 0, rating: 'Very Similar', type: 'Open' },
        { example_id: 1, rating: 'Incorrect', type: 'Open' },
      ]),
    });
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('are lines of which the last of an example counts, and null takes one back', async () => {
    await writeOwnRating(run(), 0, 'Mostly Similar');
    await writeOwnRating(run(), 1, 'Incorrect');
    await writeOwnRating(run(), 0, 'Very Similar');
    await writeOwnRating(run(), 1, null);
    assert.deepEqual([...(await openRun(run())).ownRatings], [[0, 'Very Similar']]);
    assert.equal(readFileSync(join(run(), 'ratings.jsonl'), 'utf8').split('\n').length, 5);
  });

  it('a line that a crash tore is dropped, and the next one begins on a line of its own', async () => {
    await writeOwnRating(run(), 0, 'Mostly Similar');
    appendFileSync(join(run(), 'ratings.jsonl'), '{"example_id": 1, "ra');
    await writeOwnRating(run(), 2, 'Incorrect');
    assert.deepEqual(
      [...(await openRun(run())).ownRatings],
      [
        [0, 'Mostly Similar'],
        [2, 'Incorrect'],
      ],
    );
  });

  it('stand in the report beside those of the judge, with kappa and n', async () => {
    await writeOwnRating(run(), 0, 'Very Similar');
    await writeOwnRating(run(), 1, 'Incorrect');
    await writeOwnRating(run(), 2, 'Incorrect');
    const { printed } = await runCli(folder, ['report', 'run', '--format', 'md']);
    assert.match(printed, /Cohen's kappa with quadratic weights/);
    assert.match(printed, /\| run \| 3 \| 2 \| 2 \| 100\.0 \| 1\.000 \|/);
    assert.match(printed, /\| run \| Incorrect \| 0 \| 0 \| 0 \| 1 \|/);
  });

  it('change open results at once: the example and what is said of persons', async () => {
    const results = await Results.read([run()], []);
    assert.equal(results.summary(0, 0).report.runs[0]?.person, undefined);
    assert.equal(results.rated(0, 1, 'Mostly Similar')?.n, 1);
    assert.equal(results.summary(0, 0).report.runs[0]?.person?.rated, 1);
    assert.equal(results.table.rows[1]?.answers[0]?.ownRating, 'Mostly Similar');
    assert.equal(results.rated(0, 1, null), undefined);
    assert.equal(results.summary(0, 0).report.runs[0]?.person, undefined);
  });
});
