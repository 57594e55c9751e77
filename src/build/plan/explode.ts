import { BuildError } from '../buildError.ts';

type Values = Readonly<Record<string, unknown>>;

/**
 * Makes one row of each element of the list columns, as pandas' `DataFrame.explode` does with several columns:
 * elements side by side, every other column repeated, a value that is no list counts as a list of one, an empty list
 * leaves one row without a value. A cell of text that begins with `[` is read as a JSON list.
 * @param where names the row in an error
 * @throws {BuildError} when the lists differ in length
 */
export function explodeRow(values: Values, columns: readonly string[], where: string): Values[] {
  const lists = columns.map((column) => asList(values[column], column, where));
  const lengths = lists.map((list) => list.length);
  const rows = Math.max(...lengths);
  if (lengths.some((length) => length !== rows))
    throw new BuildError(
      `${where}: ${columns.map((column, at) => `"${column}" has ${lengths[at] ?? 0}`).join(' and ')} elements; lists that are exploded together must be equally long.`,
    );
  return Array.from({ length: Math.max(rows, 1) }, (_, at) => ({
    ...values,
    ...Object.fromEntries(columns.map((column, of) => [column, lists[of]?.[at]])),
  }));
}

function asList(value: unknown, column: string, where: string): unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'string' || !value.trimStart().startsWith('[')) return [value];
  try {
    const list: unknown = JSON.parse(value);
    if (Array.isArray(list)) return list;
  } catch {
    // said below
  }
  throw new BuildError(`${where}: "${column}" begins like a list but is no JSON list; write it as ["one", "two"].`);
}
