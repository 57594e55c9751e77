import type { SizeTable } from '../build/sizes.ts';
import { amount, megabytes } from '../dataset/amounts.ts';

/** A table of sizes for a terminal; the recipe's own line has an arrow. */
export function* sizesText({ file, sampled, different, model, rows }: SizeTable): Generator<string> {
  yield `Measured on ${sampled} of ${amount(different, 'different image')}; tokens as ${model} counts them; ${file} estimated.`;
  const cells = [
    ['longest side', 'quality', 'an image', 'tokens', file],
    ...rows.map(({ maxSide, quality, imageBytes, imageTokens, fileBytes }) => [
      maxSide === null ? 'as it is' : String(maxSide),
      String(quality ?? '-'),
      `${(imageBytes / 1e3).toFixed(1)} kB`,
      String(imageTokens),
      megabytes(fileBytes),
    ]),
  ];
  const widths = cells[0]?.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const [at, row] of cells.entries()) {
    const mark = rows[at - 1]?.current ? ' <- the recipe' : '';
    yield `${row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  ')}${mark}`;
  }
}
