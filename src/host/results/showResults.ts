import { l10n, window, workspace } from 'vscode';
import { MOST_RUNS } from '../../evaluate/mostRuns.ts';
import type { CommandContext } from '../commandContext.ts';
import { prepareResults } from './resultsRequest.ts';
import { ResultsPanel } from './resultsPanel.ts';
import { findRuns, type FoundRun } from '../runs/foundRuns.ts';
import { Hint } from '../report.ts';

/** Lets the user choose a test file by its runs, and shows them side by side. */
export async function showResults(context: CommandContext): Promise<void> {
  const runs = await findRuns();
  if (runs.length === 0) throw new Hint(l10n.t('There is no run yet: run "Evaluate a Model" first.'));
  const tests = Map.groupBy(runs, ({ test }) => test);
  const items = [...tests].map(([test, of]) => ({
    label: workspace.asRelativePath(test),
    description: l10n.t('{0} runs', of.length),
    of,
  }));
  const [only] = items;
  const file =
    items.length === 1
      ? only
      : await window.showQuickPick(items, { placeHolder: l10n.t('Results of which test file?') });
  if (!file) return;
  const choices = file.of.map((run) => ({ label: run.info.name, description: run.info.model, picked: true, run }));
  let chosen: typeof choices | undefined = choices;
  if (choices.length > 1) {
    // what is picked already
    void prepareResults(context, inOrder(file.of));
    const placeHolder = l10n.t('Runs to compare, up to {0}', MOST_RUNS);
    chosen = await window.showQuickPick(choices, { canPickMany: true, placeHolder });
  }
  if (chosen && chosen.length > 0) ResultsPanel.open(context, inOrder(chosen.map(({ run }) => run)));
}

/** What was trained stands first, baselines last, and no more than fit: the first is compared with the others. */
function inOrder(runs: readonly FoundRun[]): FoundRun[] {
  const rank = ({ info }: FoundRun) =>
    (info.arm === 'normal' ? 0 : 4) + (info.model.startsWith('ft:') ? 0 : 2) + (info.model.includes('prior') ? 1 : 0);
  return runs.toSorted((a, b) => rank(a) - rank(b)).slice(0, MOST_RUNS);
}
