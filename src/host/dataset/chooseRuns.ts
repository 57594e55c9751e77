import { l10n, window, type Uri } from 'vscode';
import type { CommandContext } from '../commandContext.ts';
import { MOST_RUNS } from '../../evaluate/mostRuns.ts';
import { findRuns, shownRuns, type FoundRun } from '../runs/foundRuns.ts';
import { Hint } from '../report.ts';

/** Shown unasked when a test file is opened. */
const SHOWN_AT_FIRST = 3;

const itemOf = (run: FoundRun, picked: boolean) => ({
  label: run.info.name,
  description: run.info.model,
  detail: l10n.t('{0} examples, {1}', run.info.test.examples, new Date(run.info.started).toLocaleString()),
  picked,
  run,
});

/** Lets the user choose the runs whose predictions stand under the examples of a test file. */
export async function chooseRuns({ editors, worker }: CommandContext, uri?: Uri): Promise<void> {
  const model = uri ? editors.modelOf(uri) : editors.active?.model;
  if (!model) throw new Hint(l10n.t('Open a test file in the Dataset editor first.'));
  const runs = (await findRuns()).filter(({ test }) => test === model.uri.fsPath);
  if (runs.length === 0)
    throw new Hint(l10n.t('No run has asked the questions of this file yet: run "Evaluate a Model" on it first.'));
  const shown = new Set(model.runs.map(({ folder }) => folder));
  const picked = await window.showQuickPick(
    runs.map((run) => itemOf(run, shown.has(run.folder))),
    { canPickMany: true, placeHolder: l10n.t('Predictions to show under each example, up to {0}', MOST_RUNS) },
  );
  if (!picked) return;
  const chosen = picked.slice(0, MOST_RUNS).map(({ run }) => run);
  const answers = await worker.methods.readAnsweredRuns(chosen.map(({ folder }) => folder));
  model.show(shownRuns(chosen, answers));
  for (const { folder, info } of chosen) {
    const why = answers.unreadable.get(folder);
    if (why !== undefined) void window.showWarningMessage(l10n.t('{0} is left out: {1}', info.name, why));
  }
}

/** Shows the newest runs of a test file that has just been opened. */
export async function showNewestRuns({ editors, worker }: CommandContext, uri: Uri): Promise<void> {
  const runs = (await findRuns()).filter(({ test }) => test === uri.fsPath);
  const newest = runs.slice(0, SHOWN_AT_FIRST).toReversed();
  if (newest.length === 0 || editors.modelOf(uri)?.runs.length !== 0) return;
  const answers = await worker.methods.readAnsweredRuns(newest.map(({ folder }) => folder));
  const model = editors.modelOf(uri);
  // others were chosen meanwhile
  if (model?.runs.length === 0) model.show(shownRuns(newest, answers));
}
