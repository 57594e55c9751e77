import { connect } from '../../../src/protocol/channel.ts';
import type {
  Agreement,
  ExampleRow,
  RowFilter,
  ResultsHost,
  ResultsPage,
  ResultsSnapshot,
} from '../../../src/protocol/resultsPage.ts';
import { fakeVsCode, picture } from './fakeChannel.ts';

/** Runs in the page before it: made-up results of one, two or six runs over 485 examples; `many` has 50,000. */

type RunReport = ResultsSnapshot['report']['runs'][number];
type Proportion = RunReport['strict'];

const { scenario } = globalThis.setting;
const COUNT = scenario === 'many' ? 50_000 : 485;
const RUNS = [
  { name: 'tuned', model: 'ft:gpt-4o-2024-08-06:emoji-vqa', role: 'tuned', skill: 74 },
  { name: 'base', model: 'gpt-4o-2024-08-06', role: 'base', skill: 57 },
  { name: 'nearest', model: 'nearest-neighbour', role: 'baseline', skill: 64 },
  { name: 'prior', model: 'prior', role: 'baseline', skill: 36 },
  { name: 'tuned, blank image', model: 'ft:gpt-4o-2024-08-06:emoji-vqa', role: 'control', skill: 35 },
  { name: 'mini', model: 'gpt-4o-mini-2024-07-18', role: 'base', skill: 48 },
] as const;
const runs = RUNS.slice(0, { one: 1, six: 6 }[scenario] ?? 2);

const KINDS = [
  {
    type: 'Name',
    question: 'What is this emoji called?',
    answers: ['sailboat', 'beverage box', 'teacup without handle'],
  },
  { type: 'Group', question: 'Which group does it belong to?', answers: ['Animals & Nature', 'Travel & Places'] },
  { type: 'Set', question: 'Which set drew it?', answers: ['Fluent', 'Noto', 'Twemoji'] },
  { type: 'Related', question: 'Is this related to Travel & Places?', answers: ['Yes', 'No'] },
] as const;

const noise = (index: number, run: number) => ((index * 7919 + run * 104_729) ^ (index >> 3)) % 100;
const RATINGS = ['Very Similar', 'Mostly Similar', 'Somewhat Similar', 'Incorrect'] as const;

const rowOf = (index: number): ExampleRow => {
  const kind = KINDS[index % KINDS.length] ?? KINDS[0];
  const reference = kind.answers[(index * 5) % kind.answers.length] ?? '';
  return {
    exampleId: index,
    question: kind.question,
    reference,
    type: kind.type,
    hasImage: index % 11 !== 10,
    answers: runs.map(({ skill }, run) => {
      const right = noise(index, run) < skill;
      const failed = !right && noise(index, run) === 99;
      const wrong = run === 0 ? `juice ${reference.split(' ').at(-1) ?? ''}` : 'Apple';
      return {
        prediction: failed
          ? { predicted_answer: '', error: 'The server did not answer in time.' }
          : { predicted_answer: right ? reference : wrong },
        right,
        rating: right ? RATINGS[0] : RATINGS[1 + (index % 3)],
      };
    }),
  };
};
const all = Array.from({ length: COUNT }, (_, index) => rowOf(index));

const agreementOf = (row: ExampleRow): Agreement => {
  const [a, b] = row.answers;
  if (!b) return a?.right ? 'both' : 'neither';
  return a?.right ? (b.right ? 'both' : 'onlyA') : b.right ? 'onlyB' : 'neither';
};
const matches =
  ({ type, text }: Pick<RowFilter, 'type' | 'text'>) =>
  (row: ExampleRow) =>
    (type === '' || row.type === type) &&
    (text === '' ||
      JSON.stringify([row.question, row.reference, row.answers]).toLowerCase().includes(text.toLowerCase()));
const count = (filter: Pick<RowFilter, 'type' | 'text'>): Record<Agreement, number> => {
  const counts = { all: 0, onlyA: 0, onlyB: 0, both: 0, neither: 0 };
  for (const row of all.filter(matches(filter))) {
    counts.all++;
    counts[agreementOf(row)]++;
  }
  return counts;
};

/** Wilson's 95 % interval. */
function proportion(correct: number, n: number): Proportion {
  if (n === 0) return { correct, n, value: 0, low: 0, high: 0 };
  const z2 = 1.96 * 1.96;
  const p = correct / n;
  const centre = (p + z2 / (2 * n)) / (1 + z2 / n);
  const half = (1.96 / (1 + z2 / n)) * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n));
  return { correct, n, value: p, low: centre - half, high: centre + half };
}

const reportOf = (run: number): RunReport => {
  const by = (rows: ExampleRow[]) => {
    const right = rows.filter((row) => row.answers[run]?.right).length;
    const strict = proportion(right, rows.length);
    return { strict, lenient: proportion(Math.min(rows.length, Math.round(right * 1.06)), rows.length), word: strict };
  };
  const info = runs[run] ?? RUNS[0];
  const averages = { precision: 0.6, recall: 0.6, f1: 0.6 };
  return {
    name: info.name,
    model: info.model,
    n: COUNT,
    errors: all.filter((row) => row.answers[run]?.prediction.error !== undefined).length,
    anls: info.skill / 100 + 0.06,
    f1: info.skill / 100,
    ...by(all),
    closed: by(all.filter((row) => row.type === 'Related')),
    open: by(all.filter((row) => row.type !== 'Related')),
    types: KINDS.map(({ type }) => {
      const rows = all.filter((row) => row.type === type);
      return { type, n: rows.length, ...by(rows) };
    }),
    classes: [],
    macro: averages,
    weighted: averages,
    ratings: Object.fromEntries(
      RATINGS.map((rating) => [rating, all.filter((row) => row.answers[run]?.rating === rating).length]),
    ),
  };
};

const snapshot: ResultsSnapshot = {
  verdict:
    runs.length > 1
      ? 'tuned is better than base: +16.9 points (95 % 12.4 to 21.5)'
      : 'tuned is right in 74.4 % of 485 questions (95 % 70.3 to 78.1)',
  facts: [
    '485 questions about 100 images · 96 only tuned right, 14 only base right · McNemar p < 0.001 · this test could have seen 6.1 points',
    "Both under strict match. The cookbook's own comparison, tuned strict against base lenient: +8.0. Bootstrap over images, 10,000 draws, seed 7.",
  ],
  report: { version: 1, runs: runs.map((_, run) => reportOf(run)), pairs: [] },
  runs: runs.map(({ role }, run) => ({
    folder: `runs/${run}`,
    role,
    medianLatencyMs: [1300, 1200, 4, 0, 1100, 900][run],
  })),
  counts: count({ type: '', text: '' }),
  types: KINDS.map(({ type }) => type),
  judge: 'the offline judge: thresholds on ANLS',
};

const calls: [method: string, ...args: unknown[]][] = [];
async function answer<T>(call: [string, ...unknown[]], make: () => T | Promise<T>): Promise<T> {
  calls.push(call);
  return make();
}
const host: ResultsHost = {
  ready: () => answer(['ready'], () => snapshot),
  rows: (filter, from, to) =>
    answer(['rows', filter, from, to], () =>
      all
        .filter(matches(filter))
        .filter((row) => filter.agreement === 'all' || agreementOf(row) === filter.agreement)
        .slice(from, to),
    ),
  counts: (filter) => answer(['counts', filter], () => count(filter)),
  thumbnail: (exampleId) => answer(['thumbnail', exampleId], () => picture(exampleId)),
  openExample: (exampleId) => answer(['openExample', exampleId], () => undefined),
  exportReport: () => answer(['exportReport'], () => undefined),
};
const page = connect<ResultsPage, ResultsHost>(fakeVsCode(), host);
Object.assign(globalThis, { fakeHost: { calls, page } });
