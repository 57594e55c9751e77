import { basename } from 'node:path';
import { PURPOSES } from '../../dataset/purpose.ts';
import { BuildError } from '../buildError.ts';
import { bytesIn, sizeText } from '../recipe/byteSize.ts';
import { makePrefix } from './examples.ts';
import { ImageParts } from './imageParts.ts';
import { FileSink } from './lineSink.ts';
import type { Outputs } from '../outputs.ts';
import { PartSizes } from './partSizes.ts';
import type { Plan } from '../plan/plan.ts';
import type { Recipe, RowShot } from '../recipe/recipeSchema.ts';
import { writeSplit } from './writeSplit.ts';

/** Below this a picture is hardly worth training on. */
export const LOWEST_QUALITY = 10;
/** Above this only the bytes grow. */
const HIGHEST_QUALITY = 95;

export interface FitJob {
  image: NonNullable<Recipe['image']>;
  outputs: Outputs;
  plan: Plan;
  system: string | undefined;
  shots: readonly RowShot[];
  testHasAnswers: boolean;
  signal?: AbortSignal | undefined;
  onProgress?: ((fraction: number, message: string) => void) | undefined;
}

/**
 * The highest quality for which every file is within `image.fit`; `image.quality` is the highest that is tried. Each
 * trial encodes every different image, until a file is too large.
 * @throws {BuildError} when the lowest quality does not do
 */
export async function fitQuality(job: FitJob): Promise<number> {
  const limit = bytesIn(job.image.fit ?? Infinity);
  const highest = Math.max(LOWEST_QUALITY, job.image.quality ?? HIGHEST_QUALITY);
  const tooLarge = async (quality: number) => {
    job.onProgress?.(0, `Trying quality ${quality}`);
    return firstTooLarge(job, quality, limit);
  };
  if ((await tooLarge(highest)) === undefined) return highest;
  const file = await tooLarge(LOWEST_QUALITY);
  if (file !== undefined)
    throw new BuildError(
      `${file} does not fit in ${sizeText(limit)} even at quality ${LOWEST_QUALITY}, the lowest that is tried: set a smaller "image.maxSide", lower the counts under "sample", or raise "image.fit".`,
    );
  let [fits, fails] = [LOWEST_QUALITY, highest];
  while (fails - fits > 1) {
    const middle = Math.floor((fits + fails) / 2);
    if ((await tooLarge(middle)) === undefined) fits = middle;
    else fails = middle;
  }
  return fits;
}

/** The name of a file that would be over the limit. */
async function firstTooLarge(job: FitJob, quality: number, limit: number): Promise<string | undefined> {
  const { outputs, plan, signal } = job;
  const encoded = new ImageParts({ ...job.image, quality });
  const images = new PartSizes(async (...image) => (await encoded.part(...image)).length);
  const prefix = await makePrefix(job.system, job.shots, plan.train ?? [], images);
  for (const split of PURPOSES) {
    const path = outputs[split];
    if (path === undefined) continue;
    let bytes = 0;
    const count = (...pieces: Buffer[]) => {
      for (const piece of pieces) bytes += piece.length;
      return bytes > limit ? Promise.reject(new Over()) : Promise.resolve();
    };
    const withAnswers = split !== 'test' || job.testHasAnswers;
    try {
      await writeSplit([new FileSink(count, { prefix, images, withAnswers })], { rows: plan[split] ?? [], signal });
    } catch (error) {
      if (error instanceof Over) return basename(path);
      throw error;
    }
  }
  return undefined;
}

class Over extends Error {}
