import { posix } from 'node:path';
import { l10n, Uri, window, workspace } from 'vscode';
import type { BuildRequest, BuildSummary, NeedsLeave } from '../protocol/recipeTasks.ts';
import { agreed } from './agreed.ts';
import { tellBuilt } from './built.ts';
import type { CommandContext } from './commands.ts';
import { formatCount } from './format.ts';
import { withProgress } from './progress.ts';
import { findRecipes, isRecipe } from './recipes.ts';
import { Hint } from './report.ts';
import { withTimeLeft } from './timeLeft.ts';

/** Builds the training files of a recipe, says what is in them and what to do with them. */
export function build(context: CommandContext, uri?: Uri): Promise<void> {
  return buildRecipe(context, uri, false);
}

/** The same for what is not as the last build left it; a source that changed is named. */
export function rebuild(context: CommandContext, uri?: Uri): Promise<void> {
  return buildRecipe(context, uri, true);
}

async function buildRecipe(context: CommandContext, uri: Uri | undefined, onlyChanged: boolean): Promise<void> {
  const recipe = uri ?? (await chooseRecipe());
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
    const request: BuildRequest = { onlyChanged, allowOutside: false, allowWeb: [] };
    const built = await buildOnce(context, recipe, name, request);
    if (!('needs' in built)) return built;
    if (!(await mayRead(built))) return undefined;
    const allowed = { ...request, allowOutside: built.outside.length > 0, allowWeb: Object.keys(built.hosts) };
    const again = await buildOnce(context, recipe, name, allowed);
    if ('needs' in again) throw new Error(again.needs);
    return again;
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
  const detail = l10n.t('They are built anew from {0}; what was changed in them by hand is lost.', recipe);
  return agreed(l10n.t('Replace {0}?', names.join(', ')), detail, l10n.t('Replace'));
}

/** What a table says allows nothing: files elsewhere and hosts of the web are the user's to allow, each time. */
function mayRead({ hosts, outside }: NeedsLeave): Promise<boolean> {
  const details = Object.entries(hosts).map(([host, count]) =>
    count === 1 ? l10n.t('1 image of {0}', host) : l10n.t('{0} images of {1}', formatCount(count), host),
  );
  const question =
    details.length === 0
      ? l10n.t('Read images outside the folder of the recipe?')
      : outside.length === 0
        ? l10n.t('Fetch images from the web?')
        : l10n.t('Fetch images from the web, and read images outside the folder of the recipe?');
  return agreed(question, [...details, ...outside].join('\n'), l10n.t('Allow for This Build'));
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
