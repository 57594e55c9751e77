import { sizeCells, sizesSentence } from '../build/report/reportText.ts';
import type { SizeTable } from '../build/report/sizes.ts';

/** A table of sizes for a terminal; the recipe's own line has an arrow. */
export function* sizesText(table: SizeTable): Generator<string> {
  yield sizesSentence(table);
  const cells = sizeCells(table);
  const widths = cells[0]?.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const [at, row] of cells.entries()) {
    const mark = table.rows[at - 1]?.current ? ' <- the recipe' : '';
    yield `${row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  ')}${mark}`;
  }
}
