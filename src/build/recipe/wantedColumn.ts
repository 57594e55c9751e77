import type { JSONPath } from 'jsonc-parser';
import { listed } from '../buildError.ts';

/** A column that a recipe asks for. */
export interface WantedColumn {
  column: string;
  /** The key of the recipe that names it; `source` stands for the one source it is about. */
  key: JSONPath;
}

/** One sentence about a column that is not among those that are there. */
export function noColumn({ column, key }: WantedColumn, there: readonly string[], where: string): string {
  return `${where} has no column "${column}": name one of ${listed(there)} as "${key.join('.')}".`;
}
