import assert from 'node:assert/strict';
import { appendFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ANY } from '../../../src/evaluate/exampleRow.ts';
import { Results } from '../../../src/evaluate/results.ts';
import { createTasks } from '../../../src/worker/tasks.ts';
import { folderWith } from '../../support/fixtures.ts';
import { answered, asLines, runInfo, writeRun } from '../../support/runFolders.ts';

const TEST = { path: '../../test.jsonl', text: 'the test file\n' };
/** Right (`y`) and wrong (`n`) answers to examples 0, 1, 2 and so on; a dot was not asked. */
const answers = (marks: string) =>
  marks.split('').flatMap((mark, id) => (mark === '.' ? [] : [answered(id, mark === 'y' ? 'Yes' : 'No')]));

describe('runs that are kept', () => {
  let folder: string;
  const run = (name: string) => join(folder, 'runs', name);
  const write = (name: string, marks: string, more: Parameters<typeof runInfo>[2] = {}) =>
    writeRun(run(name), runInfo(TEST, 10, { name, ...more }), answers(marks));
  const read = (...names: string[]) => Results.read(names.map(run), []);

  beforeEach(async () => {
    folder = await folderWith({ 'test.jsonl': TEST.text });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('says that the verdict is provisional while answers are missing, and what came in between', async () => {
    await write('live', 'yyn');
    const results = await read('live');
    assert.match(
      results.summary(0, 0).verdict.sentence,
      /^live is right in 66\.7 % .* \(provisional: after 3 of 10\)$/,
    );
    assert.equal(await results.refresh(), false);
    const file = join(run('live'), 'predictions.jsonl');
    const [whole, torn] = [asLines([answered(3, 'Yes')]), JSON.stringify(answered(4, 'No'))];
    await appendFile(file, whole + torn.slice(0, 20));
    assert.equal(await results.refresh(), true);
    assert.equal(results.summary(0, 0).report.runs[0]?.strict.correct, 3);
    await appendFile(file, `${torn.slice(20)}\n${asLines(answers('.....yyyyy'))}`);
    assert.equal(await results.refresh(), true);
    const { verdict, report, runs } = results.summary(0, 0);
    assert.match(verdict.sentence, /^live is right in 80\.0 % \([^()]*\)$/);
    assert.deepEqual([report.runs[0]?.strict.correct, report.runs[0]?.n, runs[0]?.done], [8, 10, 10]);
    assert.equal(await results.refresh(), false);
  });

  it('reads a run anew whose failed answers were taken out', async () => {
    const failed = answered(1, '', { error: 'no answer' });
    await writeRun(run('live'), runInfo(TEST, 2, { name: 'live' }), [answered(0, 'Yes'), failed]);
    const results = await read('live');
    await results.refresh();
    await rm(join(run('live'), 'predictions.jsonl'));
    await writeFile(join(run('live'), 'predictions.jsonl'), asLines([answered(0, 'Yes'), answered(1, 'Yes')]));
    assert.equal(await results.refresh(), true);
    assert.deepEqual(results.summary(0, 0).report.runs[0]?.errors, 0);
  });

  it('says how much of the accuracy is there without the picture', async () => {
    await write('own', 'yyyyynnnnn', { model: 'ft:m' });
    await write('blank', 'yyynnnnnnn', { model: 'ft:m', arm: 'blank' });
    await write('shuffled', 'yyyyyynnnn', { model: 'ft:m', arm: 'shuffled' });
    await write('other', 'yynnnnnnnn', { model: 'x', arm: 'blank' });
    const { facts } = (await read('own', 'blank', 'shuffled', 'other')).summary(0, 1).verdict;
    // 3 of 5, and 6 of 5
    assert.deepEqual(facts.slice(2), [
      'With blank images own is right in 30.0 %: 60 % of its accuracy never needed the picture.',
      'With shuffled images own is right in 60.0 %, no less than with its own: none of its accuracy needed the picture.',
    ]);
  });

  it('does not silently compare runs over two versions of the test file', async () => {
    await write('new', 'yyyyyyyyyy');
    const old = runInfo({ ...TEST, text: 'before' }, 10, { name: 'old' });
    await writeRun(run('old'), old, answers('nnnnnnnnnn'));
    const facts = (await read('new', 'old')).summary(0, 1).verdict.facts.join('\n');
    assert.match(facts, /old was asked another version of the test file than new: .*evaluate again on one version\./);
    assert.doesNotMatch((await read('new')).summary(0, 0).verdict.facts.join('\n'), /version/);
  });

  it('tells the flipped examples of two runs from the folders alone', async () => {
    await write('before', 'yynnyynnyy');
    await write('after', 'ynynyynnyn');
    const { table } = await read('after', 'before');
    const pair = { ...ANY, a: 0, b: 1 };
    const ids = (agreement: 'flipped' | 'onlyA' | 'onlyB') =>
      table.list({ ...pair, agreement }).map(({ exampleId }) => exampleId);
    assert.deepEqual([ids('flipped'), ids('onlyA'), ids('onlyB')], [[1, 2, 9], [2], [1, 9]]);
    assert.equal(table.count({ ...pair, agreement: 'all' }).agreement.flipped, 3);
  });

  it('draws the trend of real folders by their dates, whatever their names, and leaves out what is no run', async () => {
    await write('b', 'yynnnnnnnn', { started: '2026-01-05T08:00:00.000Z' });
    await write('a', 'yyyyyynnnn', { started: '2026-02-05T08:00:00.000Z', model: 'ft:m:x' });
    await write('c', 'yyynnnnnnn', { started: '2025-12-05T08:00:00.000Z', arm: 'blank' });
    await write('empty', '', { started: '2026-03-05T08:00:00.000Z' });
    const folders = ['a', 'b', 'c', 'empty', 'none'].map(run);
    const expected = [
      ['c', 'control', 0.3],
      ['b', 'base', 0.2],
      ['a', 'tuned', 0.6],
    ];
    const tasks = createTasks(() => undefined);
    const { results: opened } = await tasks.openResults(1, [run('a')], undefined, undefined);
    const seen = (points: Awaited<ReturnType<typeof tasks.trend>>) =>
      points.map(({ name, role, strict }) => [name, role, strict.value]);
    assert.deepEqual(seen(await tasks.trend(2, opened, folders)), expected);
    await rm(run('b'), { recursive: true });
    assert.deepEqual(seen(await tasks.trend(3, opened, folders)), [expected[0], expected[2]]);
  });

  it('keeps what was closed last, and reads only what was written or rated since', async () => {
    await write('live', 'yyn');
    const tasks = createTasks(() => undefined);
    const open = async () => (await tasks.openResults(1, [run('live')], undefined, undefined)).results;
    const accuracy = async (results: number) => (await tasks.resultsSummary(results, 0, 0)).report.runs[0]?.strict;
    const first = await open();
    assert.equal((await accuracy(first))?.n, 3);
    await tasks.closeResults(first);
    await assert.rejects(tasks.resultsSummary(first, 0, 0), /no longer in memory/);
    await appendFile(join(run('live'), 'predictions.jsonl'), asLines([answered(3, 'Yes')]));
    await tasks.rateAnswer(run('live'), 0, 'Incorrect');
    const second = await open();
    assert.deepEqual((await accuracy(second))?.correct, 3);
    const rows = await tasks.resultRows(second, { ...ANY, a: 0, b: 0, agreement: 'all' }, 'example', 0, 4);
    assert.deepEqual([rows.length, rows[0]?.answers[0]?.ownRating], [4, 'Incorrect']);
    await tasks.closeResults(second);
    await tasks.prepareResults([run('none')], undefined);
    await assert.rejects(tasks.openResults(1, [run('none')], undefined, undefined), /There is no run/);
    await tasks.prepareResults([run('live')], undefined);
    await appendFile(join(run('live'), 'predictions.jsonl'), asLines([answered(4, 'Yes')]));
    assert.equal((await accuracy(await open()))?.n, 5);
  });

  it('reads the answers that stand under examples, of open results and of any runs', async () => {
    await write('one', 'yynn');
    await write('two', 'ynyn');
    const tasks = createTasks(() => undefined);
    const { results: opened } = await tasks.openResults(1, [run('one'), run('two')], undefined, undefined);
    const answered = await tasks.resultAnswers(opened);
    assert.deepEqual(answered, await tasks.readAnsweredRuns([run('one'), run('two')]));
    assert.deepEqual(answered.counts, { wrong: [2, 2], disagree: 2, allWrong: 1, suspect: 1 });
    assert.equal(answered.runs.get(run('two'))?.predictions.get(1)?.predicted_answer, 'No');
    const { runs, counts, unreadable } = await tasks.readAnsweredRuns([run('none'), run('one')]);
    assert.deepEqual([[...runs.keys()], counts.wrong, [...unreadable.keys()]], [[run('one')], [2], [run('none')]]);
  });

  it('leaves out a run that cannot be read, and says why', async () => {
    await write('whole', 'yyyy');
    await write('torn', 'yyyy');
    await appendFile(join(run('torn'), 'predictions.jsonl'), 'no JSON\n');
    const tasks = createTasks(() => undefined);
    const { results, unreadable } = await tasks.openResults(1, ['torn', 'whole'].map(run), undefined, undefined);
    assert.deepEqual(
      (await tasks.resultsSummary(results, 0, 0)).report.runs.map(({ name, n }) => [name, n]),
      [['whole', 4]],
    );
    const [[folder, why] = []] = unreadable;
    assert.equal(folder, run('torn'));
    assert.match(why ?? '', /^Line 5 of .*predictions\.jsonl is no JSON/);
    await assert.rejects(tasks.openResults(2, [run('torn')], undefined, undefined), /is no JSON/);
    await tasks.closeResults(results);
    const listed = new Map(await tasks.runSummaries(3, ['torn', 'whole'].map(run)));
    assert.equal(listed.get(run('torn'))?.failure, why);
    assert.equal(listed.get(run('whole'))?.failure, undefined);
    await write('torn', 'yyyy');
    const mended = await tasks.openResults(4, ['torn', 'whole'].map(run), undefined, undefined);
    assert.deepEqual(mended.unreadable, []);
  });

  it('lists how far and how right each run is, and whether its test file is still the same', async () => {
    await write('whole', 'yyyynnnnnn', { prices: { input: 2, output: 8 } });
    await write('part', 'yy');
    const tasks = createTasks(() => undefined);
    const list = async () => new Map(await tasks.runSummaries(1, ['whole', 'part', 'none'].map(run)));
    const first = await list();
    assert.deepEqual([...first.keys()], ['whole', 'part'].map(run));
    const whole = first.get(run('whole'));
    assert.deepEqual([whole?.done, whole?.total, whole?.strict.value, whole?.test], [10, 10, 0.4, 'same']);
    assert.deepEqual([first.get(run('part'))?.done, first.get(run('part'))?.usd], [2, undefined]);
    await writeFile(join(folder, 'test.jsonl'), 'edited since');
    assert.equal((await list()).get(run('part'))?.test, 'changed');
    await rm(join(folder, 'test.jsonl'));
    assert.equal((await list()).get(run('part'))?.test, 'missing');
    await writeFile(join(folder, 'test.jsonl'), TEST.text);
    assert.equal((await list()).get(run('part'))?.test, 'same');
  });
});
