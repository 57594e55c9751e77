import type { JSONPath } from 'jsonc-parser';
import { readFirstRows } from '../sources/firstRows.ts';
import type { Recipe, SourceRecipe } from './recipeSchema.ts';
import { RowReader } from '../plan/rowReader.ts';
import { openRowSource } from '../sources/rowSource.ts';
import { baseNamesOf } from '../sources/sourceFiles.ts';
import { noColumn } from './wantedColumn.ts';

/**
 * The columns that a recipe asks for and the first row of its source lacks, with a sentence about each.
 * @throws {BuildError} when the source cannot be read
 */
export async function missingColumns(
  recipe: Recipe,
  from: SourceRecipe,
  folder: string,
  signal?: AbortSignal,
): Promise<{ message: string; key: JSONPath }[]> {
  const name = baseNamesOf(from.path);
  const source = await openRowSource(folder, from.path);
  const [first] = await readFirstRows(source, 1, signal);
  if (!first) return [{ message: `${name} has no rows: name another source.`, key: ['source', 'path'] }];
  const there = Object.keys(first.values);
  return new RowReader(recipe, from, source)
    .wanted(true)
    .filter(({ column }) => !there.includes(column))
    .map((wanted) => ({ message: noColumn(wanted, there, name), key: wanted.key }));
}
