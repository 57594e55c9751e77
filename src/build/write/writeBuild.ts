import { tmpdir } from 'node:os';
import type { BuildOptions } from '../buildOptions.ts';
import type { Present } from '../record/changes.ts';
import { chooseFewShots } from '../plan/diverseRows.ts';
import { makePrefix } from './examples.ts';
import { fitQuality } from './fitQuality.ts';
import { ImageParts } from './imageParts.ts';
import { fileList, manifestOf, manifestText, unitOf, type Manifest, type ManifestOutput } from '../record/manifest.ts';
import type { Outputs } from '../outputs.ts';
import type { Plan } from '../plan/plan.ts';
import { planOutputs } from '../plan/planOutputs.ts';
import type { Recipe } from '../recipe/recipeSchema.ts';
import type { SkippedRows } from '../plan/skippedRows.ts';
import { SplitTally } from '../report/splitReport.ts';
import { Spool } from '../plan/spool.ts';
import { targetForms } from './targetForms.ts';
import type { Target } from '../targets.ts';
import { writeFiles } from './writeFiles.ts';
import { OutputFiles } from './writer.ts';

export interface BuildJob extends BuildOptions {
  recipe: Recipe;
  outputs: Outputs;
  targets: readonly Target[];
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
export async function writeBuild(job: BuildJob, skipped: SkippedRows): Promise<Manifest> {
  const { recipe, outputs, present, before, kept, signal, onProgress } = job;
  const { folder, outDir } = present;
  const own = job.dryRun === true || job.preview ? undefined : new OutputFiles();
  const files = job.preview?.files ?? own;
  // on the disk that the files need room on anyway; a folder of temporary files may be in memory itself
  const spool = new Spool([outDir, folder, tmpdir()]);
  try {
    const plan = await planOutputs(
      recipe,
      outputs,
      folder,
      { ...job, spool, onSkipped: skipped.note },
      job.preview?.rows,
    );
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
    const forms = await targetForms({
      ...{ images, quality, shots, plan },
      ...job,
      targets: job.preview ? [] : job.targets,
      files: own,
    });
    const tally = new SplitTally();
    const written = await writeFiles({
      ...{ outputs, outDir, prefix, images, targets: forms, files, tally, signal, onProgress },
      plan: job.preview ? firstRows(plan, job.preview.rows) : plan,
      unchanged: new Set(kept.map(unitOf)),
      testHasAnswers,
    });
    const all = present.outputs.flatMap((unit) => [...written, ...kept].filter((output) => unitOf(output) === unit));
    const hosted = new Map(forms.flatMap((form) => [...form.images.written]));
    // what is kept was read and counted by the build that wrote it
    const counted =
      before && kept.length > 0
        ? before
        : {
            images: fileList(images.files, folder),
            hosted: fileList(hosted, outDir),
            skipped: skipped.summary.count,
            report: tally.report,
          };
    const manifest = manifestOf({ ...counted, ...present, quality, outputs: all });
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
