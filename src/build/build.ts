import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, resolve } from 'node:path';
import { PURPOSES } from '../dataset/purpose.ts';
import { sha256 } from '../images/hash.ts';
import { BuildError } from './buildError.ts';
import { changesSince, type Present } from './changes.ts';
import { chooseFewShots } from './diverseRows.ts';
import { makePrefix } from './examples.ts';
import type { ImagePermissions } from './imageAccess.ts';
import { ImageParts } from './imageParts.ts';
import { describeInputs } from './inputs.ts';
import {
  manifestOf,
  manifestPathOf,
  manifestText,
  pathFrom,
  readManifest,
  type Manifest,
  type ManifestOutput,
} from './manifest.ts';
import { outputsOf, type Outputs } from './outputs.ts';
import { refuseOwnOutputs } from './ownOutputs.ts';
import { planRows, type Plan, type PlanOptions, type Skipped } from './plan.ts';
import { parseRecipe } from './recipe.ts';
import type { Recipe } from './recipeSchema.ts';
import { SkippedRows } from './skippedRows.ts';
import { SplitTally, type SplitReport } from './splitReport.ts';
import { Spool } from './spool.ts';
import { outputPath, writeFiles } from './writeFiles.ts';
import { OutputFiles, type FilesInto } from './writer.ts';

export interface BuildOptions extends ImagePermissions {
  /** Folder the files are written to, in place of the recipe's. */
  outDir?: string | undefined;
  /** Do everything - read, draw, encode - but write nothing. */
  dryRun?: boolean | undefined;
  /** Write only what is not as the last build says: a changed recipe, source or image decides about all files. */
  onlyChanged?: boolean | undefined;
  /** Build the first rows of each split from a text that is not saved, into other files than the recipe's. */
  preview?: { text: string; rows: number; files: FilesInto } | undefined;
  signal?: AbortSignal | undefined;
  /** `fraction` from 0 to 1; `count` of the examples, once they are known. */
  onProgress?: ((fraction: number, message: string, count?: { done: number; total: number }) => void) | undefined;
}

export interface BuildSummary {
  /** `split` is train, validation, test, or answers for those beside a test file; `images` counts image parts. */
  files: { path: string; split: string; examples: number; images: number; bytes: number }[];
  /** Of `files`, those that were as the last build left them and were not written. */
  unchanged: string[];
  /** Why something was written, one sentence each, where only what changed was to be. */
  reasons: string[];
  /** Sizes of the splits, what they share, how their examples are spread. */
  report: SplitReport;
  /** Where it stands what the files were made of. */
  manifest: string;
  /** What was left out, or has a placeholder for its image: how many in all, and the first of them. */
  skipped: { count: number; rows: Skipped[] };
}

/**
 * Builds the files of a recipe and `NAME.build.json` that says what they were made of. The same recipe and data give
 * the same bytes; on any failure, or when the signal is aborted, the files that were there before are still there,
 * unchanged.
 * @throws {BuildError} one sentence for the user; the signal's reason when aborted
 */
export async function buildFromRecipe(recipePath: string, options: BuildOptions = {}): Promise<BuildSummary> {
  const { signal, preview } = options;
  const folder = dirname(resolve(recipePath));
  const outDir = resolve(options.outDir ?? folder);
  const text = preview?.text ?? (await readRecipeText(recipePath));
  const recipe = parseRecipe(text, basename(recipePath));
  const outputs = outputsOf(recipe, recipePath, folder, outDir);
  const system = await readSystemPrompt(recipe, folder);

  options.onProgress?.(0, 'Reading rows');
  const manifestPath = manifestPathOf(recipePath, outDir);
  const present: Present = {
    recipe: { path: basename(recipePath), sha256: sha256(Buffer.from(text)) },
    inputs: preview ? [] : await describeInputs(recipe, folder, signal),
    outputs: Object.values(outputs).map((path) => pathFrom(outDir, path)),
    folder,
    outDir,
  };
  const before = options.onlyChanged === true ? await readManifest(manifestPath) : undefined;
  const { reasons, outdated } = options.onlyChanged
    ? await changesSince(before, present, signal)
    : { reasons: [], outdated: present.outputs };
  const kept = (before?.outputs ?? []).filter(({ path }) => present.outputs.includes(path) && !outdated.includes(path));
  const skipped = new SkippedRows();
  const { outputs: written, report } =
    before && outdated.length === 0
      ? before
      : await write({ ...options, recipe, outputs, system, present, before, kept, manifestPath }, skipped.note);
  return {
    files: written.map((output) => {
      const { split, examples, images, bytes } = output;
      return { path: outputPath(outDir, output), split, examples, images, bytes };
    }),
    unchanged: kept.map((output) => outputPath(outDir, output)),
    reasons,
    report,
    manifest: manifestPath,
    skipped: skipped.summary,
  };
}

interface BuildJob extends BuildOptions {
  recipe: Recipe;
  outputs: Outputs;
  system: string | undefined;
  present: Present;
  /** The last build, of which `kept` stays as it is. */
  before: Manifest | undefined;
  kept: ManifestOutput[];
  manifestPath: string;
}

/** @returns what there is then, files that are kept among it */
async function write(job: BuildJob, onSkipped: PlanOptions['onSkipped']): Promise<Manifest> {
  const { recipe, outputs, present, before, kept, signal, onProgress } = job;
  const { folder, outDir } = present;
  const files = job.preview?.files ?? (job.dryRun === true ? undefined : new OutputFiles());
  // on the disk that the files need room on anyway; a folder of temporary files may be in memory itself
  const spool = new Spool([outDir, folder, tmpdir()]);
  try {
    const plan = await planOutputs(recipe, outputs, folder, { ...job, spool, onSkipped });
    const images = new ImageParts(recipe.image);
    const shots = await chooseFewShots(recipe.fewShot ?? [], plan.train ?? []);
    const prefix = await makePrefix(job.system, shots, plan.train ?? [], images);
    const tally = new SplitTally();
    const written = await writeFiles({
      ...{ outputs, outDir, prefix, images, files, tally, signal, onProgress },
      plan: job.preview ? firstRows(plan, job.preview.rows) : plan,
      unchanged: new Set(kept.map(({ path }) => path)),
      testHasAnswers: recipe.output?.testHasAnswers === true,
    });
    const all = present.outputs.flatMap((path) => [...written, ...kept].find((output) => output.path === path) ?? []);
    // what is kept was read and counted by the build that wrote it
    const { images: read, report } =
      before && kept.length > 0 ? before : { images: images.filesFrom(folder), report: tally.report };
    const manifest = manifestOf(present, read, all, report);
    const note = await files?.create(job.manifestPath);
    await note?.write(Buffer.from(manifestText(manifest)));
    signal?.throwIfAborted();
    await files?.commit();
    return manifest;
  } catch (error) {
    await files?.discard();
    throw error;
  } finally {
    await spool.close();
  }
}

const firstRows = (plan: Plan, rows: number): Plan =>
  Object.fromEntries(Object.entries(plan).map(([split, all]) => [split, all.slice(0, rows)]));

/** Absolute paths of the files a recipe writes beside itself, by split. @throws {BuildError} when the recipe is missing or wrong */
export async function outputPathsOf(recipePath: string): Promise<Outputs> {
  const folder = dirname(resolve(recipePath));
  return outputsOf(await readRecipe(recipePath), recipePath, folder, folder);
}

/** Reads and checks a recipe. @throws {BuildError} when it is missing or wrong */
export async function readRecipe(path: string): Promise<Recipe> {
  return parseRecipe(await readRecipeText(path), basename(path));
}

const readRecipeText = (path: string) => readText(path, `There is no recipe ${path}: check the path`);

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
