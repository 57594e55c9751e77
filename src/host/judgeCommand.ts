import { l10n, window, workspace } from 'vscode';
import { judgeRun, OFFLINE } from '../evaluate/judge.ts';
import { MOST_RUNS } from '../evaluate/mostRuns.ts';
import { openRun } from '../evaluate/runFolder.ts';
import { PROFILES } from '../providers/profiles.ts';
import { explained, openAccount } from './account.ts';
import { agreed } from './agreed.ts';
import type { CommandContext } from './commands.ts';
import { formatCount } from './format.ts';
import { withProgress } from './progress.ts';
import { ResultsPanel } from './resultsPanel.ts';
import { findRuns } from './runs.ts';
import { readSettings } from './settings.ts';
import { Hint } from './report.ts';

/** Rates the answers of a run: by the offline judge, or by a model. */
export async function judge(context: CommandContext): Promise<void> {
  const runs = await findRuns();
  if (runs.length === 0) throw new Hint(l10n.t('There is no run yet: run "Evaluate a Model" first.'));
  const items = runs.map((found) => ({ label: found.info.name, description: found.info.judge ?? '', found }));
  const picked = await window.showQuickPick(items, { placeHolder: l10n.t('Choose the run to rate') });
  if (!picked) return;
  const { found } = picked;
  const offline = {
    label: l10n.t('Offline judge'),
    description: l10n.t('thresholds on ANLS; asks nobody'),
    id: OFFLINE,
  };
  const models = PROFILES.openai.models.map(({ id }) => ({ label: id, description: PROFILES.openai.name, id }));
  const who = await window.showQuickPick([offline, ...models], { placeHolder: l10n.t('Who rates?') });
  if (!who) return;
  const scope = workspace.workspaceFolders?.[0]?.uri;
  const account = who.id === OFFLINE || !scope ? undefined : await openAccount(context, 'openai', scope);
  const run = await openRun(found.folder);
  try {
    const detail = l10n.t('{0} answers with their references leave this machine.', formatCount(run.predictions.size));
    if (account && !(await agreed(l10n.t('Let {0} rate {1}?', who.id, found.info.name), detail, l10n.t('Send'))))
      return;
    const { concurrency } = readSettings(scope);
    await withProgress(l10n.t('Rating {0}', found.info.name), async ({ signal, onProgress }) => {
      const onRated = ({ done, total }: { done: number; total: number }) => {
        onProgress(done / total);
      };
      const rate = () =>
        judgeRun({ run, judge: who.id, client: account?.client, concurrency, signal, onProgress: onRated });
      await (account ? explained(account, rate) : rate());
    });
  } finally {
    await run.close();
  }
  ResultsPanel.open(
    context,
    [found, ...runs.filter((other) => other !== found && other.test === found.test)].slice(0, MOST_RUNS),
  );
}
