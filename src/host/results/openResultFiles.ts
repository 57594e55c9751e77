import { basename, dirname } from 'node:path';
import { l10n, window, type Uri } from 'vscode';
import { exists } from '../../dataset/exists.ts';
import { purposeOf } from '../../dataset/purpose.ts';
import { MOST_RUNS } from '../../evaluate/mostRuns.ts';
import { infoOfFile, isSimilarity, resultsBeside } from '../../evaluate/resultFiles.ts';
import { activeUri } from '../activeUri.ts';
import type { CommandContext } from '../commandContext.ts';
import { Hint } from '../report.ts';
import { ResultsPanel } from './resultsPanel.ts';
import { trainingFiles } from '../jobs/trainingFile.ts';

/** Names of result files, as in the menus. */
const RESULT_NAME = /(results|similarity)[^\\/]*\.jsonl$/;

/**
 * Shows result files of the cookbook as runs, several compared. Their ratings stand beside them; the test file is
 * found beside them or asked for, and can be left out.
 * @param uri the file the command was called on; `uris` all that are selected with it
 */
export async function openResultFiles(context: CommandContext, uri?: Uri, uris?: readonly Uri[]): Promise<void> {
  const chosen = uris && uris.length > 0 ? uris : uri ? [uri] : await chooseFiles();
  if (chosen.length === 0) return;
  const files = await resultsOf(chosen.map(({ fsPath }) => fsPath));
  const test = await testOf(files);
  if (test === undefined) return;
  const runs = files.map((folder) => ({ folder, info: infoOfFile(folder), test }));
  ResultsPanel.open(context, runs.slice(0, MOST_RUNS));
}

async function chooseFiles(): Promise<readonly Uri[]> {
  const open = openedResults();
  return (
    (await window.showOpenDialog({
      title: l10n.t('Open Result Files as Runs'),
      openLabel: l10n.t('Open'),
      canSelectMany: true,
      filters: { [l10n.t('Result files')]: ['jsonl'] },
      ...(open && { defaultUri: open }),
    })) ?? []
  );
}

/** The file that has the focus, if its name says that it holds results. */
function openedResults(): Uri | undefined {
  try {
    const uri = activeUri();
    return RESULT_NAME.test(uri.path) ? uri : undefined;
  } catch {
    return undefined;
  }
}

/** Files of predictions, what was tuned first; a file of ratings stands for the one that it rates. */
async function resultsOf(paths: readonly string[]): Promise<string[]> {
  const files = await Promise.all(paths.map(async (path) => (isSimilarity(path) ? rated(path) : path)));
  const rank = (path: string) => (/(^|[^\p{L}])(ft|tuned|finetuned)([^\p{L}]|$)/iu.test(basename(path)) ? 0 : 1);
  return [...new Set(files)].sort((a, b) => rank(a) - rank(b));
}

async function rated(path: string): Promise<string> {
  const candidates = resultsBeside(path);
  for (const candidate of candidates) if (await exists(candidate)) return candidate;
  throw new Hint(
    l10n.t(
      '{0} holds ratings alone: the answers that it rates should be beside it, in {1}.',
      basename(path),
      basename(candidates[0] ?? ''),
    ),
  );
}

/** The one test file beside the results, else what the user says; `''` for none, `undefined` where the user left. */
async function testOf(files: readonly string[]): Promise<string | undefined> {
  const items = (await trainingFiles('test')).filter(({ uri }) => !RESULT_NAME.test(uri.path));
  const beside = items.filter(
    ({ uri }) => dirname(uri.fsPath) === dirname(files[0] ?? '') && purposeOf(uri.path) === 'test',
  );
  const [only] = beside;
  if (only && beside.length === 1) return only.uri.fsPath;
  const none = {
    label: l10n.t('No test file'),
    description: l10n.t('without pictures, and examples do not open in the editor'),
    uri: undefined,
  };
  const other = { label: l10n.t('Another file…'), description: '', uri: undefined };
  const picked = await window.showQuickPick([...items, other, none], {
    title: l10n.t('Open Result Files as Runs'),
    placeHolder: l10n.t('Which file holds the questions?'),
  });
  if (!picked) return undefined;
  if (picked === other) return (await window.showOpenDialog({ filters: { JSONL: ['jsonl'] } }))?.[0]?.fsPath;
  return picked === none ? '' : picked.uri?.fsPath;
}
