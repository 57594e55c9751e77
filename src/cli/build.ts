import { resolve } from 'node:path';
import { Option } from 'commander';
import { buildFromRecipe, type BuildSummary } from '../build/build.ts';
import { BuildError } from '../build/buildError.ts';
import { buildText } from './buildText.ts';
import { CannotRun, type CliContext } from './context.ts';
import type { AddCommand } from './program.ts';
import { createProgress } from './progress.ts';

interface BuildFlags {
  out?: string;
  dryRun?: true;
  ifChanged?: true;
  allowOutside?: true;
  allowWeb?: true;
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
      else for (const line of buildText(summary, context.cwd, dryRun)) context.print(line);
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
      onlyChanged: ifChanged,
      allowOutside,
      allowWeb,
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
