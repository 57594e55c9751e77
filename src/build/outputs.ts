import { resolve } from 'node:path';
import { PURPOSES, type Purpose } from '../dataset/purpose.ts';
import { BuildError } from './buildError.ts';
import { inputsOf } from './record/inputs.ts';
import { manifestPathOf } from './record/manifest.ts';
import type { Recipe } from './recipe/recipeSchema.ts';

/** Absolute path of each file to write. */
export type Outputs = Partial<Record<Purpose | 'answers', string>>;

const DEFAULTS = {
  train: 'train.jsonl',
  validation: 'validation.jsonl',
  test: 'test.jsonl',
  answers: 'test.answers.jsonl',
} as const;

/**
 * Which files a recipe writes: a split with a count and a name; where no split is named, all have their default name.
 * @param folder of the recipe
 * @throws {BuildError} when there is nothing to write, or a file would be written over another one of the recipe's
 */
export function outputsOf(recipe: Recipe, recipePath: string, folder: string, outDir: string): Outputs {
  const { testHasAnswers, ...named } = recipe.output ?? {};
  const names = Object.keys(named).length > 0 ? named : { ...DEFAULTS, ...(testHasAnswers && { answers: undefined }) };
  const outputs: Outputs = {};
  const inputs = [resolve(recipePath), ...inputsOf(recipe).map((path) => resolve(folder, path))];
  const taken = new Map(inputs.map((path) => [path, 'is read by the recipe']));
  taken.set(manifestPathOf(recipePath, outDir), 'is the name of what the build notes');
  for (const file of [...PURPOSES, 'answers'] as const) {
    const name = names[file];
    if (name === undefined || recipe.sample[file === 'answers' ? 'test' : file] === undefined) continue;
    const path = resolve(outDir, name);
    const clash = taken.get(path);
    if (clash) throw new BuildError(`"output.${file}" is ${name}, which ${clash}: choose another name.`);
    taken.set(path, `"output.${file}" is called already`);
    outputs[file] = path;
  }
  if (PURPOSES.every((split) => outputs[split] === undefined))
    throw new BuildError(
      'The recipe writes nothing: no split has both a count under "sample" and a name under "output".',
    );
  return outputs;
}
