import { basename } from 'node:path';
import { amount, fileSize } from '../../dataset/amounts.ts';
import type { Manifest } from '../record/manifest.ts';
import { overlapSentences, qualitySentence, shareOf, sizeCells, sizesSentence } from './reportText.ts';
import type { SizeTable } from './sizes.ts';
import type { SplitReport } from './splitReport.ts';

/** Pages about a recipe, in Markdown. Words of the data stand there as themselves: nothing in them is markup. */

/** What a build wrote and how its splits came out, as its manifest says. */
export function buildMarkdown(manifest: Manifest): string {
  const { recipe, outputs, quality, report, skipped, inputs } = manifest;
  return page([
    `# ${plain(`Build of ${basename(recipe.path)}`)}`,
    table(
      ['File', 'Split', 'Examples', 'Images', 'Size'],
      outputs.map(({ path, split, provider, examples, images, bytes }) => [
        path,
        provider ? `${split}, for ${provider}` : split,
        count(examples),
        count(images),
        fileSize(bytes),
      ]),
      2,
    ),
    quality === undefined ? '' : plain(qualitySentence(quality)),
    skipped === 0 ? '' : plain(`${amount(skipped, 'row')} left out or with a placeholder for the image.`),
    '## Splits',
    splitTable(report),
    [...overlapSentences(report)].map(plain).join('\n\n'),
    ...report.splits.flatMap(({ split, types, examples }) =>
      types
        ? [
            `### ${plain(`Types of questions in ${split}`)}`,
            table(
              ['Type', 'Examples', 'Share'],
              types.map((each) => [each.type, count(each.examples), shareOf(each.examples, examples)]),
              1,
            ),
          ]
        : [],
    ),
    '## Made of',
    table(
      ['Input', 'Size', 'SHA-256'],
      inputs.map(({ path, bytes, files = 0, sha256 }) => [
        path,
        bytes === undefined ? amount(files, 'file') : fileSize(bytes),
        sha256.slice(0, 12),
      ]),
    ),
  ]);
}

function splitTable({ splits }: SplitReport): string {
  const grouped = splits.some(({ groups }) => groups !== undefined);
  return table(
    [
      ...['Split', 'Rows', ...(grouped ? ['Groups'] : []), 'Different images', 'Examples', 'Different answers'],
      'Most frequent answer',
    ],
    splits.map(({ split, rows, groups, images, examples, answers }) => [
      ...[split, count(rows), ...(grouped ? [groups === undefined ? '' : count(groups)] : [])],
      ...[count(images), count(examples), answers ? count(answers.different) : ''],
      answers ? `${answers.mostFrequent} (${shareOf(answers.examples, examples)})` : '',
    ]),
    1,
    grouped ? 6 : 5,
  );
}

/** What quality and longest side cost; the recipe's own row is marked. */
export function sizesMarkdown(sizes: SizeTable, recipe: string): string {
  const [names = [], ...rows] = sizeCells(sizes);
  return page([
    `# ${plain(`Image sizes of ${recipe}`)}`,
    plain(sizesSentence(sizes)),
    table(
      [...names, ''],
      rows.map((cells, at) => [...cells, sizes.rows[at]?.current ? '← the recipe' : '']),
      0,
      names.length,
    ),
    'Write the line you like as `image.maxSide` and `image.quality` of the recipe; `"fit": "512 MB"` finds the quality by itself.',
  ]);
}

const page = (parts: readonly string[]) => `${parts.filter((part) => part !== '').join('\n\n')}\n`;

const count = (value: number) => value.toLocaleString('en');

/** @param from the first column of figures, `to` the first behind them */
function table(names: readonly string[], rows: readonly (readonly string[])[], from = Infinity, to = Infinity): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(names.map(plain)),
    line(names.map((_, at) => (at >= from && at < to ? '--:' : ':--'))),
    ...rows.map((cells) => line(cells.map((cell) => plain(shortened(cell))))),
  ].join('\n');
}

const LONGEST = 80;

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

/** Text without any markup: every mark of punctuation that ASCII has may be escaped (CommonMark 2.4). */
const plain = (text: string) => text.replaceAll(/[!-/:-@[-`{-~]/g, String.raw`\$&`);
