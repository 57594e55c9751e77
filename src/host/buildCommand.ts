import { commands, l10n, Uri, window, workspace } from 'vscode';
import type { CommandContext } from './commands.ts';
import { formatBytes } from './format.ts';
import { withProgress } from './progress.ts';
import { findRecipes } from './recipes.ts';

/** Builds the training files of a recipe and offers to open them. */
export async function build({ worker, log }: CommandContext, uri?: Uri): Promise<void> {
  const recipe = uri ?? (await chooseRecipe());
  if (!recipe) return;
  const name = workspace.asRelativePath(recipe);
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

async function chooseRecipe(): Promise<Uri | undefined> {
  const active = window.activeTextEditor?.document.uri;
  if (active?.path.endsWith('.recipe.json')) return active;
  const recipes = await findRecipes();
  if (recipes.length === 0)
    throw new Error(l10n.t('This workspace has no recipe: add a file that ends in .recipe.json.'));
  const items = recipes.map((recipe) => ({ label: workspace.asRelativePath(recipe), recipe }));
  const picked = await window.showQuickPick(items, { placeHolder: l10n.t('Choose the recipe to build') });
  return picked?.recipe;
}
