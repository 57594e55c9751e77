import type { Purpose } from '../../dataset/purpose.ts';
import { LOOKED_AT } from './diverseRows.ts';
import type { PlannedRow } from './plan.ts';
import type { Recipe } from '../recipe/recipeSchema.ts';

/** Whether rows from the front of a split are all that its first `rows` lines, few-shot examples included, are made of. */
export function enoughFor({ fewShot = [] }: Recipe, rows: number) {
  const diverse = fewShot.some((shot) => 'diverse' in shot);
  const lastShot = Math.max(-1, ...fewShot.map((shot) => ('row' in shot ? shot.row : -1)));
  return (split: Purpose, planned: readonly PlannedRow[]): boolean => {
    if (planned.length < rows) return false;
    if (split !== 'train') return true;
    if (diverse && planned.length < LOOKED_AT) return false;
    return planned.reduce((sum, { exampleCount }) => sum + exampleCount, 0) > lastShot;
  };
}
