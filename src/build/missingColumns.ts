import type { JSONPath } from 'jsonc-parser';
import { listed } from './buildError.ts';
import { readFirstRows } from './firstRows.ts';
import { compileTemplate } from './prompt.ts';
import type { Recipe, SourceRecipe } from './recipeSchema.ts';
import { openRowSource } from './rowSource.ts';
import { baseNamesOf } from './sourceFiles.ts';

/** A column that is asked for and not there. */
export interface MissingColumn {
  /** One sentence. */
  message: string;
  /** The key of the recipe that names it; `source` stands for the one source it is about. */
  key: JSONPath;
}

/**
 * The columns that a recipe asks for and the first row of its source lacks.
 * @throws {BuildError} when the source cannot be read
 */
export async function missingColumns(
  recipe: Recipe,
  from: SourceRecipe,
  folder: string,
  signal?: AbortSignal,
): Promise<MissingColumn[]> {
  const name = baseNamesOf(from.path);
  const source = await openRowSource(folder, from.path);
  const [first] = await readFirstRows(source, 1, signal);
  if (!first) return [{ message: `${name} has no rows: name another source.`, key: ['source', 'path'] }];
  const there = Object.keys(first.values);
  const { user, assistant } = recipe.prompt;
  const names = { question: from.question ?? source.defaults.question, answer: from.answer ?? source.defaults.answer };
  const wanted: [column: string, key: JSONPath][] = [
    [from.image ?? source.defaults.image, ['source', 'image']],
    ...(from.group === undefined ? [] : ([[from.group, ['source', 'group']]] as [string, JSONPath][])),
    ...wantedBy(user ?? '{question}', ['prompt', 'user'], names),
    ...wantedBy(assistant ?? '{answer}', ['prompt', 'assistant'], names),
  ];
  return wanted.flatMap(([column, key]) =>
    there.includes(column)
      ? []
      : [{ message: `${name} has no column "${column}": name one of ${listed(there)} as "${key.join('.')}".`, key }],
  );
}

/** The columns of a template: `{question}` and `{answer}` are named under `source`, others in the template itself. */
function wantedBy(template: string, key: JSONPath, names: { question: string; answer: string }): [string, JSONPath][] {
  return compileTemplate(template, names).columns.map((column) => {
    const role = column === names.question ? 'question' : column === names.answer ? 'answer' : undefined;
    return [column, role === undefined ? key : ['source', role]];
  });
}
