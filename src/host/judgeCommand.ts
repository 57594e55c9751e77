import { l10n, workspace } from 'vscode';
import { judgeRun, OFFLINE } from '../evaluate/judge.ts';
import { MOST_RUNS } from '../evaluate/mostRuns.ts';
import { openRun } from '../evaluate/runFolder.ts';
import type { ProviderId } from '../providers/profile.ts';
import { PROFILES } from '../providers/profiles.ts';
import { explained, openAccount, type Account } from './account.ts';
import { agreed } from './agreed.ts';
import type { CommandContext } from './commands.ts';
import { workspaceFolder } from './dataFolder.ts';
import { formatCount } from './format.ts';
import { listModels } from './listModels.ts';
import { withProgress } from './progress.ts';
import { Hint } from './report.ts';
import { ResultsPanel } from './resultsPanel.ts';
import { findRuns, type FoundRun } from './runs.ts';
import { readSettings } from './settings.ts';
import { ask, choose, type Step } from './steps.ts';

interface Answers {
  found: FoundRun | undefined;
  /** Nobody: the offline judge. */
  provider: ProviderId | undefined;
  account: Account | undefined;
  judge: string;
}

/** Rates the answers of a run: by the offline judge, or by a model of any vendor. */
export async function judge(context: CommandContext): Promise<void> {
  const runs = await findRuns();
  if (runs.length === 0) throw new Hint(l10n.t('There is no run yet: run "Evaluate a Model" first.'));
  const start: Answers = { found: undefined, provider: undefined, account: undefined, judge: OFFLINE };
  const steps = [chooseRun(runs), chooseProvider, chooseModel(context)];
  const answers = await ask(l10n.t('Judge a Run'), start, steps);
  if (!answers?.found) return;
  const { found } = answers;
  if (!(await rate(found, answers))) return;
  const others = runs.filter((other) => other !== found && other.test === found.test);
  ResultsPanel.open(context, [found, ...others].slice(0, MOST_RUNS));
}

const chooseRun =
  (runs: readonly FoundRun[]): Step<Answers> =>
  (state, place) =>
    choose(
      place,
      l10n.t('Choose the run to rate'),
      runs.map((found) => ({ label: found.info.name, description: found.info.judge ?? '', found })),
      ([chosen]) => {
        state.found = chosen?.found;
      },
    );

const chooseProvider: Step<Answers> = (state, place) => {
  const offline = {
    label: l10n.t('Offline judge'),
    description: l10n.t('thresholds on ANLS; asks nobody'),
    id: undefined,
  };
  // the baselines answer about images: they rate nothing
  const vendors = Object.values(PROFILES)
    .filter(({ id }) => id !== 'baseline')
    .map(({ id, name }) => ({ label: name, description: l10n.t('a model of theirs'), id }));
  return choose(place, l10n.t('Who rates?'), [offline, ...vendors], ([chosen]) => {
    state.provider = chosen?.id;
    if (state.provider === undefined) Object.assign(state, { account: undefined, judge: OFFLINE });
  });
};

const chooseModel =
  (context: CommandContext): Step<Answers> =>
  async (state, place) => {
    if (state.provider === undefined) return 'skip';
    const account = await openAccount(context, state.provider, workspaceFolder().uri);
    state.account = account;
    const models = await explained(account, () => listModels(account));
    const items = models.map((label) => ({ label }));
    return choose(place, l10n.t('Which model rates?'), items, ([chosen]) => {
      if (chosen) state.judge = chosen.label;
    });
  };

/** @returns whether anything was rated */
async function rate({ folder, info }: FoundRun, { account, judge: name }: Answers): Promise<boolean> {
  const run = await openRun(folder);
  try {
    const detail = l10n.t('{0} answers with their references leave this machine.', formatCount(run.predictions.size));
    if (account && !(await agreed(l10n.t('Let {0} rate {1}?', name, info.name), detail, l10n.t('Send')))) return false;
    const { concurrency } = readSettings(workspace.workspaceFolders?.[0]?.uri);
    await withProgress(l10n.t('Rating {0}', info.name), async ({ signal, onProgress }) => {
      const onRated = ({ done, total }: { done: number; total: number }) => {
        onProgress(done / total);
      };
      const work = () =>
        judgeRun({ run, judge: name, client: account?.client, concurrency, signal, onProgress: onRated });
      await (account ? explained(account, work) : work());
    });
    return true;
  } finally {
    await run.close();
  }
}
