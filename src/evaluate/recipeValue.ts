import { readFile } from 'node:fs/promises';
import { parse, type ParseError } from 'jsonc-parser';
import { EvaluateError } from './evaluateError.ts';

/** The value of a recipe file (JSON, comments allowed). Throws an `EvaluateError`. */
export async function readRecipeValue(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new EvaluateError(`The recipe cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  });
  const errors: ParseError[] = [];
  const recipe: unknown = parse(text, errors, { allowTrailingComma: true });
  if (errors.length > 0) throw new EvaluateError(`${path} is no JSON; a recipe is.`);
  return recipe;
}
