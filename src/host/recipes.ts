import { basename, dirname, resolve } from 'node:path';
import type { Uri } from 'vscode';
import { workspace } from 'vscode';

export const isRecipe = (uri: Uri): boolean => uri.path.endsWith('.recipe.json');

/** Recipes of the workspace. */
export const findRecipes = () => workspace.findFiles('**/*.recipe.json', '**/node_modules/**', 200);

/**
 * The recipe that a test file was built from: the one whose output it is, else one that names its file so (built into
 * another folder). @returns its path, or `undefined`
 */
export async function recipeOf(testPath: string): Promise<string | undefined> {
  const outputs = await Promise.all((await findRecipes()).map(testOutput));
  const named = outputs.filter((output) => output !== undefined);
  const exact = named.find(({ test }) => test === testPath);
  return (exact ?? named.find(({ test }) => basename(test) === basename(testPath)))?.recipe;
}

async function testOutput(uri: Uri): Promise<{ recipe: string; test: string } | undefined> {
  try {
    const recipe = JSON.parse(new TextDecoder().decode(await workspace.fs.readFile(uri))) as {
      output?: { test?: unknown };
    };
    const test = recipe.output?.test ?? 'test.jsonl';
    return typeof test === 'string' ? { recipe: uri.fsPath, test: resolve(dirname(uri.fsPath), test) } : undefined;
  } catch {
    // not JSON (yet): it has built nothing
    return undefined;
  }
}
