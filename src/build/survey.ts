import { createHash } from 'node:crypto';
import { BuildError } from './buildError.ts';
import type { SourceRecipe } from './recipeSchema.ts';
import type { RowSource, SourceRow } from './rowSource.ts';

/** What is known of a source before rows are drawn. */
export interface Survey {
  rows: number;
  /** The group of each row, numbered from 0 in order of appearance; missing where the recipe names no column. */
  groups: number[] | undefined;
}

/**
 * Goes through a source once, reading no more columns than it needs.
 * @param check says what is wrong with the first row, where the source does not tell its columns before
 * @throws {BuildError} when an id stands there twice
 */
export async function survey(
  source: RowSource,
  { group, id }: Pick<SourceRecipe, 'group' | 'id'>,
  check: (row: SourceRow) => void,
  signal: AbortSignal | undefined,
): Promise<Survey> {
  const numbers = new Map<string, number>();
  const ids = new Map<string, number>();
  const groups: number[] = [];
  let rows = 0;
  const visit = (row: SourceRow) => {
    if (rows++ === 0 && !source.columns) check(row);
    if (id !== undefined) noteId(ids, row, id);
    if (group === undefined) return;
    const key = keyOf(row.values[group]);
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    groups.push(number);
  };
  await source.scan(visit, signal, { columns: [group, id].filter((column) => column !== undefined) });
  return { rows, groups: group === undefined ? undefined : groups };
}

function noteId(ids: Map<string, number>, { values, index, file, rowInFile }: SourceRow, column: string): void {
  const key = keyOf(values[column]);
  const earlier = ids.get(key);
  if (earlier !== undefined)
    throw new BuildError(
      `${file.name}, row ${rowInFile + 1}: its "${column}" is that of row ${earlier - index + rowInFile + 1}; give every row its own, or take "source.id" out of the recipe.`,
    );
  ids.set(key, index);
}

/** Longer cells, images themselves among them, are told apart by a hash. */
const LONGEST_KEY = 100;

function keyOf(value: unknown): string {
  const hash = createHash('sha256');
  const text = JSON.stringify([value], (_, each: unknown) => {
    if (!(each instanceof Uint8Array)) return each;
    return createHash('sha256').update(each).digest('hex');
  });
  return text.length <= LONGEST_KEY ? text : hash.update(text).digest('base64');
}
