import { relative } from 'node:path';
import type { BuildSummary } from '../build/build.ts';
import { overlapSentences, qualitySentence, shareOf } from '../build/report/reportText.ts';
import { amount, fileSize } from '../dataset/amounts.ts';

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
  if (summary.quality !== undefined) yield qualitySentence(summary.quality);
  for (const split of report.splits) yield splitText(split);
  yield* overlapSentences(report);
}

function fileText(file: BuildSummary['files'][number], cwd: string): string {
  const inside = relative(cwd, file.path);
  const path = inside.startsWith('..') ? file.path : inside;
  const images = file.images > 0 ? `, ${amount(file.images, 'image')}` : '';
  return `${path}: ${amount(file.examples, 'example')}${images}, ${fileSize(file.bytes)}`;
}

const LONGEST_ANSWER = 40;

/** `train: 150 rows in 150 groups, 150 different images; 83 different answers, most often "Yes" (11 %); Title 20 %`. */
function splitText({ split, rows, groups, images, examples, answers, types }: SplitReport['splits'][number]): string {
  const parts = [
    `${amount(rows, 'row')}${groups === undefined ? '' : ` in ${amount(groups, 'group')}`}, ${amount(images, 'different image')}`,
  ];
  if (answers) {
    const often = answers.mostFrequent.replaceAll(/\s+/g, ' ');
    const shown = often.length > LONGEST_ANSWER ? `${often.slice(0, LONGEST_ANSWER)}…` : often;
    parts.push(
      `${amount(answers.different, 'different answer')}, most often "${shown}" (${shareOf(answers.examples, examples)})`,
    );
  }
  if (types) parts.push(types.map(({ type, examples: count }) => `${type} ${shareOf(count, examples)}`).join(', '));
  return `${split}: ${parts.join('; ')}`;
}
