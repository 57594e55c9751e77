import { createHash } from 'node:crypto';
import { BuildError } from '../buildError.ts';
import type { SourceRecipe } from '../recipe/recipeSchema.ts';
import type { RowSource, SourceRow } from '../sources/rowSource.ts';
import type { Stratum } from './stratum.ts';

/** What is known of a source before rows are drawn. */
export interface Survey {
  rows: number;
  /** The group of each row, numbered from 0 in order of appearance; missing where the recipe names no column. */
  groups: number[] | undefined;
  /** What tells a row's group apart from others, also those of another source. */
  groupOf: (row: number) => string | undefined;
  /** The stratum of each row, numbered likewise. */
  strata: number[] | undefined;
}

/**
 * Goes through a source once, reading no more columns than it needs.
 * @param stratum what rows are told apart by
 * @param check says what is wrong with the first row, where the source does not tell its columns before
 * @throws {BuildError} when an id stands there twice
 */
export async function survey(
  source: RowSource,
  { group, id }: Pick<SourceRecipe, 'group' | 'id'>,
  stratum: Stratum | undefined,
  check: (row: SourceRow) => void,
  signal: AbortSignal | undefined,
): Promise<Survey> {
  const ids = new Map<string, number>();
  const groups = new Numbered();
  const strata = new Numbered();
  let rows = 0;
  const visit = (row: SourceRow) => {
    if (rows++ === 0 && !source.columns) check(row);
    if (id !== undefined) noteId(ids, row, id);
    if (group !== undefined) groups.add(row.values[group]);
    if (stratum) strata.add(stratum.of(row.values, `${row.file.name}, row ${row.rowInFile + 1}`));
  };
  const columns = [group, id, stratum?.column].filter((column) => column !== undefined);
  await source.scan(visit, signal, { columns: [...new Set(columns)] });
  const keys = [...groups.keys.keys()];
  return {
    rows,
    groups: group === undefined ? undefined : groups.numbers,
    groupOf: (row) => (group === undefined ? undefined : keys[groups.numbers[row] ?? -1]),
    strata: stratum && strata.numbers,
  };
}

/** Values numbered from 0 in order of appearance, equal ones alike. */
class Numbered {
  readonly numbers: number[] = [];
  readonly keys = new Map<string, number>();

  add(value: unknown): void {
    const key = keyOf(value);
    const number = this.keys.get(key) ?? this.keys.size;
    this.keys.set(key, number);
    this.numbers.push(number);
  }
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
