import { amount, fileSize } from '../../dataset/amounts.ts';
import type { SizeTable } from './sizes.ts';
import type { SplitReport } from './splitReport.ts';

/** What builds and size tables say in words, for a terminal and for a page alike. */

export const shareOf = (count: number, all: number): string => `${Math.round((100 * count) / all)} %`;

/** What the splits have in common, one sentence for each two that share something. */
export function* overlapSentences({ overlaps }: SplitReport): Generator<string> {
  const shared = overlaps.filter(({ rows, groups = 0, images }) => rows + groups + images > 0);
  const grouped = overlaps.some(({ groups }) => groups !== undefined);
  if (overlaps.length > 0 && shared.length === 0) yield `No row${grouped ? ', group' : ''} or image is in two splits.`;
  for (const { splits, rows, groups = 0, images } of shared) {
    const counts = [
      [rows, 'row'],
      [groups, 'group'],
      [images, 'image'],
    ] as const;
    const named = counts.filter(([count]) => count > 0).map(([count, noun]) => amount(count, noun));
    yield `${splits.join(' and ')} share ${named.join(', ')}.`;
  }
}

export const qualitySentence = (quality: number): string => `Quality ${quality} is the highest that fits.`;

export const sizesSentence = ({ file, sampled, different, model }: SizeTable): string =>
  `Measured on ${sampled} of ${amount(different, 'different image')}; tokens as ${model} counts them; ${file} estimated.`;

/** The table of sizes: names of the columns first, then one row a choice. */
export function sizeCells({ file, rows }: SizeTable): string[][] {
  return [
    ['longest side', 'quality', 'an image', 'tokens', file],
    ...rows.map(({ maxSide, quality, imageBytes, imageTokens, fileBytes }) => [
      maxSide === null ? 'as it is' : String(maxSide),
      String(quality ?? '-'),
      `${(imageBytes / 1e3).toFixed(1)} kB`,
      String(imageTokens),
      fileSize(fileBytes),
    ]),
  ];
}
