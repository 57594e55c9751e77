import { basename, dirname, resolve } from 'node:path';
import { PURPOSES, type Purpose } from '../dataset/purpose.ts';
import { ENCODE_FORMATS } from '../images/encode.ts';
import type { ProviderProfile } from '../providers/profile.ts';
import { PROFILES } from '../providers/profiles.ts';
import { BuildError } from './buildError.ts';
import { bytesIn } from './recipe/byteSize.ts';
import { inputsOf } from './record/inputs.ts';
import type { Outputs } from './outputs.ts';
import type { Recipe, TargetRecipe } from './recipe/recipeSchema.ts';

/** Files for one vendor, in the form it takes. */
export interface Target {
  profile: ProviderProfile;
  /** Absolute path of each split; a file that is divided has numbers in its name besides. */
  outputs: Partial<Record<Purpose, string>>;
  /** How its images are encoded. */
  image: NonNullable<Recipe['image']>;
  /** Where images are that the user puts on a server: their address, and the folder they are written to. */
  hosted: { address: string; folder: string } | undefined;
  limits: TargetLimits;
}

export interface TargetLimits {
  /** Bytes of one file. */
  bytes: number;
  /** Lines of one file, and fewest in a training file. */
  examples: number;
  fewest: number;
  imagesPerExample: number;
  /** Bytes of one encoded image. */
  imageBytes: number;
}

/**
 * What a recipe's targets are.
 * @param folder of the recipe
 * @throws {BuildError} when a vendor takes no addresses, or files would be written over others
 */
export function targetsOf(recipe: Recipe, outputs: Outputs, folder: string, outDir: string): Target[] {
  const taken = new Set([...Object.values(outputs), ...inputsOf(recipe).map((path) => resolve(folder, path))]);
  return (recipe.targets ?? []).map((target, at) => {
    const profile = PROFILES[target.provider];
    const own: Target['outputs'] = {};
    for (const split of PURPOSES) {
      const main = outputs[split];
      if (main === undefined) continue;
      const path = resolve(outDir, target.folder, basename(main));
      if (taken.has(path))
        throw new BuildError(
          `"targets.${at}.folder" is ${target.folder}, where ${basename(main)} is taken: choose another folder.`,
        );
      taken.add(path);
      own[split] = path;
    }
    return {
      profile,
      outputs: own,
      image: imageFor(profile, recipe.image),
      hosted: hostedBy(target, profile, resolve(outDir, target.folder), at),
      limits: limitsOf(profile, target),
    };
  });
}

/** The recipe's own encoding where the vendor takes it, otherwise JPEG; `detail` only where the vendor knows it. */
function imageFor({ limits }: ProviderProfile, image: Recipe['image'] = {}): NonNullable<Recipe['image']> {
  const formats: readonly string[] = limits.imageFormats?.value ?? ENCODE_FORMATS;
  const format = image.format ?? 'jpeg';
  const detail = limits.details?.value.includes(image.detail ?? '') ? image.detail : undefined;
  return { ...image, format: formats.includes(format) ? format : 'jpeg', detail };
}

function hostedBy({ imageUrl, images }: TargetRecipe, { name, limits }: ProviderProfile, folder: string, at: number) {
  if (imageUrl === undefined) return undefined;
  if (limits.imageSources && !limits.imageSources.value.includes('http'))
    throw new BuildError(
      `${name} takes images only inside the file: take "imageUrl" out of "targets.${at}", or leave that target out.`,
    );
  return { address: imageUrl, folder: resolve(folder, images ?? 'images') };
}

/** The largest upload route decides, and what the recipe says below it. */
function limitsOf({ limits }: ProviderProfile, { maxBytes }: TargetRecipe): TargetLimits {
  return {
    bytes: Math.min(limits.fileBytes?.at(-1)?.value ?? Infinity, maxBytes === undefined ? Infinity : bytesIn(maxBytes)),
    examples: Math.min(limits.maxExamples?.value ?? Infinity, limits.maxImageExamples?.value ?? Infinity),
    fewest: limits.minExamples?.value ?? 1,
    imagesPerExample: limits.imagesPerExample?.value ?? Infinity,
    imageBytes: limits.imageBytes?.error.value ?? Infinity,
  };
}

/** `train.jsonl` -> `train-00002-of-00003.jsonl`; as it is where there is only one. */
export function shardPath(path: string, index: number, count: number): string {
  if (count === 1) return path;
  const digits = (number: number) => String(number).padStart(5, '0');
  const [, stem = '', extension = ''] = /^(.*?)(\.[^.]*)?$/.exec(basename(path)) ?? [];
  return resolve(dirname(path), `${stem}-${digits(index + 1)}-of-${digits(count)}${extension}`);
}
