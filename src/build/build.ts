import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, resolve } from 'node:path';
import { PURPOSES } from '../dataset/purpose.ts';
import { BuildError } from './buildError.ts';
import { makePrefix, type Prefix } from './examples.ts';
import type { ImagePermissions } from './imageAccess.ts';
import { ImageParts } from './imageParts.ts';
import { outputsOf, type Outputs } from './outputs.ts';
import { refuseOwnOutputs } from './ownOutputs.ts';
import { planRows, type Plan, type PlanOptions, type Skipped } from './plan.ts';
import { parseRecipe } from './recipe.ts';
import type { Recipe } from './recipeSchema.ts';
import { SkippedRows } from './skippedRows.ts';
import { Spool } from './spool.ts';
import { OutputFiles } from './writer.ts';
import { writeAnswers, writeSplit, type WritePieces } from './writeSplit.ts';

export interface BuildOptions extends ImagePermissions {
  /** Folder the files are written to, in place of the recipe's. */
  outDir?: string | undefined;
  /** Do everything - read, draw, encode - but write nothing. */
  dryRun?: boolean | undefined;
  signal?: AbortSignal | undefined;
  /** `fraction` from 0 to 1. */
  onProgress?: ((fraction: number, message: string) => void) | undefined;
}

export interface BuildSummary {
  /** `split` is train, validation, test, or answers for those beside a test file; `images` counts image parts. */
  files: { path: string; split: string; examples: number; images: number; bytes: number }[];
  /** What was left out, or has a placeholder for its image: how many in all, and the first of them. */
  skipped: { count: number; rows: Skipped[] };
}

/**
 * Builds the files of a recipe. The same recipe and data give the same bytes; on any failure, or when the signal is
 * aborted, the files that were there before are still there, unchanged.
 * @throws {BuildError} one sentence for the user; the signal's reason when aborted
 */
export async function buildFromRecipe(recipePath: string, options: BuildOptions = {}): Promise<BuildSummary> {
  const { signal, onProgress } = options;
  const folder = dirname(resolve(recipePath));
  const recipe = await readRecipe(recipePath);
  const outputs = outputsOf(recipe, recipePath, folder, resolve(options.outDir ?? folder));
  const system = await readSystemPrompt(recipe, folder);

  onProgress?.(0, 'Reading rows');
  const files = options.dryRun === true ? undefined : new OutputFiles();
  // on the disk that the files need room on anyway; a folder of temporary files may be in memory itself
  const spool = new Spool([resolve(options.outDir ?? folder), folder, tmpdir()]);
  const skipped = new SkippedRows();
  try {
    const plan = await planOutputs(recipe, outputs, folder, { ...options, spool, onSkipped: skipped.note });
    const images = new ImageParts(recipe.image);
    const prefix = await makePrefix(system, recipe.fewShot ?? [], plan.train ?? [], images);
    const written = await writeAll({ recipe, outputs, plan, prefix, images, files, signal, onProgress });
    signal?.throwIfAborted();
    await files?.commit();
    return { ...written, skipped: skipped.summary };
  } catch (error) {
    await files?.discard();
    throw error;
  } finally {
    await spool.close();
  }
}

/** Absolute paths of the files a recipe writes beside itself, by split. @throws {BuildError} when the recipe is missing or wrong */
export async function outputPathsOf(recipePath: string): Promise<Outputs> {
  const folder = dirname(resolve(recipePath));
  return outputsOf(await readRecipe(recipePath), recipePath, folder, folder);
}

/** Reads and checks a recipe. @throws {BuildError} when it is missing or wrong */
export async function readRecipe(path: string): Promise<Recipe> {
  return parseRecipe(await readText(path, `There is no recipe ${path}: check the path`), basename(path));
}

/** One trailing line end of the file is dropped: editors add it. */
async function readSystemPrompt({ prompt }: Recipe, folder: string): Promise<string | undefined> {
  if (prompt.system === undefined) return undefined;
  const missing = `There is no system prompt ${prompt.system}: correct "prompt.system" in the recipe`;
  return (await readText(resolve(folder, prompt.system), missing)).replace(/\r?\n$/, '');
}

async function readText(path: string, missing: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    const gone = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const why = error instanceof Error ? error.message : String(error);
    throw new BuildError(gone ? `${missing}.` : `${path} cannot be read: ${why}.`);
  }
}

type Gathering = Pick<PlanOptions, 'allowOutside' | 'allowWeb' | 'spool' | 'onSkipped'> & Pick<BuildOptions, 'signal'>;

async function planOutputs(recipe: Recipe, outputs: Outputs, folder: string, gathering: Gathering) {
  const showsExamples = (recipe.fewShot ?? []).length > 0;
  if (showsExamples && recipe.sample.train === undefined)
    throw new BuildError('Few-shot examples are rows of the training split: give "sample.train" a count.');
  const testAnswered = recipe.output?.testHasAnswers === true || outputs.answers !== undefined;
  await refuseOwnOutputs(recipe, outputs, folder);
  const { allowOutside, allowWeb, spool, onSkipped, signal } = gathering;
  return planRows(recipe, {
    folder,
    splits: PURPOSES.filter((split) => outputs[split] !== undefined || (split === 'train' && showsExamples)),
    answered: testAnswered ? PURPOSES : ['train', 'validation'],
    ...{ allowOutside, allowWeb, spool, onSkipped, signal },
  });
}

interface WriteJob extends Pick<BuildOptions, 'signal' | 'onProgress'> {
  recipe: Recipe;
  outputs: Outputs;
  plan: Plan;
  prefix: Prefix;
  images: ImageParts;
  /** Missing in a dry run. */
  files: OutputFiles | undefined;
}

async function writeAll({ recipe, outputs, plan, prefix, images, files, signal, onProgress }: WriteJob) {
  const summary: Pick<BuildSummary, 'files'> = { files: [] };
  const written = PURPOSES.filter((split) => outputs[split] !== undefined);
  const total = written.flatMap((split) => plan[split] ?? []).reduce((sum, row) => sum + row.exampleCount, 0);
  let done = 0;
  const begin = async (path: string): Promise<WritePieces> => {
    const file = await files?.create(path);
    return (...pieces) => file?.write(...pieces) ?? Promise.resolve();
  };
  for (const split of written) {
    const path = outputs[split] ?? '';
    const onLine = () => onProgress?.(++done / total, `Writing ${basename(path)}`);
    const withAnswers = split !== 'test' || recipe.output?.testHasAnswers === true;
    const job = { rows: plan[split] ?? [], prefix, images, withAnswers, signal, onLine };
    summary.files.push({ path, split, ...(await writeSplit(await begin(path), job)) });
  }
  if (outputs.answers !== undefined && plan.test)
    summary.files.push({
      path: outputs.answers,
      split: 'answers',
      ...(await writeAnswers(await begin(outputs.answers), plan.test)),
    });
  return summary;
}
