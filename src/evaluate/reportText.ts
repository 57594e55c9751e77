import { agreementTables } from './agreementText.ts';
import type { Proportion, Report, RunReport } from './report.ts';
import type { ReportTable } from './reportTable.ts';
import { RATINGS } from './run.ts';
import { percent, points, pValue, verdictOf } from './verdict.ts';

const range = ({ low, high }: Proportion) => `${percent(low)} to ${percent(high)}`;
const shareOf = (part: Proportion) => (part.n === 0 ? '' : percent(part.value));

/** Fewer examples of a type than this say little. */
const FEW = 10;

/** Cells of what the answers took; empty where it was not kept. */
const costCells = ({ latency, tokens, usd }: RunReport) => [
  latency ? latency.medianMs.toFixed(0) : '',
  latency ? latency.p95Ms.toFixed(0) : '',
  tokens ? String(tokens.prompt + tokens.completion) : '',
  usd === undefined ? '' : usd.toFixed(2),
];

/** The tables of a report. `judges` says who rated each run. */
export function tablesOf({ runs, pairs }: Report, judges: readonly (string | undefined)[]): ReportTable[] {
  const names = runs.map(({ name }) => name);
  const types = [...new Set(runs.flatMap((run) => run.types.map(({ type }) => type)))];
  const rated = runs.map((run, at) => ({ ...run, judge: judges[at] })).filter(({ judge }) => judge !== undefined);
  const tables: ReportTable[] = [
    {
      title: 'Runs',
      head: [
        'run',
        'model',
        'n',
        'errors',
        'strict %',
        '95 %',
        'lenient %',
        'word %',
        'closed %',
        'open %',
        'ANLS',
        'F1',
        'median ms',
        'p95 ms',
        'tokens',
        'USD',
      ],
      rows: runs.map((run) => [
        ...[run.name, run.model, String(run.n), String(run.errors), shareOf(run.strict), range(run.strict)],
        ...[run.lenient, run.word, run.closed.strict, run.open.strict].map(shareOf),
        ...[run.anls, run.f1].map((value) => value.toFixed(3)),
        ...costCells(run),
      ]),
    },
    {
      title: 'Strict accuracy by type of question, %',
      head: ['type', 'n', ...names],
      rows: types.map((type) => {
        const found = runs.map((run) => run.types.find((row) => row.type === type));
        const counted = Math.max(...found.map((row) => row?.n ?? 0));
        return [type, String(counted), ...found.map((row) => (row ? shareOf(row.strict) : ''))];
      }),
    },
    {
      title: 'Comparisons',
      head: ['a', 'b', 'match', 'n', 'only a', 'only b', 'points', '95 %', 'McNemar', 'a is'],
      rows: pairs.map((pair) => [
        ...[pair.a, pair.b, pair.rule, String(pair.n), String(pair.onlyA), String(pair.onlyB)],
        ...[
          points(pair.difference),
          `${percent(pair.low)} to ${percent(pair.high)}`,
          pValue(pair.mcnemarP),
          pair.verdict,
        ],
      ]),
    },
    {
      title: 'Strict match by type, p corrected for the number of types (Holm)',
      head: ['a', 'b', 'type', 'n', 'only a', 'only b', 'points', 'p'],
      rows: pairs
        .filter(({ rule }) => rule === 'strict')
        .flatMap(({ a, b, types: found }) =>
          found.map(({ type, n, onlyA, onlyB, difference, holmP }) => [
            ...[a, b, n < FEW ? `${type} (under ${FEW})` : type, String(n), String(onlyA), String(onlyB)],
            ...[points(difference), pValue(holmP)],
          ]),
        ),
    },
    {
      title: 'Ratings compared, sign test',
      head: ['a', 'b', 'rated for both', 'a higher', 'a lower', 'p'],
      rows: pairs.flatMap(({ a, b, rule, ratings }) =>
        rule === 'strict' && ratings
          ? [[a, b, ...[ratings.n, ratings.higher, ratings.lower].map(String), pValue(ratings.p)]]
          : [],
      ),
    },
    {
      title: 'Ratings',
      head: ['run', 'judge', ...RATINGS],
      rows: rated.map(({ name, judge, ratings }) => [
        ...[name, judge ?? ''],
        ...RATINGS.map((rating) => String(ratings[rating] ?? 0)),
      ]),
    },
    ...agreementTables(runs, pairs),
    {
      title: 'Classes, macro averages',
      head: ['run', 'classes', 'precision', 'recall', 'F1', 'weighted F1'],
      rows: runs
        .filter(({ classes }) => classes.length > 0)
        .map(({ name, classes, macro, weighted }) => [
          ...[name, String(classes.length)],
          ...[macro.precision, macro.recall, macro.f1, weighted.f1].map((value) => value.toFixed(3)),
        ]),
    },
  ];
  return tables.filter(({ rows }) => rows.length > 0);
}

/** Columns as wide as their widest cell. */
export function reportAsText(report: Report, judges: readonly (string | undefined)[]): string {
  const { sentence, facts } = verdictOf(report);
  const tables = tablesOf(report, judges).map(({ title, head, rows }) => {
    const widths = head.map((cell, at) => Math.max(...[head, ...rows].map((row) => (row[at] ?? cell).length)));
    const line = (row: readonly string[]) =>
      row
        .map((cell, at) => (isNumeric(rows, at) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
        .join('  ')
        .trimEnd();
    return [title, ...[head, ...rows].map((row) => `  ${line(row)}`)].join('\n');
  });
  return [[sentence, ...facts].join('\n'), ...tables].join('\n\n');
}

export function reportAsMarkdown(report: Report, judges: readonly (string | undefined)[]): string {
  const { sentence, facts } = verdictOf(report);
  const row = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replace(/[\\|<>]/g, (char) => `\\${char}`)).join(' | ')} |`;
  const tables = tablesOf(report, judges).map(({ title, head, rows }) => {
    const rule = row(head.map((_, at) => (isNumeric(rows, at) ? '---:' : '---')));
    return [`## ${title}`, '', row(head), rule, ...rows.map(row)].join('\n');
  });
  return [`# ${sentence}`, ...facts, ...tables].join('\n\n');
}

/** Whether a column holds numbers alone. */
export const isNumeric = (rows: readonly (readonly string[])[], at: number) =>
  rows.every((row) => /^[+-]?[\d.]*$/.test(row[at] ?? ''));
