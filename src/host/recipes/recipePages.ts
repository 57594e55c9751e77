import { posix } from 'node:path';
import type { Uri } from 'vscode';
import { commands, EventEmitter, l10n, workspace, type Disposable, type TextDocumentContentProvider } from 'vscode';
import type { CommandContext } from '../commandContext.ts';
import { withLeave } from '../images/imageLeave.ts';
import { withProgress } from '../progress.ts';
import { chooseRecipe } from './recipes.ts';
import { Hint } from '../report.ts';
import { withTimeLeft } from '../timeLeft.ts';

const SCHEME = 'vision-ft-page';

/** Pages in Markdown about recipes, kept as long as the window is open. */
class RecipePages implements TextDocumentContentProvider {
  private readonly texts = new Map<string, string>();
  private readonly changed = new EventEmitter<Uri>();
  readonly onDidChange = this.changed.event;
  private registered: Disposable | undefined;

  provideTextDocumentContent(uri: Uri): string {
    return this.texts.get(uri.toString()) ?? l10n.t('This page was not kept: ask for it again.');
  }

  /** Shows a page as it is read. @param kind what it is about, for its tab: `build` */
  async show({ context }: CommandContext, recipe: Uri, kind: string, text: string): Promise<void> {
    if (!this.registered) {
      this.registered = workspace.registerTextDocumentContentProvider(SCHEME, this);
      context.subscriptions.push(this.registered);
    }
    const name = posix.basename(recipe.path, '.recipe.json');
    const uri = recipe.with({ scheme: SCHEME, path: posix.join(posix.dirname(recipe.path), `${name}.${kind}.md`) });
    this.texts.set(uri.toString(), text);
    this.changed.fire(uri);
    await commands.executeCommand('markdown.showPreview', uri);
  }
}

const pages = new RecipePages();

/** Shows what the last build of a recipe wrote: files, splits and what they share, types, quality, inputs. */
export async function showBuildReport(context: CommandContext, uri?: Uri): Promise<void> {
  const recipe = uri ?? (await chooseRecipe(l10n.t('Choose the recipe whose build to show')));
  if (!recipe) return;
  const text = await context.worker.methods.buildPage(recipe.fsPath);
  if (text === undefined)
    throw new Hint(l10n.t('{0} has not been built yet: run "Vision Fine-Tuning: Build" first.', nameOf(recipe)));
  await pages.show(context, recipe, 'build', text);
}

/** Shows what quality and longest side cost in bytes and tokens, measured on a sample of a recipe's images. */
export async function compareImageSizes(context: CommandContext, uri?: Uri): Promise<void> {
  const recipe = uri ?? (await chooseRecipe(l10n.t('Choose the recipe whose images to measure')));
  if (!recipe) return;
  const text = await withLeave(l10n.t('Allow This Time'), (allowed) =>
    withProgress(l10n.t('Measuring the images of {0}', nameOf(recipe)), (options) =>
      context.worker.run((tasks, task) => tasks.sizesPage(task, recipe.fsPath, allowed), {
        signal: options.signal,
        onProgress: withTimeLeft(options),
      }),
    ),
  );
  if (text !== undefined) await pages.show(context, recipe, 'sizes', text);
}

const nameOf = (recipe: Uri) => workspace.asRelativePath(recipe);
