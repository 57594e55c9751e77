import type { ModelFacts } from '../providers/profile.ts';
import { PROFILES } from '../providers/profiles.ts';

type Formula = NonNullable<ModelFacts['imageTokens']>;

const same = (a: Formula, b: Formula) => JSON.stringify(a) === JSON.stringify(b);

/** The ways of counting an image's tokens that any vendor's models know, each once. */
export const FORMULAS: readonly Formula[] = Object.values(PROFILES)
  .flatMap(({ models }) => models.flatMap(({ imageTokens }) => imageTokens ?? []))
  .filter((formula, at, all) => all.findIndex((other) => same(formula, other)) === at);

/** @returns its index in `FORMULAS`; -1 for a model without one. */
export const formulaOf = ({ imageTokens }: Pick<ModelFacts, 'imageTokens'>): number =>
  imageTokens ? FORMULAS.findIndex((formula) => same(formula, imageTokens)) : -1;
