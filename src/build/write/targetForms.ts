import { makePrefix } from './examples.ts';
import { ImageParts } from './imageParts.ts';
import type { Plan } from '../plan/plan.ts';
import type { RowShot } from '../recipe/recipeSchema.ts';
import { TargetParts } from './targetParts.ts';
import type { Target } from '../targets.ts';
import type { TargetForm } from './writeFiles.ts';
import type { OutputFiles } from './writer.ts';

export interface FormsJob {
  targets: readonly Target[];
  /** The recipe's own images; targets of their format share them. */
  images: ImageParts;
  /** Where it was sought. */
  quality: number | undefined;
  system: string | undefined;
  shots: readonly RowShot[];
  plan: Plan;
  /** Missing in a dry run. */
  files: OutputFiles | undefined;
}

/** What the lines of each target are made of. */
export async function targetForms({
  targets,
  images,
  quality,
  system,
  shots,
  plan,
  files,
}: FormsJob): Promise<TargetForm[]> {
  const encoded = new Map([[images.format, images]]);
  const forms: TargetForm[] = [];
  for (const target of targets) {
    const own = new ImageParts({ ...target.image, ...(quality !== undefined && { quality }) });
    const shared = encoded.get(own.format) ?? own;
    encoded.set(own.format, shared);
    const parts = new TargetParts(target, shared, files);
    forms.push({ target, prefix: await makePrefix(system, shots, plan.train ?? [], parts), images: parts, files });
  }
  return forms;
}
