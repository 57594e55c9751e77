// Building against the cookbook's own loop in Python and Pillow: the same rows, photos and few-shot examples; and what a
// build holds in memory when its table has ten times the rows.
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildFromRecipe } from '../../src/build/build.ts';
import { ROOT } from '../support/paths.ts';
import { books, commented, writeShards, type Books } from './books.ts';
import { median, report, reportValue, type Pairs } from './measure.ts';
import { peakOf } from './processMemory.ts';

const ROUNDS = 5;
const [PHOTOS, EXAMPLES] = [150, 721];
/** Rows of the cookbook's few-shot examples. */
const SHOTS = [286, 22, 492, 68, 42, 334];
const [FEW, MANY, SHARD] = [5_000, 50_000, 5_000];
const CLI = join(ROOT, 'dist/cli.js');
const SOURCE = { image: 'image', question: 'questions', answer: 'answers', explode: true };

interface Run {
  ms: number;
  peak: number;
}

async function run(command: string, ...args: string[]): Promise<Run> {
  const start = performance.now();
  const peak = await peakOf(command, args);
  return { ms: performance.now() - start, peak };
}

const build = (recipe: string, ...more: string[]) => run(process.execPath, CLI, 'build', recipe, '--quiet', ...more);

/** A Python that has Pillow. */
function findPython(): string | undefined {
  return ['python3', '/usr/bin/python3', 'python'].find((command) => {
    try {
      execFileSync(command, ['-c', 'import PIL'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  });
}

async function againstNotebook(folder: string): Promise<void> {
  const python = findPython();
  if (python === undefined) {
    reportValue('build against the notebook', 'not measured: there is no Python with Pillow');
    return;
  }
  const table = await books(PHOTOS, EXAMPLES, 500, 700);
  const rows = table.questions.flatMap((questions, at) =>
    questions.map((question, of) => ({ image: `${at}.jpg`, question, answer: table.answers[at]?.[of] ?? '' })),
  );
  const fewShot = SHOTS.map((row, at) => ({
    row,
    question: `**Example ${at + 1}:** What is it?`,
    answer: `**${at}**`,
  }));
  await writeShards(table, join(folder, 'data'));
  for (const [at, photo] of table.photos.entries()) await writeFile(join(folder, `${at}.jpg`), photo);
  await writeFile(join(folder, 'rows.json'), JSON.stringify({ rows, fewShot }));
  await writeFile(join(folder, 'system.md'), 'Use the image to answer the question.\n');
  const recipe = {
    source: { path: 'data/train-*.parquet', ...SOURCE },
    sample: { train: PHOTOS, shuffle: 'none' },
    prompt: { system: 'system.md', user: 'Question [{id}]: {question}' },
    fewShot,
    image: { quality: 50 },
  };
  await writeFile(join(folder, 'books.recipe.json'), JSON.stringify(recipe));

  const [recipePath, out] = [join(folder, 'books.recipe.json'), join(folder, 'notebook.jsonl')];
  const notebook = [
    join(ROOT, 'test/bench/notebook.py'),
    join(folder, 'rows.json'),
    folder,
    join(folder, 'system.md'),
    out,
  ];
  const loops: Pairs = { ours: [], theirs: [] };
  for (let round = 0; round <= ROUNDS; round++) {
    const start = performance.now();
    await buildFromRecipe(recipePath);
    const ours = performance.now() - start;
    // the notebook says how long its loop took: nobody starts Python for it anew
    const theirs = Number(execFileSync(python, notebook, { encoding: 'utf8' }));
    if (round === 0) continue;
    loops.ours.push(ours);
    loops.theirs.push(theirs);
  }
  await requireSameLines(join(folder, 'train.jsonl'), out);
  const what = `build of ${EXAMPLES} examples on ${PHOTOS} photos against the notebook's loop, the same lines`;
  report(what, loops, 'at most 0.50');

  const processes: { ours: Run[]; theirs: Run[] } = { ours: [], theirs: [] };
  for (let round = 0; round < ROUNDS; round++) {
    processes.ours.push(await build(recipePath));
    processes.theirs.push(await run(python, ...notebook));
  }
  const times = ({ ms }: Run) => ms;
  report('whole processes', { ours: processes.ours.map(times), theirs: processes.theirs.map(times) }, 'less');
  const [mine, its] = [processes.ours, processes.theirs].map((runs) => median(runs.map(({ peak }) => peak)).toFixed(0));
  reportValue('their peaks of memory', `${mine} MB against ${its} MB`, 'no more');
}

/** Stops where a line differs in more than how its JSON and the tables of its JPEGs are written. */
async function requireSameLines(ours: string, theirs: string): Promise<void> {
  const [one, other] = await Promise.all([ours, theirs].map(linesOf));
  if (one?.length !== EXAMPLES) throw new Error(`${one?.length} lines were built in place of ${EXAMPLES}.`);
  one.forEach((line, at) => {
    if (line !== other?.[at]) throw new Error(`Line ${at + 1} is not what the notebook writes.`);
  });
}

async function linesOf(path: string): Promise<string[]> {
  return (await readFile(path, 'utf8')).trimEnd().split('\n').map(withCodedPixels);
}

/** A line with the coded pixels of its JPEGs: what stands before them are tables and metadata. */
function withCodedPixels(line: string): string {
  return JSON.stringify(JSON.parse(line), (key, value: unknown) => {
    if (key !== 'url' || typeof value !== 'string') return value;
    const jpeg = Buffer.from(value.slice(value.indexOf(',') + 1), 'base64');
    return jpeg.subarray(jpeg.indexOf(Buffer.from([0xff, 0xda]))).toString('base64');
  });
}

async function atTenTimesTheRows(folder: string): Promise<void> {
  const { photos } = await books(50, 50, 240, 336);
  const numbers = Array.from({ length: SHARD }, (_, at) => at);
  for (let shard = 0; shard < MANY / SHARD; shard++) {
    const rows = numbers.map((at) => shard * SHARD + at);
    const table: Books = {
      photos: rows.map((row) => commented(photos[row % photos.length] ?? Buffer.alloc(0), row)),
      questions: rows.map((row) => [`What is on cover ${row}?`]),
      answers: rows.map((row) => [`Stain ${row}`]),
    };
    await writeShards(table, join(folder, `${shard}`));
  }
  const runs: (Run & { rows: number })[] = [];
  for (const rows of [FEW, MANY]) {
    const source = { path: rows === FEW ? '0/*.parquet' : '*/*.parquet', ...SOURCE };
    const recipe = { source, sample: { train: rows }, prompt: {}, image: { quality: 50 } };
    await writeFile(join(folder, `${rows}.recipe.json`), JSON.stringify(recipe));
    runs.push({ rows, ...(await build(join(folder, `${rows}.recipe.json`))) });
    await rm(join(folder, 'train.jsonl'));
  }
  reportValue(
    'peak of memory of a build from Parquet, shuffled, an image a row',
    runs
      .map(({ rows, peak, ms }) => `${peak.toFixed(0)} MB for ${rows} rows in ${(ms / 1000).toFixed(1)} s`)
      .join(', '),
    'no growth with rows',
  );
}

const folder = await mkdtemp(join(tmpdir(), 'vision-ft-bench-'));
try {
  await mkdir(join(folder, 'many'));
  await againstNotebook(folder);
  await atTenTimesTheRows(join(folder, 'many'));
} finally {
  await rm(folder, { recursive: true, force: true });
}
