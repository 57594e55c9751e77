import { l10n, ThemeIcon, Uri, type QuickPickItem } from 'vscode';
import { readSample, type RecipeChoices } from '../../build/recipe/newRecipe.ts';
import type { ProposedType, TableColumn, TableView } from '../../protocol/recipeTasks.ts';
import { formatCount } from '../format.ts';
import { choose, enter, type Place, type Step } from '../steps.ts';

/** What has been answered so far. */
export interface RecipeAnswers extends Pick<RecipeChoices, 'image' | 'question' | 'answer' | 'group' | 'sample'> {
  /** The table or folder, and what its first rows hold. */
  source: Uri;
  table: TableView;
  /** Names in the folder that the recipe is written to. */
  there: ReadonlySet<string>;
  /** Whether the rows of each split are typed. */
  typed: boolean;
  types: readonly ProposedType[];
  name: string;
}

interface ColumnItem extends QuickPickItem {
  column: string | undefined;
}

const chooseImage: Step<RecipeAnswers> = (state, place) =>
  chooseColumn(state, place, l10n.t('Which column holds the image?'), state.image, (column = '') => {
    state.image = column;
  });

const chooseQuestion: Step<RecipeAnswers> = (state, place) => {
  const same = { label: l10n.t('The same question for all rows…'), iconPath: new ThemeIcon('edit'), column: undefined };
  const now = 'column' in state.question ? state.question.column : undefined;
  return chooseColumn(
    state,
    place,
    l10n.t('Which column holds the question?'),
    now,
    (column) => {
      if (column !== undefined) state.question = { column };
      else if ('column' in state.question) state.question = { text: l10n.t('What does the image show?') };
    },
    [same],
  );
};

const enterQuestion: Step<RecipeAnswers> = (state, place) => {
  const { question } = state;
  if ('column' in question) return Promise.resolve('skip');
  return enter(
    place,
    l10n.t('What is asked about every image?'),
    question.text,
    (text) => {
      state.question = { text };
    },
    (text) => (text.trim() === '' ? l10n.t('Enter a question.') : undefined),
    '',
  );
};

const chooseAnswer: Step<RecipeAnswers> = (state, place) =>
  chooseColumn(state, place, l10n.t('Which column holds the answer?'), state.answer, (column = '') => {
    state.answer = column;
  });

const chooseGroup: Step<RecipeAnswers> = (state, place) => {
  const none = {
    label: l10n.t('No group: every row by itself'),
    iconPath: new ThemeIcon('circle-slash'),
    column: undefined,
  };
  const ask = l10n.t('Rows that share a column never fall into different splits. Which?');
  return chooseColumn(
    state,
    place,
    ask,
    state.group,
    (column) => {
      state.group = column;
    },
    [none],
  );
};

/** Columns with what stands in them, the guessed one under the cursor. */
function chooseColumn(
  { table }: RecipeAnswers,
  place: Place,
  placeholder: string,
  now: string | undefined,
  take: (column: string | undefined) => void,
  others: readonly ColumnItem[] = [],
) {
  const items: ColumnItem[] = [...table.columns.map(columnItem), ...others];
  const active = items.find(({ column }) => column === now);
  return choose(
    place,
    placeholder,
    items,
    ([chosen]) => {
      take(chosen?.column);
    },
    { active },
  );
}

function columnItem({ name, kind, samples, picture }: TableColumn): ColumnItem {
  return {
    label: name,
    description: KINDS[kind](),
    detail: samples.join('  ·  ') || ' ',
    iconPath: picture ? dataUri(picture) : new ThemeIcon(ICONS[kind]),
    column: name,
  };
}

const KINDS: Readonly<Record<TableColumn['kind'], () => string>> = {
  image: () => l10n.t('images'),
  list: () => l10n.t('lists, one element an example'),
  text: () => l10n.t('texts'),
  other: () => '',
  empty: () => l10n.t('empty'),
};
const ICONS = {
  image: 'file-media',
  list: 'list-unordered',
  text: 'symbol-string',
  other: 'symbol-numeric',
  empty: 'dash',
};

const dataUri = (webp: Uint8Array) => Uri.parse(`data:image/webp;base64,${Buffer.from(webp).toString('base64')}`);

const chooseSample: Step<RecipeAnswers> = (state, place) => {
  const { rows, all } = state.table;
  const there = all ? l10n.t('{0} rows', formatCount(rows)) : l10n.t('more than {0} rows', formatCount(rows));
  const items = [
    {
      label: l10n.t('80 % to train, 10 % to validate, 10 % to test'),
      sample: { train: 0.8, validation: 0.1, test: 0.1 },
    },
    { label: l10n.t('80 % to train, 20 % to test'), sample: { train: 0.8, test: 0.2 } },
    { label: l10n.t('90 % to train, 10 % to validate'), sample: { train: 0.9, validation: 0.1 } },
    { label: l10n.t('Others…'), description: l10n.t('counts of rows, or their shares'), sample: undefined },
  ];
  return choose(place, l10n.t('How are the rows shared out? ({0})', there), items, ([chosen]) => {
    state.typed = chosen?.sample === undefined;
    if (chosen?.sample) state.sample = chosen.sample;
  });
};

const enterSample: Step<RecipeAnswers> = (state, place) => {
  if (!state.typed) return Promise.resolve('skip');
  return enter(
    place,
    l10n.t('Rows to train, to validate and to test on: counts, or shares with %'),
    Object.values(state.sample)
      .map((share) => (share < 1 ? `${Math.round(share * 100)} %` : share))
      .join(', '),
    (text) => {
      state.sample = readSample(text) ?? state.sample;
    },
    (text) =>
      readSample(text)
        ? undefined
        : l10n.t('Enter up to three counts, as "150, 50, 100", or shares that are 100 % at most, as "80 %, 20 %".'),
    '150, 50, 100',
  );
};

const chooseTypes: Step<RecipeAnswers> = (state, place) => {
  const { question, table } = state;
  const proposed = 'column' in question ? (table.types[question.column] ?? []) : [];
  if (proposed.length === 0) {
    state.types = [];
    return Promise.resolve('skip');
  }
  const items = proposed.map((type) => ({
    label: type.name,
    description: (type.questions ?? type.patterns ?? []).join(', '),
    detail: l10n.t('{0} of the questions looked at', formatCount(type.count)),
    picked: state.types.includes(type),
    type,
  }));
  const ask = l10n.t('Which types of questions are told apart in results? (none is fine)');
  return choose(
    place,
    ask,
    items,
    (chosen) => {
      state.types = chosen.map(({ type }) => type);
    },
    { many: true, none: true },
  );
};

const enterName: Step<RecipeAnswers> = (state, place) =>
  enter(
    place,
    l10n.t('Name of the recipe: NAME.recipe.json is written beside its table'),
    state.name,
    (text) => {
      state.name = text;
    },
    (text) => {
      const name = text.trim();
      if (!/^[\p{L}\p{N}][\p{L}\p{N} _.-]*$/u.test(name))
        return l10n.t('Letters, digits, spaces, dots, hyphens and underscores.');
      return state.there.has(recipeFile(name)) ? l10n.t('{0} is there already.', recipeFile(name)) : undefined;
    },
    '',
  );

export const recipeFile = (name: string) => `${name}.recipe.json`;

/** Everything a recipe needs, behind the choice of its table. */
export const RECIPE_STEPS: readonly Step<RecipeAnswers>[] = [
  chooseImage,
  chooseQuestion,
  enterQuestion,
  chooseAnswer,
  chooseGroup,
  chooseSample,
  enterSample,
  chooseTypes,
  enterName,
];
