// The report over six runs of 50,000 examples with 10,000 bootstrap draws, as the worker makes it: reading the run
// folders, measuring them, comparing one with each other, and comparing another anew.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ANY } from '../../src/evaluate/exampleRow.ts';
import { questionTypesOf } from '../../src/evaluate/questionTypes.ts';
import { Results } from '../../src/evaluate/results.ts';
import { openRun, type Run } from '../../src/evaluate/runFolder.ts';
import { reportOf } from '../../src/evaluate/score.ts';
import { answersOf, QUESTIONS } from './manyAnswers.ts';
import { reportTimes, reportValue } from './measure.ts';

const EXAMPLES = 50_000;
const RUNS = 6;
const ROUNDS = 3;
async function timed<T>(times: number[], work: () => T | Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  times.push(performance.now() - start);
  return result;
}

const folder = join(tmpdir(), `report-bench-${process.pid}`);
try {
  await mkdir(folder);
  const paths = Array.from({ length: RUNS }, (_, run) => join(folder, `run${run}.jsonl`));
  for (const [run, path] of paths.entries()) await writeFile(path, answersOf(run, EXAMPLES));
  const types = questionTypesOf({
    questionTypes: QUESTIONS.map((question) => ({ name: question, questions: [question] })),
  });
  const runs: Run[] = [];
  for (const path of paths) runs.push(await openRun(path));
  const [scoring, two, opening, again, filtering]: number[][] = [[], [], [], [], []];
  for (let round = 0; round < ROUNDS; round++) {
    await timed(scoring ?? [], () => reportOf(runs, { types }));
    await timed(two ?? [], () => Results.read(paths.slice(0, 2), types));
    const results = await timed(opening ?? [], () => Results.read(paths, types));
    await timed(again ?? [], () => results.summary(1, 0));
    await timed(filtering ?? [], () =>
      results.table.count({ ...ANY, a: 0, b: 1, agreement: 'flipped', text: 'other' }),
    );
  }
  reportTimes(`report over ${RUNS} runs of ${EXAMPLES} examples, read before`, scoring ?? [], 'under 2,000');
  reportTimes('reading and measuring two of them for the results page', two ?? []);
  reportTimes('reading and measuring all of them for the results page', opening ?? []);
  reportTimes('comparing another run', again ?? []);
  reportTimes('counting a filter by text, the first time', filtering ?? []);
  reportValue(
    'load of the machine',
    loadavg()
      .map((load) => load.toFixed(1))
      .join(' '),
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
