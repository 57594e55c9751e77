import { resolve } from 'node:path';
import { Option } from 'commander';
import { buildFromRecipe, type BuildSummary } from '../build/build.ts';
import type { BuildOptions } from '../build/buildOptions.ts';
import { BuildError } from '../build/buildError.ts';
import { sizesOf } from '../build/report/sizes.ts';
import { buildText } from './buildText.ts';
import { CannotRun, type CliContext } from './context.ts';
import type { AddCommand } from './program.ts';
import { createProgress } from './progress.ts';
import { sizesText } from './sizesText.ts';

interface BuildFlags {
  out?: string;
  dryRun?: true;
  ifChanged?: true;
  allowOutside?: true;
  allowWeb?: true;
  sizes?: true;
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
    .option('--sizes', 'show what quality and longest side cost in bytes and tokens, write nothing')
    .option('--allow-outside', "read images outside the recipe's folder")
    .option('--allow-web', 'fetch images from public web addresses')
    .addOption(new Option('--format <format>', 'of the result').choices(['text', 'json']).default('text'))
    .action(async (recipe: string, flags: BuildFlags) => {
      if (flags.sizes) {
        const table = await stoppable(context, (options) =>
          sizesOf(resolve(context.cwd, recipe), { ...flags, ...options }),
        );
        if (flags.format === 'json') context.print(JSON.stringify({ version: 1, ...table }));
        else for (const line of sizesText(table)) context.print(line);
        exit(0);
        return;
      }
      const summary = await run(recipe, flags, context);
      const dryRun = flags.dryRun === true;
      if (flags.format === 'json') context.print(JSON.stringify({ version: 1, dryRun, ...summary }));
      else for (const line of buildText(summary, context.cwd, dryRun)) context.print(line);
      sayWhatWasSkipped(summary, context);
      exit(0);
    });
};

function run(recipe: string, flags: BuildFlags, context: CliContext): Promise<BuildSummary> {
  const { out, dryRun, ifChanged, allowOutside, allowWeb } = flags;
  const outDir = out === undefined ? undefined : resolve(context.cwd, out);
  return stoppable(context, (options) =>
    buildFromRecipe(resolve(context.cwd, recipe), {
      ...{ outDir, dryRun, onlyChanged: ifChanged, allowOutside, allowWeb },
      ...options,
    }),
  );
}

/** Runs a step with its progress shown; what stops it becomes a sentence. */
async function stoppable<T>(
  context: CliContext,
  step: (options: Pick<BuildOptions, 'signal' | 'onProgress'>) => Promise<T>,
): Promise<T> {
  const { signal } = context;
  const progress = createProgress(context);
  try {
    const onProgress = (fraction: number, message: string) => {
      progress.show(fraction, message);
    };
    return await step({ signal, onProgress });
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
