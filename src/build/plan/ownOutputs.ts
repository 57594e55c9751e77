import { PURPOSES } from '../../dataset/purpose.ts';
import { BuildError } from '../buildError.ts';
import type { Outputs } from '../outputs.ts';
import { isSplit } from '../recipe/recipe.ts';
import type { Recipe } from '../recipe/recipeSchema.ts';
import { sourceFiles } from '../sources/sourceFiles.ts';

/** A `*` must not stand for a file that the recipe writes. @param folder of the recipe. @throws {BuildError} when it does */
export async function refuseOwnOutputs({ source }: Recipe, outputs: Outputs, folder: string): Promise<void> {
  const written = new Set(Object.values(outputs));
  const sources = isSplit(source) ? PURPOSES.flatMap((split) => source[split] ?? []) : [source];
  for (const { path } of sources)
    for (const found of await sourceFiles(folder, path))
      if (written.has(found.absolute))
        throw new BuildError(
          `"source.path" is ${[path].flat().join(', ')}, which means ${found.path} too, a file that the recipe writes: choose another name.`,
        );
}
