import { tmpdir } from 'node:os';
import type { BuildOptions } from './buildOptions.ts';
import type { Present } from './changes.ts';
import { chooseFewShots } from './diverseRows.ts';
import { makePrefix } from './examples.ts';
import { fitQuality } from './fitQuality.ts';
import { ImageParts } from './imageParts.ts';
import { manifestOf, manifestText, type Manifest, type ManifestOutput } from './manifest.ts';
import type { Outputs } from './outputs.ts';
import type { Plan, PlanOptions } from './plan.ts';
import { planOutputs } from './planOutputs.ts';
import type { Recipe } from './recipeSchema.ts';
import { SplitTally } from './splitReport.ts';
import { Spool } from './spool.ts';
import { writeFiles } from './writeFiles.ts';
import { OutputFiles } from './writer.ts';

export interface BuildJob extends BuildOptions {
  recipe: Recipe;
  outputs: Outputs;
  system: string | undefined;
  present: Present;
  /** The last build, of which `kept` stays as it is. */
  before: Manifest | undefined;
  kept: ManifestOutput[];
  manifestPath: string;
}

/**
 * Writes the files and the manifest, all or none.
 * @returns what there is then, files that are kept among it
 */
export async function writeBuild(job: BuildJob, onSkipped: PlanOptions['onSkipped']): Promise<Manifest> {
  const { recipe, outputs, present, before, kept, signal, onProgress } = job;
  const { folder, outDir } = present;
  const files = job.preview?.files ?? (job.dryRun === true ? undefined : new OutputFiles());
  // on the disk that the files need room on anyway; a folder of temporary files may be in memory itself
  const spool = new Spool([outDir, folder, tmpdir()]);
  try {
    const plan = await planOutputs(recipe, outputs, folder, { ...job, spool, onSkipped });
    const shots = await chooseFewShots(recipe.fewShot ?? [], plan.train ?? []);
    const testHasAnswers = recipe.output?.testHasAnswers === true;
    const { image } = recipe;
    // a preview shows what the recipe's quality looks like
    const seeks = image?.fit !== undefined && !job.preview;
    const quality = seeks
      ? (qualityOf(before, kept) ?? (await fitQuality({ ...job, image, plan, shots, testHasAnswers })))
      : undefined;
    const images = new ImageParts(quality === undefined ? image : { ...image, quality });
    const prefix = await makePrefix(job.system, shots, plan.train ?? [], images);
    const tally = new SplitTally();
    const written = await writeFiles({
      ...{ outputs, outDir, prefix, images, files, tally, signal, onProgress },
      plan: job.preview ? firstRows(plan, job.preview.rows) : plan,
      unchanged: new Set(kept.map(({ path }) => path)),
      testHasAnswers,
    });
    const all = present.outputs.flatMap((path) => [...written, ...kept].find((output) => output.path === path) ?? []);
    // what is kept was read and counted by the build that wrote it
    const { images: read, report } =
      before && kept.length > 0 ? before : { images: images.filesFrom(folder), report: tally.report };
    const manifest = manifestOf({ ...present, quality, images: read, outputs: all, report });
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

/** What stands beside the files that are kept was encoded alike. */
const qualityOf = (before: Manifest | undefined, kept: readonly ManifestOutput[]) =>
  kept.length > 0 ? before?.quality : undefined;

const firstRows = (plan: Plan, rows: number): Plan =>
  Object.fromEntries(Object.entries(plan).map(([split, all]) => [split, all.slice(0, rows)]));
