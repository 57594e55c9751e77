import { l10n, type Uri } from 'vscode';
import type { ProviderId } from '../../providers/profile.ts';
import { PROFILES } from '../../providers/profiles.ts';
import { HYPERPARAMETERS, hyperparameter, type Hyperparameter } from '../../tune/hyperparameters.ts';
import { formatCount } from '../format.ts';
import { ask, choose, enter, type Step } from '../steps.ts';
import { trainingFiles } from './trainingFile.ts';

/** Vendors that take files and jobs; the others train from exported data. */
const TRAINABLE = Object.values(PROFILES).filter(({ jobs }) => jobs);
const NONE = '';

/** What a job is made of. */
export interface Answers {
  training: Uri;
  provider: ProviderId;
  model: string;
  validation: Uri | undefined;
  suffix: string;
  /** Whether `numbers` are the user's own. */
  own: boolean;
  numbers: Partial<Record<Hyperparameter, number>>;
}

/** Asks for everything a job needs. @returns nothing where the user left */
export function askForJob(training: Uri): Promise<Answers | undefined> {
  const start = { training, provider: 'openai', model: '', validation: undefined, suffix: '', own: false, numbers: {} };
  const steps = [chooseProvider, chooseModel, chooseValidation, enterSuffix, chooseWho, ...NUMBERS.map(enterNumber)];
  return ask<Answers>(l10n.t('Fine-Tune a Model'), start as Answers, steps);
}

export const chooseProvider: Step<{ provider: ProviderId }> = (state, place) =>
  choose(
    place,
    l10n.t('Who trains the model?'),
    TRAINABLE.map(({ id, name }) => ({
      id,
      label: name,
      description: id === 'baseline' ? l10n.t('on this machine, free: classical baselines to compare with') : '',
    })),
    ([chosen]) => {
      if (chosen) state.provider = chosen.id;
    },
  );

const chooseModel: Step<Answers> = (state, place) =>
  choose(
    place,
    l10n.t('Which model is tuned?'),
    PROFILES[state.provider].models.map(({ id, shutdown }) => ({
      label: id,
      description: shutdown ? l10n.t('shuts down on {0}', shutdown.value) : '',
    })),
    ([chosen]) => {
      if (chosen) state.model = chosen.label;
    },
  );

const chooseValidation: Step<Answers> = async (state, place) => {
  const files = (await trainingFiles('validation')).filter(({ uri }) => uri.fsPath !== state.training.fsPath);
  const none = { label: l10n.t('No validation file'), description: NONE, uri: undefined };
  return choose(place, l10n.t('Which file measures it while it trains?'), [...files, none], ([chosen]) => {
    state.validation = chosen?.uri;
  });
};

const enterSuffix: Step<Answers> = (state, place) =>
  enter(
    place,
    l10n.t('A word for the name of the tuned model (Enter for none)'),
    state.suffix,
    (text) => {
      state.suffix = text;
    },
    (text) =>
      text.trim() === '' || /^[\w.-]{1,64}$/.test(text.trim())
        ? undefined
        : l10n.t('Up to 64 letters, digits, dots, hyphens and underscores.'),
  );

/** The embedded baselines have nothing to set. */
const chooseWho: Step<Answers> = (state, place) => {
  if (state.provider === 'baseline') return Promise.resolve('skip');
  const vendor = {
    label: l10n.t('Let the vendor choose'),
    description: l10n.t('epochs, batch size and learning rate by the size of the file; a random seed'),
    own: false,
  };
  const own = {
    label: l10n.t('Set them myself'),
    description: l10n.t('whatever is left empty the vendor chooses'),
    own: true,
  };
  return choose(
    place,
    l10n.t('How is it trained?'),
    [vendor, own],
    ([chosen]) => {
      state.own = chosen?.own ?? false;
      if (!state.own) state.numbers = {};
    },
    { active: state.own ? own : vendor },
  );
};

const NUMBERS: readonly { name: Hyperparameter; prompt: () => string }[] = [
  {
    name: 'epochs',
    prompt: () =>
      l10n.t('Epochs: how often every example is trained on. More fit the examples better and cost as much more.'),
  },
  {
    name: 'batchSize',
    prompt: () =>
      l10n.t(
        'Batch size: examples between two changes of the model. Larger ones change it less often and more steadily.',
      ),
  },
  {
    name: 'learningRateMultiplier',
    prompt: () =>
      l10n.t(
        "Learning-rate multiplier: of the vendor's own rate. Below 1 the model changes more slowly, above 1 faster.",
      ),
  },
  { name: 'seed', prompt: () => l10n.t('Seed: the same number repeats a job as far as the vendor can.') },
];

const enterNumber =
  ({ name, prompt }: (typeof NUMBERS)[number]): Step<Answers> =>
  (state, place) => {
    if (!state.own) return Promise.resolve('skip');
    return enter(
      place,
      prompt(),
      String(state.numbers[name] ?? ''),
      (text) => {
        const { [name]: _, ...others } = state.numbers;
        const value = hyperparameter(name, text);
        state.numbers = value === undefined ? others : { ...others, [name]: value };
      },
      (text) => (text.trim() === '' || hyperparameter(name, text) !== undefined ? undefined : whatItTakes(name)),
      l10n.t('Leave it empty to let the vendor choose'),
    );
  };

function whatItTakes(name: Hyperparameter): string {
  const { min, max, whole } = HYPERPARAMETERS[name];
  if (!whole) return l10n.t('A number above 0, up to {0}.', formatCount(max));
  if (max === Number.MAX_SAFE_INTEGER) return l10n.t('A whole number of at least {0}.', min);
  return l10n.t('A whole number from {0} to {1}.', min, max);
}
