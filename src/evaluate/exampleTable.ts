import { MOST_CLASSES } from './confusion.ts';
import type { Agreement, ExampleAnswer, ExampleRow, Order, RowCounts, RowFilter } from './exampleRow.ts';
import { RATINGS } from './run.ts';

/** Parts of a filter, one bit each: a row is counted for a part when it passes all others. */
const PARTS = { agreement: 1, type: 2, rating: 4, reference: 8, text: 16 } as const;
type Part = keyof typeof PARTS;

/** The examples of a results page. What was listed and counted last is kept, for a page asks for it piece by piece. */
export class ExampleTable {
  readonly rows: readonly ExampleRow[];
  /** What a text is looked for in, lower case, beside each row; made when a text is first looked for. */
  private texts: string[] | undefined;
  private listed: { key: string; rows: readonly ExampleRow[] } | undefined;
  private counted: { key: string; counts: RowCounts } | undefined;

  constructor(rows: readonly ExampleRow[]) {
    this.rows = rows;
  }

  /** The rows that pass a filter, in an order. */
  list(filter: RowFilter, order: Order = 'example'): readonly ExampleRow[] {
    const key = JSON.stringify([filter, order]);
    if (this.listed?.key !== key) {
      const fails = this.failing(filter);
      const passed = this.rows.filter((row, at) => fails(row, at) === 0);
      this.listed = { key, rows: sorted(passed, order, filter) };
    }
    return this.listed.rows;
  }

  /** How many rows pass with each choice of a filter in place of its own. */
  count(filter: RowFilter): RowCounts {
    const key = JSON.stringify(filter);
    if (this.counted?.key !== key) this.counted = { key, counts: this.countAnew(filter) };
    return this.counted.counts;
  }

  private countAnew(filter: RowFilter): RowCounts {
    const fails = this.failing(filter);
    const agreement = { all: 0, onlyA: 0, onlyB: 0, both: 0, neither: 0, flipped: 0, judge: 0 };
    const [types, ratings, references] = [
      new Map<string, number>(),
      new Map<string, number>(),
      new Map<string, number>(),
    ];
    for (const [at, row] of this.rows.entries()) {
      const failed = fails(row, at);
      const passes = (part: Part) => (failed & ~PARTS[part]) === 0;
      if (passes('agreement')) {
        agreement.all++;
        const split = splitOf(row, filter);
        if (split) agreement[split]++;
        if (split === 'onlyA' || split === 'onlyB') agreement.flipped++;
        if (judgeDisagrees(row, filter)) agreement.judge++;
      }
      if (passes('type')) add(types, row.type);
      const rating = row.answers[filter.a]?.rating;
      if (rating && passes('rating')) add(ratings, rating);
      if (passes('reference') && references.size <= MOST_CLASSES) add(references, row.reference);
    }
    const shown = references.size <= MOST_CLASSES ? references : [];
    return {
      agreement,
      types: Object.fromEntries(types),
      ratings: Object.fromEntries(ratings),
      references: Object.fromEntries(shown),
    };
  }

  /** Tells which parts of a filter a row does not pass, as bits. */
  private failing(filter: RowFilter): (row: ExampleRow, at: number) => number {
    const { agreement, type, rating, reference } = filter;
    const text = filter.text.toLowerCase();
    const texts = text === '' ? [] : this.lowerCase();
    return (row, at) =>
      (agrees(row, agreement, filter) ? 0 : PARTS.agreement) |
      (type === '' || row.type === type ? 0 : PARTS.type) |
      (rating === '' || row.answers[filter.a]?.rating === rating ? 0 : PARTS.rating) |
      (reference === '' || row.reference === reference ? 0 : PARTS.reference) |
      (text === '' || texts[at]?.includes(text) ? 0 : PARTS.text);
  }

  private lowerCase(): readonly string[] {
    this.texts ??= this.rows.map(({ question, reference, answers }) =>
      [question, reference, ...answers.map((answer) => answer?.prediction.predicted_answer)].join('\n').toLowerCase(),
    );
    return this.texts;
  }
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

type Pair = Pick<RowFilter, 'a' | 'b'>;

type Split = 'onlyA' | 'onlyB' | 'both' | 'neither';

/** How two runs agree on an example that both were asked; one run alone is `onlyA` or `neither`. */
function splitOf({ answers }: ExampleRow, { a, b }: Pair): Split | undefined {
  const [own, other] = [answers[a], a === b ? undefined : answers[b]];
  if (!own || (a !== b && !other)) return undefined;
  if (own.right) return other?.right ? 'both' : 'onlyA';
  return other?.right ? 'onlyB' : 'neither';
}

function agrees(row: ExampleRow, agreement: Agreement, pair: Pair): boolean {
  if (agreement === 'all') return true;
  if (agreement === 'judge') return judgeDisagrees(row, pair);
  const split = splitOf(row, pair);
  return agreement === 'flipped' ? split === 'onlyA' || split === 'onlyB' : split === agreement;
}

const judgeDisagrees = ({ answers }: ExampleRow, { a, b }: Pair) =>
  [answers[a], answers[b]].some((answer) => answer?.rating && (answer.rating === RATINGS[0]) !== answer.right);

const rankOf = (answer: ExampleAnswer | undefined) => (answer?.rating ? RATINGS.indexOf(answer.rating) : undefined);

/** How much better a was rated than b, from -3 to 3. */
function ratingDifference({ answers }: ExampleRow, { a, b }: Pair): number | undefined {
  const [own, other] = [rankOf(answers[a]), rankOf(answers[b])];
  return own === undefined || other === undefined ? undefined : other - own;
}

/** What rows are sorted by, the smallest first; those that lack it come last. */
const SORT_KEYS: Readonly<Record<Exclude<Order, 'example'>, (row: ExampleRow, pair: Pair) => number>> = {
  rating: (row, pair) => ratingDifference(row, pair) ?? Infinity,
  ratingHigher: (row, pair) => -(ratingDifference(row, pair) ?? -Infinity),
  anls: ({ answers }, { a }) => answers[a]?.anls ?? Infinity,
  latency: ({ answers }, { a }) => -(answers[a]?.latencyMs ?? -Infinity),
};

function sorted(rows: readonly ExampleRow[], order: Order, pair: Pair): readonly ExampleRow[] {
  if (order === 'example') return rows;
  const keyed = rows.map((row, at) => ({ row, at, key: SORT_KEYS[order](row, pair) }));
  // Infinity - Infinity is no number
  return keyed.sort((x, y) => (x.key === y.key ? x.at - y.at : x.key - y.key)).map(({ row }) => row);
}
