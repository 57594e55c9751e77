import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { BuildError } from '../buildError.ts';
import { parseRecipe } from './recipe.ts';
import type { Recipe } from './recipeSchema.ts';

/** Reads and checks a recipe. @throws {BuildError} when it is missing or wrong */
export async function readRecipe(path: string): Promise<Recipe> {
  return parseRecipe(await readRecipeText(path), basename(path));
}

/** The text of a recipe, without a byte order mark. */
export const readRecipeText = (path: string): Promise<string> =>
  readText(path, `There is no recipe ${path}: check the path`);

/** One trailing line end of the file is dropped: editors add it. */
export async function readSystemPrompt({ prompt }: Recipe, folder: string): Promise<string | undefined> {
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
