import { basename } from 'node:path';
import { l10n, Uri, window } from 'vscode';
import { exists } from '../../dataset/exists.ts';
import { recipeOutputs } from './recipes.ts';
import { Hint } from '../report.ts';
import type { Services } from '../services.ts';
import { trainingFiles } from '../jobs/trainingFile.ts';

const CHOSEN = 'trainingFileOf:';

export interface TrainingFileOptions {
  /** Lets the user choose, also where one is known. */
  choose?: boolean;
  /** Paths that will do where neither the user nor a recipe has said. */
  others?: readonly string[];
}

/**
 * The training file that belongs to a test file: the one chosen before, else the one its recipe writes, else one the
 * user chooses, which is remembered for the workspace. `undefined` where the user left.
 */
export async function trainingFileOf(
  { context }: Services,
  test: Uri,
  { choose = false, others = [] }: TrainingFileOptions = {},
): Promise<Uri | undefined> {
  const key = CHOSEN + test.toString();
  if (!choose) {
    const known = [context.workspaceState.get<string>(key), (await recipeOutputs(test.fsPath))?.train, ...others];
    for (const path of known)
      if (path !== undefined && path !== test.fsPath && (await exists(path))) return Uri.file(path);
  }
  const files = (await trainingFiles('train')).filter(({ uri }) => uri.toString() !== test.toString());
  if (files.length === 0)
    throw new Hint(l10n.t('This workspace has no training file beside {0}.', basename(test.path)));
  const picked = await window.showQuickPick(files, { placeHolder: l10n.t('Which file was trained on?') });
  if (picked) await context.workspaceState.update(key, picked.uri.fsPath);
  return picked?.uri;
}
