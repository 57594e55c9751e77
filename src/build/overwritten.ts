import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { outputPathsOf } from './build.ts';
import { hashOfFile } from './inputs.ts';
import { manifestPathOf, pathFrom, readManifest } from './manifest.ts';

/**
 * The files that a build of the recipe would write over and that are not as the last build left them: written by hand,
 * or changed since. @returns absolute paths
 * @throws {BuildError} when the recipe is missing or wrong
 */
export async function overwritten(recipePath: string): Promise<string[]> {
  const paths = Object.values(await outputPathsOf(recipePath));
  const manifest = await readManifest(manifestPathOf(recipePath));
  const mine = await Promise.all(
    paths.map(async (path) => {
      const found = await stat(path).catch(() => undefined);
      if (!found) return true;
      const known = manifest?.outputs.find((output) => output.path === pathFrom(dirname(recipePath), path));
      return known?.bytes === found.size && (await hashOfFile(path)) === known.sha256;
    }),
  );
  return paths.filter((_, at) => mine[at] !== true);
}
