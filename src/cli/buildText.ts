import { relative } from 'node:path';
import type { BuildSummary } from '../build/build.ts';
import { amount, megabytes } from '../dataset/amounts.ts';

type SplitReport = BuildSummary['report'];

/** What a build did, as lines for a terminal. */
export function* buildText(summary: BuildSummary, cwd: string, dryRun: boolean): Generator<string> {
  const { files, unchanged, reasons, report } = summary;
  yield* reasons;
  if (files.length === unchanged.length) yield 'Nothing changed since the last build: nothing was written.';
  for (const file of files) {
    const state = unchanged.includes(file.path) ? ' (unchanged)' : dryRun ? ' (not written)' : '';
    yield `${fileText(file, cwd)}${state}`;
  }
  if (summary.quality !== undefined) yield `Quality ${summary.quality} is the highest that fits.`;
  for (const split of report.splits) yield splitText(split);
  if (report.splits.length > 1) yield* overlapText(report.overlaps);
}

function fileText(file: BuildSummary['files'][number], cwd: string): string {
  const inside = relative(cwd, file.path);
  const path = inside.startsWith('..') ? file.path : inside;
  const size = file.bytes < 1e5 ? `${(file.bytes / 1e3).toFixed(1)} kB` : megabytes(file.bytes);
  const images = file.images > 0 ? `, ${amount(file.images, 'image')}` : '';
  return `${path}: ${amount(file.examples, 'example')}${images}, ${size}`;
}

const LONGEST_ANSWER = 40;

/** `train: 150 rows in 150 groups, 150 different images; 83 different answers, most often "Yes" (11 %); Title 20 %`. */
function splitText({ split, rows, groups, images, examples, answers, types }: SplitReport['splits'][number]): string {
  const share = (count: number) => `${Math.round((100 * count) / examples)} %`;
  const parts = [
    `${amount(rows, 'row')}${groups === undefined ? '' : ` in ${amount(groups, 'group')}`}, ${amount(images, 'different image')}`,
  ];
  if (answers) {
    const often = answers.mostFrequent.replaceAll(/\s+/g, ' ');
    const shown = often.length > LONGEST_ANSWER ? `${often.slice(0, LONGEST_ANSWER)}…` : often;
    parts.push(`${amount(answers.different, 'different answer')}, most often "${shown}" (${share(answers.examples)})`);
  }
  if (types) parts.push(types.map(({ type, examples: count }) => `${type} ${share(count)}`).join(', '));
  return `${split}: ${parts.join('; ')}`;
}

function* overlapText(overlaps: SplitReport['overlaps']): Generator<string> {
  const shared = overlaps.filter(({ rows, groups = 0, images }) => rows + groups + images > 0);
  const grouped = overlaps.some(({ groups }) => groups !== undefined);
  if (shared.length === 0) yield `No row${grouped ? ', group' : ''} or image is in two splits.`;
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
