import { PURPOSES } from '../../dataset/purpose.ts';
import { BuildError } from '../buildError.ts';
import { enoughFor } from './enoughRows.ts';
import type { Outputs } from '../outputs.ts';
import { refuseOwnOutputs } from './ownOutputs.ts';
import { planRows, type Plan, type PlanOptions } from './plan.ts';
import type { Recipe } from '../recipe/recipeSchema.ts';

type Gathering = Pick<PlanOptions, 'allowOutside' | 'allowWeb' | 'spool' | 'onSkipped'> &
  Partial<Pick<PlanOptions, 'signal'>>;

/**
 * Plans what the files of a recipe hold.
 * @param first how many rows of each split are needed; all where it is left out
 * @throws {BuildError} naming what is missing and where
 */
export async function planOutputs(
  recipe: Recipe,
  outputs: Outputs,
  folder: string,
  gathering: Gathering,
  first?: number,
): Promise<Plan> {
  const showsExamples = (recipe.fewShot ?? []).length > 0;
  if (showsExamples && recipe.sample.train === undefined)
    throw new BuildError('Few-shot examples are rows of the training split: give "sample.train" a count.');
  const testAnswered = recipe.output?.testHasAnswers === true || outputs.answers !== undefined;
  await refuseOwnOutputs(recipe, outputs, folder);
  const { allowOutside, allowWeb, spool, onSkipped, signal } = gathering;
  return planRows(recipe, {
    folder,
    splits: PURPOSES.filter((split) => outputs[split] !== undefined || (split === 'train' && showsExamples)),
    answered: testAnswered ? PURPOSES : ['train', 'validation'],
    enough: first === undefined ? undefined : enoughFor(recipe, first),
    ...{ allowOutside, allowWeb, spool, onSkipped, signal },
  });
}
