import { commands, l10n, Uri, window, workspace } from 'vscode';
import { MOST_RUNS } from '../../evaluate/mostRuns.ts';
import { changeInfo } from '../../evaluate/runFolder.ts';
import type { CommandContext } from '../commandContext.ts';
import { Hint } from '../report.ts';
import { ResultsPanel } from '../results/resultsPanel.ts';
import { findRuns, type FoundRun } from './foundRuns.ts';
import { goOn, repeatRun } from './repeatRun.ts';
import { GROUPINGS, withOthers, type Grouping } from './runGroups.ts';
import { readGrouping, type RunNode } from './runsTree.ts';
import { isUnderWay } from './underWay.ts';

/** What the menus of the view of runs do; each is given the item it was called on, or asks for a run. */

/** Results of the run with others of its test file. */
export const openRun = onRun(async (context, run) => {
  ResultsPanel.open(context, withOthers(run, await findRuns(), MOST_RUNS));
});

export const runAgain = onRun(repeatRun);

export const goOnWithRun = onRun((context, run) => goOn(context, run));

export const renameRun = onRun(async (_, { folder, info }) => {
  const name = await window.showInputBox({
    title: l10n.t('Rename Run'),
    prompt: l10n.t('What the run is called in lists and results; its folder keeps its name'),
    value: info.name,
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? l10n.t('A run has a name.') : undefined),
  });
  if (name !== undefined) await changeInfo(folder, { name: name.trim() });
});

export const editRunNotes = onRun(async (_, { folder, info }) => {
  const notes = await window.showInputBox({
    title: l10n.t('Notes on {0}', info.name),
    prompt: l10n.t('Kept in run.json, and shown with the results; leave it empty for none'),
    value: info.notes ?? '',
    ignoreFocusOut: true,
  });
  if (notes !== undefined) await changeInfo(folder, { notes: notes.trim() || undefined });
});

export const revealRun = onRun((_, { folder }) => commands.executeCommand('revealInExplorer', Uri.file(folder)));

export const deleteRun = onRun(async ({ log, runs }, { folder, info }) => {
  if (isUnderWay(folder)) throw new Hint(l10n.t('{0} is being asked: cancel that first.', info.name));
  const uri = Uri.file(folder);
  const question = l10n.t('Delete the run {0}?', info.name);
  const where = workspace.asRelativePath(uri);
  const toTrash = l10n.t('Move to Trash');
  const detail = l10n.t('{0} with its answers and ratings goes to the trash.', where);
  if ((await window.showWarningMessage(question, { modal: true, detail }, toTrash)) !== toTrash) return;
  try {
    await workspace.fs.delete(uri, { recursive: true, useTrash: true });
  } catch (error) {
    log.warn(`${folder} could not be moved to the trash.`, error);
    const forever = l10n.t('Delete Permanently');
    const noTrash = l10n.t('There is no trash for {0}. Its answers cannot be brought back.', where);
    if ((await window.showWarningMessage(question, { modal: true, detail: noTrash }, forever)) === forever)
      await workspace.fs.delete(uri, { recursive: true, useTrash: false });
  }
  await runs.reload();
});

const GROUPING_LABELS: Readonly<Record<Grouping, () => string>> = {
  test: () => l10n.t('Test file'),
  model: () => l10n.t('Model'),
  date: () => l10n.t('Date'),
};

/** Lets the user choose what the view puts together. */
export async function groupRunsBy({ context, runs }: CommandContext): Promise<void> {
  const now = readGrouping(context.workspaceState);
  const items = GROUPINGS.map((grouping) => ({
    label: GROUPING_LABELS[grouping](),
    description: grouping === now ? l10n.t('now') : '',
    grouping,
  }));
  const picked = await window.showQuickPick(items, { placeHolder: l10n.t('Group runs by') });
  if (picked) await runs.groupBy(picked.grouping);
}

function onRun(work: (context: CommandContext, run: FoundRun) => unknown) {
  return async (context: CommandContext, node?: RunNode): Promise<void> => {
    const run = node?.kind === 'run' ? node.run : await chooseRun();
    if (run) await work(context, run);
  };
}

/** From the palette: any run there is. */
async function chooseRun(): Promise<FoundRun | undefined> {
  const runs = await findRuns();
  if (runs.length === 0) throw new Hint(l10n.t('There is no run yet: run "Evaluate a Model" first.'));
  const items = runs.map((run) => ({
    label: run.info.name,
    description: run.info.model,
    detail: [workspace.asRelativePath(run.test), new Date(run.info.started).toLocaleString()].join(', '),
    run,
  }));
  return (await window.showQuickPick(items, { placeHolder: l10n.t('Which run?'), matchOnDescription: true }))?.run;
}
