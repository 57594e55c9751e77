import { questionType, typeOf } from '../../dataset/questionTypes.ts';
import { explodeRow } from './explode.ts';
import type { Recipe, SourceRecipe } from '../recipe/recipeSchema.ts';

/** What rows are told apart by, so that every split gets its share of each kind. */
export interface Stratum {
  column: string;
  /** @param where names the row in an error */
  of(values: Readonly<Record<string, unknown>>, where: string): unknown;
}

/** `"type"` means the recipe's question types where it has some, and a column otherwise. */
export function stratifiesByType({ sample, questionTypes }: Pick<Recipe, 'sample' | 'questionTypes'>): boolean {
  return sample.stratify === 'type' && questionTypes !== undefined;
}

/** @param question the column with the question. @returns nothing where the recipe does not stratify */
export function stratumOf(recipe: Recipe, from: SourceRecipe, question: string): Stratum | undefined {
  const { stratify } = recipe.sample;
  if (stratify === undefined) return undefined;
  if (!stratifiesByType(recipe)) return { column: stratify, of: (values) => values[stratify] };
  const types = (recipe.questionTypes ?? []).map(questionType);
  return {
    column: question,
    // a row with several questions is of the kind that has just these types
    of: (values, where) => {
      const asked = from.explode === true ? explodeRow(values, [question], where) : [values];
      return [...new Set(asked.map((cells) => typeOf(textOf(cells[question]), types)))].sort();
    },
  };
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);
