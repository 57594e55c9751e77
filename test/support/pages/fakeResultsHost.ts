import { ANY, type RowFilter } from '../../../src/evaluate/exampleRow.ts';
import { ExampleTable } from '../../../src/evaluate/exampleTable.ts';
import type { PairwiseTable } from '../../../src/evaluate/pairwiseReport.ts';
import type { TrendPoint } from '../../../src/evaluate/report.ts';
import type { Judgement, Prediction, Rating } from '../../../src/evaluate/run.ts';
import { personReport } from '../../../src/evaluate/agreement.ts';
import { comparedReport, measureRuns, type ScoredRun } from '../../../src/evaluate/score.ts';
import { exampleRows } from '../../../src/evaluate/table.ts';
import { proportion } from '../../../src/evaluate/wilson.ts';
import { questionType } from '../../../src/dataset/questionTypes.ts';
import { connect } from '../../../src/protocol/channel.ts';
import type { ResultsHost, ResultsPage, ResultsSnapshot } from '../../../src/protocol/resultsPage.ts';
import { fakeVsCode, picture } from './fakeChannel.ts';

/** Runs in the page before it: made-up answers, really measured, of one, two or six runs over 485 examples; `many` has 50,000. */

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
const isPartial = scenario === 'live' || scenario === 'stopped';
const LIVE_DONE = 120;

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

const referenceOf = (index: number) => {
  const { answers } = kindOf(index);
  return answers[(index * 5) % answers.length] ?? '';
};
const kindOf = (index: number) => KINDS[index % KINDS.length] ?? KINDS[0];

/** Wrong answers of a closed set are often another of the set. */
function answerOf(index: number, run: number, right: boolean): string {
  const [reference, { answers }] = [referenceOf(index), kindOf(index)];
  if (right) return reference;
  if (run === 0) return `juice ${reference.split(' ').at(-1) ?? ''}`;
  return index % 3 === 0 ? (answers[(index * 5 + 1) % answers.length] ?? '') : 'Apple';
}

function predictionOf(index: number, run: number): Prediction {
  const score = noise(index, run);
  const right = score < (runs[run]?.skill ?? 0);
  return {
    example_id: index,
    question: kindOf(index).question,
    actual_answer: referenceOf(index),
    ...(index % 11 !== 10 && { image: `image ${Math.floor(index / 4)}` }),
    ...(!right && score === 99
      ? { predicted_answer: '', error: 'The server did not answer in time.' }
      : { predicted_answer: answerOf(index, run, right) }),
    latency_ms: ([1300, 1200, 4, 1, 1100, 900][run] ?? 0) * (0.7 + score / 120),
    usage: { prompt_tokens: 900, completion_tokens: 6 },
  };
}

/** A judge that was asked three times, and a person who rated the first forty answers of the first run. */
const ratedBy = (run: number, judgements: readonly [number, Judgement][]): Partial<ScoredRun> => ({
  ratings: new Map(
    judgements.map(([id, { rating }]) => [id, [rating, rating, id % 17 === 0 ? 'Incorrect' : rating]] as const),
  ),
  ownRatings: new Map(
    judgements
      .slice(0, run === 0 ? 40 : 0)
      .map(([id, { rating }]) => [id, id % 4 === 0 ? (RATINGS[(id / 4) % 4] ?? rating) : rating] as const),
  ),
});

/** Answers that have come: in `live` the first run is under way, in `stopped` it was stopped. */
const doneOf = (run: number) => (run === 0 && isPartial ? LIVE_DONE : COUNT);
const scoredAt = (done: (run: number) => number) =>
  runs.map(({ name, model }, run): ScoredRun => {
    const predictions = Array.from({ length: done(run) }, (_, index) => predictionOf(index, run));
    const judgements = predictions.map(({ example_id, predicted_answer, actual_answer }): [number, Judgement] => {
      const step = predicted_answer === actual_answer && example_id % 29 !== 0 ? 0 : 1 + (example_id % 3);
      return [example_id, { example_id, rating: RATINGS[step] ?? 'Incorrect', type: 'Open' }];
    });
    return {
      info: { name, model, prices: run === 2 || run === 3 ? { input: 0, output: 0 } : { input: 2.5, output: 10 } },
      predictions: new Map(predictions.map((prediction) => [prediction.example_id, prediction])),
      judgements: new Map(judgements),
      ...(scenario === 'rated' ? ratedBy(run, judgements) : { ownRatings: new Map<number, Rating>() }),
    };
  });
const types = KINDS.map(({ type, question }) => questionType({ name: type, questions: [question] }));
const measuredAt = (done: (run: number) => number) => {
  const scored = scoredAt(done);
  const measured = measureRuns(scored, types);
  return { scored, measured, table: new ExampleTable(exampleRows(measured)) };
};
let { scored, measured, table } = measuredAt(doneOf);
let done = LIVE_DONE;

/** Two judges who compared the first two runs. */
const pairwise: PairwiseTable | undefined =
  scenario === 'rated'
    ? new Map([
        [
          '0 1',
          [
            { judge: 'gpt-4o', n: 485, win: 210, tie: 180, lose: 95, p: 1e-9, changed: 41, first: 30, second: 6 },
            { judge: 'offline', n: 485, win: 190, tie: 215, lose: 80, p: 1e-9, changed: 0, first: 0, second: 0 },
          ],
        ],
      ])
    : undefined;

const snapshotOf = (a: number, b: number): ResultsSnapshot => {
  const names = [runs[a]?.name ?? '', runs[b]?.name ?? ''];
  return {
    verdict:
      runs.length > 1
        ? `${names[0]} is better than ${names[1]}: +16.9 points (95 % 12.4 to 21.5)`
        : 'tuned is right in 74.4 % of 485 questions (95 % 70.3 to 78.1)',
    facts: [
      '485 questions about 100 images · 96 only tuned right, 14 only base right · McNemar p < 0.001 · this test could have seen 6.1 points',
      "Both under strict match. The cookbook's own comparison, tuned strict against base lenient: +8.0. Bootstrap over images, 10,000 draws, seed 7.",
    ],
    report: comparedReport(measured, { compared: a, pairwise }),
    runs: runs.map(({ role }, run) => ({ folder: `runs/${run}`, role })),
    ...{ a, b: runs.length > 1 ? b : a },
    counts: table.count({ ...ANY, a, b: runs.length > 1 ? b : a, agreement: 'all' }),
    types: KINDS.map(({ type }) => type),
    judge: 'the offline judge: thresholds on ANLS',
    warnings: isPartial
      ? [
          'data/test.jsonl has changed since base answered: images and lines below may be of other questions. Evaluate again, or put back what it was.',
        ]
      : [],
    live:
      scenario === 'live'
        ? [{ run: 0, done, total: COUNT, going: true, rate: 3.2, seconds: 115, usd: 0.12 }]
        : scenario === 'stopped'
          ? [{ run: 0, done, total: COUNT, going: false, usd: 0.12 }]
          : [],
    additions: runs.length < 6 ? ['prior', 'nearest-neighbour', 'blank', 'shuffled'] : [],
    notes: isPartial ? [{ run: 1, text: 'before the prompt was shortened' }] : [],
  };
};

/** Three runs of each model, a fortnight apart. */
const trend: TrendPoint[] = [0, 1, 2].flatMap((fortnight) =>
  runs.map(({ name, model, role, skill }) => ({
    ...{ name: `${name} ${fortnight + 1}`, model, role },
    started: new Date(Date.UTC(2026, 3, 1 + fortnight * 14)).toISOString(),
    strict: proportion(Math.round(4.85 * (skill - 12 + fortnight * 6)), 485),
  })),
);

const calls: [method: string, ...args: unknown[]][] = [];
async function answer<T>(call: [string, ...unknown[]], make: () => T | Promise<T>): Promise<T> {
  calls.push(call);
  return make();
}
const host: ResultsHost = {
  ready: (a, b) => answer(['ready', a, b], () => snapshotOf(a, b)),
  rows: (filter, order, from, to) =>
    answer(['rows', filter, order, from, to], () => table.list(filter, order).slice(from, to)),
  counts: (filter: RowFilter) => answer(['counts', filter], () => table.count(filter)),
  trend: () => answer(['trend'], () => (runs.length > 1 ? trend : [])),
  rate: (at, exampleId, rating) =>
    answer(['rate', at, exampleId, rating], () => {
      const own = scored[at]?.ownRatings as Map<number, Rating> | undefined;
      const cell = table.rows[exampleId]?.answers[at];
      if (!own || !cell) return;
      cell.ownRating = rating ?? undefined;
      if (rating === null) own.delete(exampleId);
      else own.set(exampleId, rating);
      void page.rated.asEvent(at, personReport(scored[at]?.judgements ?? new Map(), own));
    }),
  thumbnail: (exampleId) => answer(['thumbnail', exampleId], () => picture(exampleId)),
  openExample: (exampleId) => answer(['openExample', exampleId], () => undefined),
  add: (addition, a) => answer(['add', addition, a], () => undefined),
  goOn: (run) => answer(['goOn', run], () => undefined),
  exportReport: () => answer(['exportReport'], () => undefined),
  saveChart: (name, format, bytes) =>
    answer(['saveChart', name, format, new TextDecoder().decode(bytes), bytes.length], () => undefined),
};
const page = connect<ResultsPage, ResultsHost>(fakeVsCode(), host);
/** As many more answers come, and the page is told. */
function comeFurther(more: number): void {
  done += more;
  ({ scored, measured, table } = measuredAt((run) => (run === 0 ? done : COUNT)));
  void page.update(snapshotOf(0, 1));
}
Object.assign(globalThis, { fakeHost: { calls, page, comeFurther } });
