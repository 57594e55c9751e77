import { basename, dirname, resolve } from 'node:path';
import { sha256 } from '../images/hash.ts';
import type { BuildOptions } from './buildOptions.ts';
import { changesSince, type Present } from './record/changes.ts';
import type { ProviderId } from '../providers/profile.ts';
import { describeInputs } from './record/inputs.ts';
import { manifestPathOf, pathFrom, readManifest, unitOf } from './record/manifest.ts';
import { outputsOf, type Outputs } from './outputs.ts';
import type { Skipped } from './plan/plan.ts';
import { parseRecipe } from './recipe/recipe.ts';
import { readRecipe, readRecipeText, readSystemPrompt } from './recipe/recipeFile.ts';
import { SkippedRows } from './plan/skippedRows.ts';
import type { SplitReport } from './report/splitReport.ts';
import { targetsOf } from './targets.ts';
import { writeBuild } from './write/writeBuild.ts';
import { outputPath } from './write/writeFiles.ts';

export interface BuildSummary {
  /** `split` is train, validation, test, or answers for those beside a test file; `images` counts image parts. */
  files: {
    path: string;
    split: string;
    /** Of a target's file. */
    provider?: ProviderId;
    examples: number;
    images: number;
    bytes: number;
  }[];
  /** Of `files`, those that were as the last build left them and were not written. */
  unchanged: string[];
  /** Why something was written, one sentence each, where only what changed was to be. */
  reasons: string[];
  /** Sizes of the splits, what they share, how their examples are spread. */
  report: SplitReport;
  /** Of the images, where it was sought so that the files fit. */
  quality?: number;
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
  const targets = targetsOf(recipe, outputs, folder, outDir);
  const system = await readSystemPrompt(recipe, folder);

  options.onProgress?.(0, 'Reading rows');
  const manifestPath = manifestPathOf(recipePath, outDir);
  const present: Present = {
    recipe: { path: basename(recipePath), sha256: sha256(Buffer.from(text)) },
    inputs: preview ? [] : await describeInputs(recipe, folder, signal),
    outputs: [outputs, ...targets.map((target) => target.outputs)]
      .flatMap((each) => Object.values(each))
      .map((path) => pathFrom(outDir, path)),
    folder,
    outDir,
  };
  const before = options.onlyChanged === true ? await readManifest(manifestPath) : undefined;
  const { reasons, outdated } = options.onlyChanged
    ? await changesSince(before, present, signal)
    : { reasons: [], outdated: present.outputs };
  const kept = (before?.outputs ?? []).filter(
    (output) => present.outputs.includes(unitOf(output)) && !outdated.includes(unitOf(output)),
  );
  const left = new SkippedRows();
  const {
    outputs: written,
    report,
    quality,
    skipped,
  } = before && outdated.length === 0
    ? before
    : await writeBuild({ ...options, recipe, outputs, targets, system, present, before, kept, manifestPath }, left);
  return {
    files: written.map((output) => {
      const { split, provider, examples, images, bytes } = output;
      const path = outputPath(outDir, output);
      return { path, split, ...(provider && { provider }), examples, images, bytes };
    }),
    unchanged: kept.map((output) => outputPath(outDir, output)),
    reasons,
    report,
    ...(quality !== undefined && { quality }),
    manifest: manifestPath,
    skipped: { ...left.summary, count: skipped },
  };
}

/** Absolute paths of the files a recipe writes beside itself, by split. @throws {BuildError} when the recipe is missing or wrong */
export async function outputPathsOf(recipePath: string): Promise<Outputs> {
  const folder = dirname(resolve(recipePath));
  return outputsOf(await readRecipe(recipePath), recipePath, folder, folder);
}
