import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { z } from 'zod';
import { BuildError } from '../buildError.ts';
import { recipeSchema, type Recipe, type SplitSources } from './recipeSchema.ts';

/**
 * Reads a recipe's text; comments and trailing commas are allowed.
 * @param name how the file is called in an error
 * @throws {BuildError} naming the place and what is wrong with it
 */
export function parseRecipe(json: string, name: string): Recipe {
  const errors: ParseError[] = [];
  const value: unknown = parse(json, errors, { allowTrailingComma: true });
  const [broken] = errors;
  if (broken) {
    const line = json.slice(0, broken.offset).split('\n').length;
    const words = printParseErrorCode(broken.error).replace(/([a-z])([A-Z])/g, '$1 $2');
    throw new BuildError(`${name}, line ${line}, is no valid JSON (${words.toLowerCase()}): correct it there.`);
  }
  const checked = recipeSchema.safeParse(value, { reportInput: true });
  if (checked.success) return checked.data;
  throw new BuildError(`${name} cannot be used: ${explainIssue(checked.error.issues[0])}.`);
}

/** Whether the data is already split, one source each. */
export function isSplit(source: Recipe['source']): source is SplitSources {
  return !('path' in source);
}

/** What a schema's issue says, without the full stop. */
export function explainIssue(issue: z.core.$ZodIssue | undefined): string {
  if (!issue) return 'it does not fit the schema';
  // of a union's shapes, the one that was meant has the fewest complaints
  if (issue.code === 'invalid_union') {
    const meant = [...issue.errors].sort((a, b) => a.length - b.length)[0]?.[0];
    if (meant) return explainIssue({ ...meant, path: [...issue.path, ...meant.path] });
  }
  const place = issue.path.length === 0 ? 'the recipe' : `"${issue.path.join('.')}"`;
  if (issue.code === 'unrecognized_keys') return `${place} has an unknown key "${issue.keys.join('", "')}"`;
  if (issue.code === 'invalid_type' && issue.input === undefined) return `${place} is missing`;
  if (issue.code === 'custom') return `${place} ${issue.message}`;
  return `${place}: ${issue.message}`;
}

/** The JSON Schema of a recipe, for editors: draft 7, which is what VS Code checks against. */
export function recipeJsonSchema(): object {
  return z.toJSONSchema(recipeSchema, { target: 'draft-7', io: 'input' });
}
