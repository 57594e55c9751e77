import { basename, dirname, resolve } from 'node:path';
import { l10n, window, workspace, type Uri } from 'vscode';
import { Hint } from './report.ts';

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

/** The recipe in the active editor, else one of the workspace that the user picks. */
export async function chooseRecipe(placeHolder: string): Promise<Uri | undefined> {
  const active = window.activeTextEditor?.document.uri;
  if (active && isRecipe(active)) return active;
  const recipes = await findRecipes();
  if (recipes.length === 0)
    throw new Hint(l10n.t('This workspace has no recipe: run "Vision Fine-Tuning: New Recipe" first.'));
  const items = recipes.map((recipe) => ({ label: workspace.asRelativePath(recipe), recipe }));
  const picked = await window.showQuickPick(items, { placeHolder });
  return picked?.recipe;
}
