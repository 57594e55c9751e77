import { anls } from './anls.ts';
import { bootstrap } from './bootstrap.ts';
import { classScores } from './classes.ts';
import { isRight } from './match.ts';
import { mcnemar } from './mcnemar.ts';
import { OTHER, typeOf, type QuestionType } from '../dataset/questionTypes.ts';
import type { ByRule, MatchRule, PairReport, Report, RunReport } from './report.ts';
import { RATINGS, type Judgement, type Prediction, type RunInfo } from './run.ts';
import { tokenF1 } from './tokenF1.ts';
import { proportion } from './wilson.ts';

const RULE_NAMES: readonly MatchRule[] = ['strict', 'lenient', 'word'];
/** Seed of the bootstrap unless another is given. */
export const SEED = 7;
/** Quantiles of 95 % confidence and 80 % power together: 1.96 + 0.84. */
const POWER = 2.8;
const SIGNIFICANT = 0.05;

/** What scoring needs of a run. */
export interface ScoredRun {
  info: Pick<RunInfo, 'name' | 'model'>;
  predictions: ReadonlyMap<number, Prediction>;
  judgements: ReadonlyMap<number, Judgement>;
}

export interface ScoreOptions {
  types?: readonly QuestionType[] | undefined;
  seed?: number | undefined;
}

/** Closed questions are those answered exactly Yes or No. */
export const isClosed = ({ actual_answer }: Pick<Prediction, 'actual_answer'>) =>
  actual_answer === 'Yes' || actual_answer === 'No';

/** Middle of the answers' times in milliseconds; `undefined` where none was kept. */
export function medianLatencyMs(predictions: Iterable<Prediction>): number | undefined {
  const times = [...predictions].flatMap(({ latency_ms }) => (latency_ms === undefined ? [] : [latency_ms]));
  times.sort((a, b) => a - b);
  const [low, high] = [times[(times.length - 1) >> 1], times[times.length >> 1]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

/** Every measure of the runs, and the first run compared with each other one. */
export function reportOf(runs: readonly ScoredRun[], { types = [], seed = SEED }: ScoreOptions = {}): Report {
  const scored = runs.map((run) => ({ run, rows: [...run.predictions.values()].map(scoreRow) }));
  const names = distinctNames(runs);
  const reports = scored.map(({ run, rows }, at) => runReport(names[at] ?? '', run, rows, types));
  const [first, ...others] = scored;
  const pairs = others.flatMap((other, at) =>
    first ? pairReports([names[0] ?? '', names[at + 1] ?? ''], first.rows, other.rows, seed) : [],
  );
  return { version: 1, runs: reports, pairs };
}

interface Row extends Record<MatchRule, boolean> {
  prediction: Prediction;
}

const scoreRow = (prediction: Prediction): Row => ({
  prediction,
  strict: isRight(prediction, 'strict'),
  lenient: isRight(prediction, 'lenient'),
  word: isRight(prediction, 'word'),
});

function byRule(rows: readonly Row[]): ByRule {
  const of = (rule: MatchRule) => proportion(rows.filter((row) => row[rule]).length, rows.length);
  return { strict: of('strict'), lenient: of('lenient'), word: of('word') };
}

function runReport(name: string, run: ScoredRun, rows: readonly Row[], types: readonly QuestionType[]): RunReport {
  const predictions = rows.map(({ prediction }) => prediction);
  const mean = (score: (predicted: string, reference: string) => number) =>
    predictions.length === 0
      ? 0
      : predictions.reduce(
          (sum, row) => sum + (row.error === undefined ? score(row.predicted_answer, row.actual_answer) : 0),
          0,
        ) / predictions.length;
  const ratings = Object.fromEntries(RATINGS.map((rating) => [rating, 0]));
  for (const { rating } of run.judgements.values()) ratings[rating] = (ratings[rating] ?? 0) + 1;
  return {
    name,
    model: run.info.model,
    n: rows.length,
    errors: predictions.filter(({ error }) => error !== undefined).length,
    ...byRule(rows),
    anls: mean(anls),
    f1: mean(tokenF1),
    closed: byRule(rows.filter(({ prediction }) => isClosed(prediction))),
    open: byRule(rows.filter(({ prediction }) => !isClosed(prediction))),
    types: byType(rows, types),
    ...classScores(predictions),
    ratings,
  };
}

/** In the order of the recipe, `Other` last; types without an example are left out. */
function byType(rows: readonly Row[], types: readonly QuestionType[]): RunReport['types'] {
  if (types.length === 0) return [];
  const groups = new Map<string, Row[]>([...types.map(({ name }) => name), OTHER].map((name) => [name, []]));
  for (const row of rows) groups.get(typeOf(row.prediction.question, types))?.push(row);
  return [...groups]
    .filter(([, members]) => members.length > 0)
    .map(([type, members]) => ({ type, n: members.length, ...byRule(members) }));
}

function pairReports(
  [a, b]: readonly [string, string],
  rowsA: readonly Row[],
  rowsB: readonly Row[],
  seed: number,
): PairReport[] {
  const inB = new Map(rowsB.map((row) => [row.prediction.example_id, row]));
  const pairs = rowsA.flatMap((row) => {
    const other = inB.get(row.prediction.example_id);
    return other ? [{ a: row, b: other }] : [];
  });
  // in the order of the examples, so that the order of arrival changes no draw
  pairs.sort((x, y) => x.a.prediction.example_id - y.a.prediction.example_id);
  const n = pairs.length;
  const images = pairs.map((pair) => pair.a.prediction.image ?? pair.b.prediction.image);
  return RULE_NAMES.map((rule) => {
    const count = (inA: boolean, inOther: boolean) =>
      pairs.filter((pair) => pair.a[rule] === inA && pair.b[rule] === inOther).length;
    const [onlyA, onlyB] = [count(true, false), count(false, true)];
    const mcnemarP = mcnemar(onlyA, onlyB);
    const differences = pairs.map((pair) => Number(pair.a[rule]) - Number(pair.b[rule]));
    const { low, high, clusters } = bootstrap(differences, images, seed);
    return {
      ...{ a, b, rule, n, both: count(true, true), onlyA, onlyB, neither: count(false, false), mcnemarP },
      difference: n === 0 ? 0 : (onlyA - onlyB) / n,
      ...{ low, high, clusters, seed },
      minimumDetectableDifference: n === 0 ? 0 : (POWER * Math.sqrt(onlyA + onlyB)) / n,
      verdict: mcnemarP >= SIGNIFICANT ? 'not distinguishable' : onlyA > onlyB ? 'better' : 'worse',
    };
  });
}

/** Two runs of one name are told apart by a number. */
function distinctNames(runs: readonly ScoredRun[]): string[] {
  const seen = new Map<string, number>();
  return runs.map(({ info: { name } }) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}
