import { commands, l10n, ViewColumn, window, type Uri } from 'vscode';
import type { CommandContext } from '../commandContext.ts';
import { DATASET_VIEW_TYPE } from '../dataset/datasetEditor.ts';
import { previewOf } from './previewScheme.ts';
import { isRecipe } from './recipes.ts';
import { Hint } from '../report.ts';

/** Opens what a recipe would build beside it; the recipe keeps the focus. */
export async function previewRecipe(_context: CommandContext, uri?: Uri): Promise<void> {
  const recipe = uri ?? window.activeTextEditor?.document.uri;
  if (!recipe || !isRecipe(recipe)) throw new Hint(l10n.t('Open a recipe first: a file that ends in .recipe.json.'));
  const beside = { viewColumn: ViewColumn.Beside, preserveFocus: true };
  await commands.executeCommand('vscode.openWith', previewOf(recipe), DATASET_VIEW_TYPE, beside);
}
