import { basename, dirname, resolve } from 'node:path';
import { l10n, window, workspace, type Uri } from 'vscode';
import { Hint } from '../report.ts';

export const isRecipe = (uri: Uri): boolean => uri.path.endsWith('.recipe.json');

/** Recipes of the workspace. */
export const findRecipes = () => workspace.findFiles('**/*.recipe.json', '**/node_modules/**', 200);

/** Files that a recipe writes, absolute, and its own path. */
export interface RecipeOutputs {
  recipe: string;
  train: string;
  test: string;
}

/**
 * The recipe that a test file was built from: the one whose output it is, else one that names its file so (built into
 * another folder). @returns its path, or `undefined`
 */
export async function recipeOf(testPath: string): Promise<string | undefined> {
  return (await recipeOutputs(testPath))?.recipe;
}

/** The same with the files that it writes, beside the test file where it was built into another folder. */
export async function recipeOutputs(testPath: string): Promise<RecipeOutputs | undefined> {
  const outputs = await Promise.all((await findRecipes()).map(outputsOf));
  const named = outputs.filter((output) => output !== undefined);
  const exact = named.find(({ test }) => test === testPath);
  if (exact) return exact;
  const alike = named.find(({ test }) => basename(test) === basename(testPath));
  return alike && { ...alike, test: testPath, train: resolve(dirname(testPath), basename(alike.train)) };
}

async function outputsOf(uri: Uri): Promise<RecipeOutputs | undefined> {
  try {
    const { output } = JSON.parse(new TextDecoder().decode(await workspace.fs.readFile(uri))) as {
      output?: { train?: unknown; test?: unknown };
    };
    const { train = 'train.jsonl', test = 'test.jsonl' } = output ?? {};
    if (typeof test !== 'string' || typeof train !== 'string') return undefined;
    const folder = dirname(uri.fsPath);
    return { recipe: uri.fsPath, train: resolve(folder, train), test: resolve(folder, test) };
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
