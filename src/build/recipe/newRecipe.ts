import { PURPOSES, type Purpose } from '../../dataset/purpose.ts';
import type { ProposedType } from '../sources/frequentQuestions.ts';

/** What a new recipe is made of. */
export interface RecipeChoices {
  name: string;
  /** From the recipe's folder. */
  path: string;
  image: string;
  /** A column, or one question for all rows. */
  question: { column: string } | { text: string };
  answer: string;
  group: string | undefined;
  explode: boolean;
  /** Rows of each split, or their share below 1. */
  sample: Partial<Record<Purpose, number>>;
  types: readonly ProposedType[];
  /** File with the system prompt, from the recipe's folder. */
  system: string;
  /** What stands before the names of the files, "" or "emoji.". */
  prefix: string;
}

/** The text of a recipe, as a person would write it. */
export function recipeText(choices: RecipeChoices): string {
  const { name, path, image, question, answer, group, explode, sample, types, system, prefix } = choices;
  const recipe = {
    name,
    source: {
      path,
      image,
      ...('column' in question && { question: question.column }),
      answer,
      ...(explode && { explode }),
      ...(group !== undefined && { group }),
    },
    sample: { ...sample, seed: 42, shuffle: 'huggingface' },
    prompt: {
      system,
      user: 'text' in question ? question.text.replaceAll(/[{}]/g, '$&$&') : '{question}',
      assistant: '{answer}',
    },
    ...(types.length > 0 && {
      questionTypes: types.map(({ name: type, questions, patterns }) => ({
        name: type,
        ...(questions && { questions }),
        ...(patterns && { patterns }),
      })),
    }),
    output: outputNames(sample, prefix),
  };
  return `${JSON.stringify(recipe, null, 2)}\n`;
}

/** The names of the files that a recipe of these splits writes. */
export function outputNames(sample: RecipeChoices['sample'], prefix: string): Record<string, string> {
  const splits = PURPOSES.filter((split) => sample[split] !== undefined);
  return Object.fromEntries([
    ...splits.map((split) => [split, `${prefix}${split}.jsonl`] as const),
    ...(splits.includes('test') ? [['answers', `${prefix}test.answers.jsonl`] as const] : []),
  ]);
}

/**
 * Reads the rows of each split: "150, 50, 100", or their shares "80 % 10 % 10 %" and "0.8 0.1 0.1"; one number is for
 * training alone, two for training and testing. `undefined` where it is neither.
 */
export function readSample(text: string): Partial<Record<Purpose, number>> | undefined {
  const parts = [...text.matchAll(NUMBER)];
  const rest = text.replaceAll(NUMBER, '').replaceAll(/[\s,;/]/g, '');
  const percent = parts.some(([, , sign]) => sign !== '');
  const numbers = parts.map(([, number = '', sign]) => (sign === '' ? Number(number) : Number(number) / 100));
  const splits = SPLITS[numbers.length];
  const counts = !percent && numbers.every((number) => Number.isInteger(number) && number > 0);
  const shares = numbers.every((number) => number > 0 && number < 1) && numbers.reduce((a, b) => a + b, 0) < 1.000001;
  if (!splits || rest !== '' || !(counts || shares)) return undefined;
  return Object.fromEntries(splits.map((split, at) => [split, numbers[at]]));
}

const NUMBER = /(\d+(?:\.\d+)?|\.\d+)\s*(%?)/g;
const SPLITS: Readonly<Record<number, readonly Purpose[]>> = { 1: ['train'], 2: ['train', 'test'], 3: PURPOSES };
