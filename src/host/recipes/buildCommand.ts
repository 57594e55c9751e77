import { posix } from 'node:path';
import { l10n, Uri, window, workspace } from 'vscode';
import type { BuildRequest, BuildSummary } from '../../protocol/recipeTasks.ts';
import { agreed } from '../agreed.ts';
import { tellBuilt } from './built.ts';
import type { CommandContext } from '../commandContext.ts';
import { withLeave } from '../images/imageLeave.ts';
import { withProgress } from '../progress.ts';
import { chooseRecipe } from './recipes.ts';
import { withTimeLeft } from '../timeLeft.ts';

/** Builds the training files of a recipe, says what is in them and what to do with them. */
export function build(context: CommandContext, uri?: Uri): Promise<void> {
  return buildRecipe(context, uri, false);
}

/** The same for what is not as the last build left it; a source that changed is named. */
export function rebuild(context: CommandContext, uri?: Uri): Promise<void> {
  return buildRecipe(context, uri, true);
}

async function buildRecipe(context: CommandContext, uri: Uri | undefined, onlyChanged: boolean): Promise<void> {
  const recipe = uri ?? (await chooseRecipe(l10n.t('Choose the recipe to build')));
  if (!recipe || !(await saved(recipe))) return;
  const name = workspace.asRelativePath(recipe);
  const summary = await run(context, recipe, name, onlyChanged);
  if (!summary) return;
  for (const reason of summary.reasons) context.log.info(`${name}: ${reason}`);
  if (summary.unchanged.length < summary.files.length) await tellBuilt(context, recipe, summary);
  else void window.showInformationMessage(l10n.t('{0}: nothing changed since the last build.', name));
}

/** @returns `undefined` where the user does not want to, or not any more */
async function run(
  context: CommandContext,
  recipe: Uri,
  name: string,
  onlyChanged: boolean,
): Promise<BuildSummary | undefined> {
  const { worker, recipes } = context;
  try {
    if (!(await mayReplace(await worker.methods.overwritten(recipe.fsPath), name))) return undefined;
    return await withLeave(l10n.t('Allow for This Build'), (allowed) =>
      buildOnce(context, recipe, name, { onlyChanged, ...allowed }),
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

function buildOnce({ worker }: CommandContext, recipe: Uri, name: string, request: BuildRequest) {
  return withProgress(l10n.t('Building {0}', name), (options) =>
    worker.run((methods, task) => methods.build(task, recipe.fsPath, request), {
      signal: options.signal,
      onProgress: withTimeLeft(options),
    }),
  );
}

/** The text that is on the screen is the one that is built. */
async function saved(recipe: Uri): Promise<boolean> {
  const document = workspace.textDocuments.find(({ uri }) => uri.toString() === recipe.toString());
  return !document?.isDirty || (await document.save());
}

/** Files that a build left are its own; those that were changed by hand are not overwritten unasked. */
async function mayReplace(paths: readonly string[], recipe: string): Promise<boolean> {
  const names = paths.map((path) => posix.basename(Uri.file(path).path));
  if (names.length === 0) return true;
  const detail = l10n.t('{0} builds anew what was changed by hand: those changes are lost.', recipe);
  return agreed(l10n.t('Replace {0}?', names.join(', ')), detail, l10n.t('Replace'));
}
