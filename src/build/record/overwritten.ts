import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { hashOfFile } from './inputs.ts';
import { manifestPathOf, pathFrom, readManifest } from './manifest.ts';
import { outputsOf } from '../outputs.ts';
import { readRecipe } from '../recipe/recipeFile.ts';
import { targetsOf } from '../targets.ts';
import { outputPath } from '../write/writeFiles.ts';

/**
 * The files that a build of the recipe would write over and that are not as the last build left them: written by hand,
 * or changed since. @returns absolute paths
 * @throws {BuildError} when the recipe is missing or wrong
 */
export async function overwritten(recipePath: string): Promise<string[]> {
  const folder = dirname(resolve(recipePath));
  const recipe = await readRecipe(recipePath);
  const outputs = outputsOf(recipe, recipePath, folder, folder);
  const targets = targetsOf(recipe, outputs, folder, folder).map((target) => target.outputs);
  const manifest = await readManifest(manifestPathOf(recipePath));
  const built = (manifest?.outputs ?? [])
    .filter(({ provider }) => provider)
    .map((output) => outputPath(folder, output));
  const paths = [...new Set([...[outputs, ...targets].flatMap((each) => Object.values(each)), ...built])];
  const mine = await Promise.all(
    paths.map(async (path) => {
      const found = await stat(path).catch(() => undefined);
      if (!found) return true;
      const known = manifest?.outputs.find((output) => output.path === pathFrom(folder, path));
      return known?.bytes === found.size && (await hashOfFile(path)) === known.sha256;
    }),
  );
  return paths.filter((_, at) => mine[at] !== true);
}
