import { posix } from 'node:path';
import { l10n, Uri, window, workspace } from 'vscode';
import type { BuildSummary } from '../protocol/recipeTasks.ts';
import { agreed } from './agreed.ts';
import { tellBuilt } from './built.ts';
import type { CommandContext } from './commands.ts';
import { withProgress } from './progress.ts';
import { findRecipes, isRecipe } from './recipes.ts';
import { Hint } from './report.ts';
import { withTimeLeft } from './timeLeft.ts';
import { stateOf } from './uriSource.ts';

/** Builds the training files of a recipe, says what is in them and what to do with them. */
export async function build(context: CommandContext, uri?: Uri): Promise<void> {
  const recipe = uri ?? (await chooseRecipe());
  if (!recipe || !(await saved(recipe))) return;
  const name = workspace.asRelativePath(recipe);
  const summary = await run(context, recipe, name);
  if (summary) await tellBuilt(context, recipe, summary);
}

/** @returns `undefined` where the user does not want to, or not any more */
async function run({ worker, recipes }: CommandContext, recipe: Uri, name: string): Promise<BuildSummary | undefined> {
  try {
    if (!(await mayReplace(await worker.methods.buildOutputs(recipe.fsPath), name))) return undefined;
    return await withProgress(l10n.t('Building {0}', name), (options) =>
      worker.run((methods, task) => methods.build(task, recipe.fsPath), {
        signal: options.signal,
        onProgress: withTimeLeft(options),
      }),
    );
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.name !== 'AbortError') {
      void recipes.showFailure(recipe, error.message);
      throw error;
    }
    void window.showInformationMessage(
      l10n.t('The build of {0} was cancelled: nothing was written, earlier files are unchanged.', name),
    );
    return undefined;
  }
}

/** The text that is on the screen is the one that is built. */
async function saved(recipe: Uri): Promise<boolean> {
  const document = workspace.textDocuments.find(({ uri }) => uri.toString() === recipe.toString());
  return !document?.isDirty || (await document.save());
}

/** Files may have been changed by hand since they were built: nothing is overwritten unasked. */
async function mayReplace(paths: readonly string[], recipe: string): Promise<boolean> {
  const found = await Promise.all(
    paths.map(async (path) => ({ path, there: (await stateOf(Uri.file(path))) !== undefined })),
  );
  const names = found.filter(({ there }) => there).map(({ path }) => posix.basename(Uri.file(path).path));
  if (names.length === 0) return true;
  const detail = l10n.t('They are built anew from {0}; what was changed in them by hand is lost.', recipe);
  return agreed(l10n.t('Replace {0}?', names.join(', ')), detail, l10n.t('Replace'));
}

async function chooseRecipe(): Promise<Uri | undefined> {
  const active = window.activeTextEditor?.document.uri;
  if (active && isRecipe(active)) return active;
  const recipes = await findRecipes();
  if (recipes.length === 0)
    throw new Hint(l10n.t('This workspace has no recipe: run "Vision Fine-Tuning: New Recipe" first.'));
  const items = recipes.map((recipe) => ({ label: workspace.asRelativePath(recipe), recipe }));
  const picked = await window.showQuickPick(items, { placeHolder: l10n.t('Choose the recipe to build') });
  return picked?.recipe;
}
