import { access } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { l10n, Uri, window, workspace } from 'vscode';
import { recipeOf } from './recipes.ts';
import { Hint } from './report.ts';
import type { Services } from './services.ts';
import { trainingFiles } from './trainingFile.ts';

const CHOSEN = 'trainingFileOf:';

/**
 * The training file that belongs to a test file: the one chosen before, else the one its recipe writes beside it, else
 * one the user chooses, which is remembered for the workspace. `undefined` where the user left.
 * @param choose lets the user choose, also where one is known
 */
export async function trainingFileOf({ context }: Services, test: Uri, choose = false): Promise<Uri | undefined> {
  const key = CHOSEN + test.toString();
  const chosen = context.workspaceState.get<string>(key);
  const known = [...(chosen === undefined ? [] : [chosen]), ...(choose ? [] : await written(test.fsPath))];
  if (!choose) for (const path of known) if (path !== test.fsPath && (await exists(path))) return Uri.file(path);
  const files = (await trainingFiles('train')).filter(({ uri }) => uri.toString() !== test.toString());
  if (files.length === 0)
    throw new Hint(l10n.t('This workspace has no training file beside {0}.', basename(test.path)));
  const placeHolder = l10n.t('Which file was trained on?');
  const picked = await window.showQuickPick(files, { placeHolder });
  if (picked) await context.workspaceState.update(key, picked.uri.fsPath);
  return picked?.uri;
}

/** Where the recipe of a test file may have written what is trained on, the likeliest first. */
async function written(test: string): Promise<string[]> {
  const recipe = await recipeOf(test);
  if (recipe === undefined) return [];
  const bytes = await workspace.fs.readFile(Uri.file(recipe));
  const { output } = JSON.parse(new TextDecoder().decode(bytes)) as { output?: { train?: unknown } };
  const train = output?.train ?? 'train.jsonl';
  return typeof train === 'string' ? [join(dirname(test), basename(train)), resolve(dirname(recipe), train)] : [];
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
