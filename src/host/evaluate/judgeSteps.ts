import { l10n } from 'vscode';
import { MOST_REPEATS, OFFLINE } from '../../evaluate/judge.ts';
import type { ProviderId } from '../../providers/profile.ts';
import { PROFILES } from '../../providers/profiles.ts';
import { explained, openAccount, type Account } from '../accounts/account.ts';
import { workspaceFolder } from '../dataFolder.ts';
import { listModels } from '../accounts/listModels.ts';
import type { FoundRun } from '../runs/foundRuns.ts';
import type { Services } from '../services.ts';
import { choose, enter, type Step } from '../steps.ts';

/** What judging a run is made of. */
export interface JudgeAnswers {
  found: FoundRun | undefined;
  /** The run it is compared with, side by side; each answer is rated by its reference without one. */
  against: FoundRun | undefined;
  /** Nobody: the offline judge. */
  provider: ProviderId | undefined;
  account: Account | undefined;
  judge: string;
  repeat: number;
}

export const judgeSteps = (services: Services, runs: readonly FoundRun[]): Step<JudgeAnswers>[] => [
  chooseRun(runs),
  chooseWay(runs),
  chooseProvider,
  chooseModel(services),
  enterRepeat,
];

const chooseRun =
  (runs: readonly FoundRun[]): Step<JudgeAnswers> =>
  (state, place) =>
    choose(
      place,
      l10n.t('Choose the run to rate'),
      runs.map((found) => ({ label: found.info.name, description: found.info.judge ?? '', found })),
      ([chosen]) => {
        state.found = chosen?.found;
      },
    );

const chooseWay =
  (runs: readonly FoundRun[]): Step<JudgeAnswers> =>
  (state, place) => {
    const { found } = state;
    const others = runs.filter((run) => run !== found && run.test === found?.test);
    state.against = undefined;
    if (others.length === 0) return Promise.resolve('skip');
    const alone = {
      label: l10n.t('By its references'),
      description: l10n.t('rates each answer: Very Similar to Incorrect'),
      run: undefined,
    };
    const items = others.map((run) => ({
      label: l10n.t('Against {0}', run.info.name),
      description: l10n.t('which of both answers is better, each example in both orders'),
      run,
    }));
    return choose(place, l10n.t('How is it judged?'), [alone, ...items], ([chosen]) => {
      state.against = chosen?.run;
    });
  };

const chooseProvider: Step<JudgeAnswers> = (state, place) => {
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
  (services: Services): Step<JudgeAnswers> =>
  async (state, place) => {
    if (state.provider === undefined) return 'skip';
    const account = await openAccount(services, state.provider, workspaceFolder().uri);
    state.account = account;
    const models = await explained(account, () => listModels(account));
    const items = models.map((label) => ({ label }));
    return choose(place, l10n.t('Which model rates?'), items, ([chosen]) => {
      if (chosen) state.judge = chosen.label;
    });
  };

const enterRepeat: Step<JudgeAnswers> = (state, place) => {
  if (state.provider === undefined || state.against !== undefined) return Promise.resolve('skip');
  return enter(
    place,
    l10n.t('How often is each answer rated? More than once shows how far the judge agrees with itself.'),
    String(state.repeat),
    (text) => {
      state.repeat = Number(text);
    },
    (text) =>
      /^\d+$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= MOST_REPEATS
        ? undefined
        : l10n.t('A whole number from 1 to {0}.', MOST_REPEATS),
    '1',
  );
};
