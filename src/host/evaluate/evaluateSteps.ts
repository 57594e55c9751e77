import { l10n, type Uri } from 'vscode';
import type { Arm } from '../../evaluate/arms.ts';
import { tokenPriceOf, type TokenPrice } from '../../evaluate/spending.ts';
import type { ProviderId } from '../../providers/profile.ts';
import { PROFILES } from '../../providers/profiles.ts';
import { explained, openAccount, type Account } from '../accounts/account.ts';
import { listModels } from '../accounts/listModels.ts';
import type { Services } from '../services.ts';
import { choose, enter, type Step } from '../steps.ts';

/** What an evaluation is made of. */
export interface Answers {
  test: Uri;
  provider: ProviderId;
  account: Account | undefined;
  models: string[];
  temperature: number | undefined;
  maxTokens: number | undefined;
  arm: Arm;
  batch: boolean;
  /** USD for each model. */
  budget: number | undefined;
  /** The user's own, where the vendor's is not known. */
  price: TokenPrice | undefined;
}

/** As far as they say who is asked. */
export type ChosenModels = Pick<Answers, 'test' | 'provider' | 'account' | 'models'>;

export const evaluateSteps = (services: Services): Step<Answers>[] => [
  ...modelSteps(services, true),
  ...NUMBERS.map(enterNumber),
  chooseArm,
  chooseWhen,
  enterBudget,
  enterPrice,
];

/** Who answers: the vendor, then its models. @param many whether several can be chosen */
export const modelSteps = (services: Services, many: boolean): Step<ChosenModels>[] => [
  chooseProvider,
  chooseModels(services, many),
];

const chooseProvider: Step<ChosenModels> = (state, place) => {
  const items = Object.values(PROFILES).map(({ id, name }) => ({ id, label: name }));
  return choose(
    place,
    l10n.t('Where do the models answer?'),
    items,
    ([chosen]) => {
      if (chosen) state.provider = chosen.id;
    },
    { active: items.find(({ id }) => id === state.provider) },
  );
};

const chooseModels =
  (services: Services, many: boolean): Step<ChosenModels> =>
  async (state, place) => {
    const account = await openAccount(services, state.provider, state.test);
    state.account = account;
    const models = await explained(account, () => listModels(account));
    if (models.length === 0)
      return enter(
        place,
        l10n.t('The name of the model that answers; {0} lists none', account.recipient),
        state.models[0] ?? '',
        (text) => {
          state.models = [text];
        },
        (text) => (text.trim() === '' ? l10n.t('A model has a name.') : undefined),
        '',
      );
    const items = models.map((model) => ({ label: model, picked: state.models.includes(model) }));
    return choose(
      place,
      many ? l10n.t('Which models answer?') : l10n.t('Which model answers?'),
      items,
      (chosen) => {
        state.models = chosen.map(({ label }) => label);
      },
      { many, active: items.find(({ picked }) => picked) },
    );
  };

const NUMBERS: readonly {
  key: 'temperature' | 'maxTokens';
  prompt: () => string;
  takes: () => string;
  fits: (value: number) => boolean;
}[] = [
  {
    key: 'temperature',
    prompt: () => l10n.t('Temperature: 0 answers the same each time as far as the model can, above it by chance'),
    takes: () => l10n.t('A number from 0 to 2.'),
    fits: (value) => value >= 0 && value <= 2,
  },
  {
    key: 'maxTokens',
    prompt: () => l10n.t('The most tokens that an answer may have'),
    takes: () => l10n.t('A whole number of at least {0}.', 1),
    fits: (value) => Number.isInteger(value) && value >= 1,
  },
];

/** The embedded baselines have nothing to set and cost nothing. */
const isEmbedded = ({ account }: Answers) => account?.embedded === true;

const enterNumber =
  ({ key, prompt, takes, fits }: (typeof NUMBERS)[number]): Step<Answers> =>
  (state, place) => {
    if (isEmbedded(state)) return Promise.resolve('skip');
    return enter(
      place,
      prompt(),
      String(state[key] ?? ''),
      (text) => {
        state[key] = text === '' ? undefined : Number(text);
      },
      (text) => (text.trim() === '' || fits(Number(text)) ? undefined : takes()),
      l10n.t('Leave it empty to let the server choose'),
    );
  };

const chooseArm: Step<Answers> = (state, place) => {
  if (isEmbedded(state)) return Promise.resolve('skip');
  const arms: { label: string; description: string; arm: Arm }[] = [
    { label: l10n.t('Images as they are'), description: '', arm: 'normal' },
    {
      label: l10n.t('Blank images'),
      description: l10n.t('a control: what is right without looking'),
      arm: 'blank',
    },
    {
      label: l10n.t('Shuffled images'),
      description: l10n.t('a control: each question with the image of another'),
      arm: 'shuffled',
    },
  ];
  return choose(
    place,
    l10n.t('Which images are shown?'),
    arms,
    ([chosen]) => {
      state.arm = chosen?.arm ?? 'normal';
    },
    { active: arms.find(({ arm }) => arm === state.arm) },
  );
};

const chooseWhen: Step<Answers> = (state, place) => {
  const facts = PROFILES[state.provider].batch;
  if (!facts || isEmbedded(state)) return Promise.resolve('skip');
  const share = `${Math.round(facts.discount.value * 100)} %`;
  const now = { label: l10n.t('One by one, now'), description: '', batch: false };
  const batch = { label: l10n.t('As a batch'), description: l10n.t('{0} cheaper, within a day', share), batch: true };
  return choose(
    place,
    l10n.t('When are they answered?'),
    [now, batch],
    ([chosen]) => {
      state.batch = chosen?.batch ?? false;
    },
    { active: state.batch ? batch : now },
  );
};

const enterBudget: Step<Answers> = (state, place) => {
  if (isEmbedded(state)) return Promise.resolve('skip');
  return enter(
    place,
    l10n.t('Budget in USD for each model: no request is begun that would pass it'),
    String(state.budget ?? ''),
    (text) => {
      state.budget = text === '' ? undefined : Number(text);
    },
    (text) => (text.trim() === '' || Number(text) >= 0 ? undefined : l10n.t('An amount of USD, as 2.50.')),
  );
};

/** Only where a budget is to be kept and nobody knows the price. */
const enterPrice: Step<Answers> = (state, place) => {
  const profile = PROFILES[state.provider];
  const known = state.models.every((model) => tokenPriceOf(profile, model));
  if (isEmbedded(state) || state.budget === undefined || known) return Promise.resolve('skip');
  return enter(
    place,
    l10n.t('USD for a million tokens sent and a million answered, as "2.5 10": the price list of the server says them'),
    state.price ? `${state.price.input} ${state.price.output}` : '',
    (text) => {
      state.price = priceIn(text);
    },
    (text) => (priceIn(text) ? undefined : l10n.t('Two amounts of USD, as "2.5 10": a budget needs them.')),
    '',
  );
};

function priceIn(text: string): TokenPrice | undefined {
  const [input, output, ...more] = text
    .trim()
    .split(/[\s,;]+/)
    .map(Number);
  if (input === undefined || output === undefined || more.length > 0) return undefined;
  return input >= 0 && output >= 0 ? { input, output } : undefined;
}
