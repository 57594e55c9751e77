import { relative, resolve } from 'node:path';
import { Option } from 'commander';
import { judgesOf, type Evaluation } from '../evaluate/export/evaluation.ts';
import { exportEvaluation } from '../evaluate/export/exportEvaluation.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../evaluate/export/exportFormat.ts';
import { FILES_OF, type Pieces } from '../evaluate/export/formats.ts';
import type { Thumbnails } from '../evaluate/export/htmlExport.ts';
import { thumbnailsOf } from '../evaluate/export/thumbnails.ts';
import { readQuestionTypes } from '../evaluate/questionTypes.ts';
import { Results } from '../evaluate/results.ts';
import { SEED } from '../evaluate/score.ts';
import { readTestSet } from '../evaluate/testSet.ts';
import { CannotRun, type CliContext } from './context.ts';
import { readingRuns } from './evaluateFailures.ts';
import { numberOption } from './numbers.ts';
import type { AddCommand } from './program.ts';
import { createProgress } from './progress.ts';
import { reportAsText } from '../evaluate/reportText.ts';

interface ReportFlags {
  recipe?: string;
  test?: string;
  seed: number;
  format: 'text' | ExportFormat;
  out?: string;
  images?: true;
}

const FORMATS = ['text', ...EXPORT_FORMATS];

export const addReport: AddCommand = (program, context, exit) => {
  program
    .command('report')
    .description('Every measure of one or more runs; the first is compared with each other one.')
    .argument('<run...>', "run folders, or a cookbook's result files")
    .option('--recipe <file>', 'whose question types are told apart')
    .option('--test <file>', 'the test file, for the questions and images of runs that did not keep them')
    .option('--seed <n>', 'of the bootstrap', numberOption('--seed', 0, 2 ** 32 - 1), SEED)
    .addOption(new Option('--format <format>', 'of the report').choices(FORMATS).default('text'))
    .option('--out <file>', 'written instead of printed; of inspect a file for each run')
    .option('--images', 'small pictures in html, from the test file')
    .action(async (paths: string[], flags: ReportFlags) => {
      await readingRuns(context, () => report(paths, flags, context));
      exit(0);
    });
};

async function report(paths: readonly string[], flags: ReportFlags, context: CliContext): Promise<void> {
  const { signal, cwd } = context;
  const { format, seed, recipe } = flags;
  if (flags.images && format !== 'html') throw new CannotRun('--images is for --format html.');
  const folders = paths.map((path) => resolve(cwd, path));
  const types = recipe === undefined ? [] : await readQuestionTypes(resolve(cwd, recipe));
  const test = flags.test === undefined ? undefined : resolve(cwd, flags.test);
  const results = await Results.read(folders, types, test, signal);
  const evaluation = results.evaluation(0, folders.length > 1 ? 1 : 0, seed);
  const thumbnails = flags.images ? await picturesFor(test ?? results.testPath, evaluation, context) : undefined;
  try {
    if (flags.out === undefined) await print(evaluation, format, thumbnails?.pictures, context);
    else await write(evaluation, format, resolve(cwd, flags.out), thumbnails?.pictures, context);
  } finally {
    await thumbnails?.close();
  }
}

async function picturesFor(test: string | undefined, evaluation: Evaluation, context: CliContext) {
  if (test === undefined) throw new CannotRun('These runs name no test file: give it with --test.');
  const testSet = await readTestSet(test, { withoutReferences: true, signal: context.signal });
  const bar = createProgress(context);
  const onProgress = (fraction: number) => {
    bar.show(fraction, 'Drawing pictures');
  };
  return {
    pictures: thumbnailsOf(testSet, evaluation, { signal: context.signal, onProgress }),
    close: async () => {
      bar.end();
      await testSet.close();
    },
  };
}

/** To standard output: the whole file, which has to be one. */
async function print(
  evaluation: Evaluation,
  format: ReportFlags['format'],
  thumbnails: Thumbnails | undefined,
  context: CliContext,
): Promise<void> {
  if (format === 'text') {
    context.print(reportAsText(evaluation.report, judgesOf(evaluation)));
    return;
  }
  const [file, ...others] = FILES_OF[format](evaluation, thumbnails);
  if (others.length > 0) throw new CannotRun('Inspect takes a file for each run: say where to with --out.');
  context.print((await collected(file?.pieces ?? [])).join('').trimEnd());
}

async function write(
  evaluation: Evaluation,
  format: ReportFlags['format'],
  path: string,
  thumbnails: Thumbnails | undefined,
  context: CliContext,
): Promise<void> {
  if (format === 'text') throw new CannotRun(`--out needs --format: ${EXPORT_FORMATS.join(', ')}.`);
  const { cwd, signal } = context;
  for (const file of await exportEvaluation(evaluation, format, path, { thumbnails, signal }))
    context.say(`Written: ${relative(cwd, file)}`);
}

async function collected(pieces: Pieces): Promise<string[]> {
  const all: string[] = [];
  for await (const piece of pieces) all.push(piece);
  return all;
}
