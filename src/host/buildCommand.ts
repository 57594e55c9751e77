import { commands, l10n, Uri, window, workspace } from 'vscode';
import { agreed } from './agreed.ts';
import type { CommandContext } from './commands.ts';
import { formatBytes } from './format.ts';
import { withProgress } from './progress.ts';
import { stateOf } from './uriSource.ts';
import { findRecipes } from './recipes.ts';
import { Hint } from './report.ts';

/** Builds the training files of a recipe and offers to open them. */
export async function build({ worker, log }: CommandContext, uri?: Uri): Promise<void> {
  const recipe = uri ?? (await chooseRecipe());
  if (!recipe) return;
  const name = workspace.asRelativePath(recipe);
  if (!(await mayReplace(await worker.methods.buildOutputs(recipe.fsPath), name))) return;
  const summary = await withProgress(l10n.t('Building {0}', name), (options) =>
    worker.run((methods, task) => methods.build(task, recipe.fsPath), options),
  );
  for (const { path, examples, images, bytes } of summary.files)
    log.info(`Built ${path}: ${examples} examples, ${images} images, ${formatBytes(bytes)}.`);
  const openable = summary.files.filter(({ path }) => path.endsWith('.jsonl') && !path.endsWith('.answers.jsonl'));
  const labels = new Map(
    openable.map((file) => [l10n.t('Open {0}', Uri.file(file.path).path.split('/').at(-1) ?? ''), file]),
  );
  const counts = openable.map(({ split, examples }) => `${split} ${examples}`).join(', ');
  const chosen = await window.showInformationMessage(
    l10n.t('Built {0}: {1} examples.', name, counts),
    ...labels.keys(),
  );
  const file = chosen === undefined ? undefined : labels.get(chosen);
  if (file) await commands.executeCommand('visionFineTuning.openDataset', Uri.file(file.path));
}

/** Files may have been changed by hand since they were built: nothing is overwritten unasked. */
async function mayReplace(paths: readonly string[], recipe: string): Promise<boolean> {
  const found = await Promise.all(
    paths.map(async (path) => ({ path, there: (await stateOf(Uri.file(path))) !== undefined })),
  );
  const names = found.filter(({ there }) => there).map(({ path }) => Uri.file(path).path.split('/').at(-1) ?? '');
  if (names.length === 0) return true;
  const detail = l10n.t('They are built anew from {0}; what was changed in them by hand is lost.', recipe);
  return agreed(l10n.t('Replace {0}?', names.join(', ')), detail, l10n.t('Replace'));
}

async function chooseRecipe(): Promise<Uri | undefined> {
  const active = window.activeTextEditor?.document.uri;
  if (active?.path.endsWith('.recipe.json')) return active;
  const recipes = await findRecipes();
  if (recipes.length === 0)
    throw new Hint(l10n.t('This workspace has no recipe: add a file that ends in .recipe.json.'));
  const items = recipes.map((recipe) => ({ label: workspace.asRelativePath(recipe), recipe }));
  const picked = await window.showQuickPick(items, { placeHolder: l10n.t('Choose the recipe to build') });
  return picked?.recipe;
}
