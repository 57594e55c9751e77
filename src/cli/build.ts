import { relative, resolve } from 'node:path';
import { Option } from 'commander';
import { buildFromRecipe, type BuildSummary } from '../build/build.ts';
import { BuildError } from '../build/buildError.ts';
import { amount, megabytes } from '../dataset/amounts.ts';
import { CannotRun, type CliContext } from './context.ts';
import type { AddCommand } from './program.ts';
import { createProgress } from './progress.ts';

interface BuildFlags {
  out?: string;
  dryRun?: true;
  allowOutside?: true;
  allowWeb?: true;
  ifChanged?: true;
  format: 'text' | 'json';
}

const SHOWN_SKIPPED = 20;

export const addBuild: AddCommand = (program, context, exit) => {
  program
    .command('build')
    .description('Write the training, validation and test files of a recipe.')
    .argument('<recipe>', 'a .recipe.json file')
    .option('--out <dir>', "folder for the files (default: the recipe's)")
    .option('--dry-run', 'read, draw and encode everything, write nothing')
    .option('--if-changed', 'write only what is not as the last build left it')
    .option('--allow-outside', "read images outside the recipe's folder")
    .option('--allow-web', 'fetch images from public web addresses')
    .addOption(new Option('--format <format>', 'of the result').choices(['text', 'json']).default('text'))
    .action(async (recipe: string, flags: BuildFlags) => {
      const summary = await run(recipe, flags, context);
      const dryRun = flags.dryRun === true;
      if (flags.format === 'json') context.print(JSON.stringify({ version: 1, dryRun, ...summary }));
      else for (const line of textOf(summary, context.cwd, dryRun)) context.print(line);
      sayWhatWasSkipped(summary, context);
      exit(0);
    });
};

async function run(recipe: string, flags: BuildFlags, context: CliContext): Promise<BuildSummary> {
  const { cwd, signal } = context;
  const { out, dryRun, ifChanged, allowOutside, allowWeb } = flags;
  const progress = createProgress(context);
  try {
    return await buildFromRecipe(resolve(cwd, recipe), {
      outDir: out === undefined ? undefined : resolve(cwd, out),
      dryRun,
      allowOutside,
      allowWeb,
      onlyChanged: ifChanged,
      signal,
      onProgress: progress.show,
    });
  } catch (error) {
    if (signal.aborted) throw new CannotRun('Stopped: nothing was written, the earlier files are unchanged.');
    if (error instanceof BuildError) throw new CannotRun(error.message);
    throw error;
  } finally {
    progress.end();
  }
}

/** Rows that a recipe leaves out are no failure, but nobody should have to look for them. */
function sayWhatWasSkipped({ skipped }: BuildSummary, context: CliContext): void {
  for (const { where, why } of skipped.rows.slice(0, SHOWN_SKIPPED))
    context.say(`Left out: ${why.startsWith(where) ? why : `${where}: ${why}.`}`);
  const more = skipped.count - Math.min(skipped.rows.length, SHOWN_SKIPPED);
  if (more > 0) context.say(`Left out besides: ${more}.`);
}

function* textOf({ files, unchanged, reasons }: BuildSummary, cwd: string, dryRun: boolean): Generator<string> {
  yield* reasons;
  if (files.length === unchanged.length) yield 'Nothing changed since the last build: nothing was written.';
  for (const file of files) {
    const state = unchanged.includes(file.path) ? ' (unchanged)' : dryRun ? ' (not written)' : '';
    yield `${describe(file, cwd)}${state}`;
  }
}

function describe(file: BuildSummary['files'][number], cwd: string): string {
  const inside = relative(cwd, file.path);
  const path = inside.startsWith('..') ? file.path : inside;
  const size = file.bytes < 1e5 ? `${(file.bytes / 1e3).toFixed(1)} kB` : megabytes(file.bytes);
  const images = file.images > 0 ? `, ${amount(file.images, 'image')}` : '';
  return `${path}: ${amount(file.examples, 'example')}${images}, ${size}`;
}
