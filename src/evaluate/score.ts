import { OTHER, type QuestionType } from '../dataset/questionTypes.ts';
import { personReport, repeatReport } from './agreement.ts';
import { classScores } from './classes.ts';
import { confusionOf } from './confusion.ts';
import { costsOf } from './costs.ts';
import { pairReports } from './pairs.ts';
import type { PairwiseTable } from './pairwiseReport.ts';
import type { ByRule, MatchRule, PairReport, PairwiseReport, Report, RunReport, TypeReport } from './report.ts';
import { RATINGS, type Judgement, type Prediction, type Rating, type RunInfo } from './run.ts';
import { scoreRow, type ScoredRow } from './scoreRow.ts';
import { ratingTest } from './signTest.ts';
import { proportion } from './wilson.ts';

/** Seed of the bootstrap unless another is given. */
export const SEED = 7;

/** What scoring needs of a run. */
export interface ScoredRun {
  info: Pick<RunInfo, 'name' | 'model' | 'prices'>;
  predictions: ReadonlyMap<number, Prediction>;
  judgements: ReadonlyMap<number, Judgement>;
  /** Every rating of the judge, where examples may have several. */
  ratings?: ReadonlyMap<number, readonly Rating[]>;
  /** Of a person. */
  ownRatings?: ReadonlyMap<number, Rating>;
}

export interface ScoreOptions {
  types?: readonly QuestionType[] | undefined;
  seed?: number | undefined;
  /** Which run, from 0, is compared with each other one. */
  compared?: number | undefined;
  /** What judges said of two runs' answers side by side. */
  pairwise?: PairwiseTable | undefined;
}

/** Closed questions are those answered exactly Yes or No. */
export const isClosed = ({ actual_answer }: Pick<Prediction, 'actual_answer'>) =>
  actual_answer === 'Yes' || actual_answer === 'No';

/** A run whose answers are measured, one by one and together. */
export interface MeasuredRun {
  name: string;
  run: ScoredRun;
  rows: readonly ScoredRow[];
  report: RunReport;
}

/** Every measure of the runs, and one of them, the first unless said otherwise, compared with each other one. */
export function reportOf(runs: readonly ScoredRun[], { types = [], ...options }: ScoreOptions = {}): Report {
  return comparedReport(measureRuns(runs, types), options);
}

/** Measures each run by itself. Two runs of one name are told apart by a number. */
export function measureRuns(runs: readonly ScoredRun[], types: readonly QuestionType[]): MeasuredRun[] {
  const names = distinctNames(runs);
  return runs.map((run, at) => {
    const name = names[at] ?? '';
    const rows = [...run.predictions.values()].map((prediction) => scoreRow(prediction, types));
    return { name, run, rows, report: runReport(name, run, rows, types) };
  });
}

/** The report of measured runs. */
export function comparedReport(
  runs: readonly MeasuredRun[],
  { seed = SEED, compared = 0, pairwise }: Omit<ScoreOptions, 'types'>,
): Report {
  const a = runs[compared];
  const pairs = runs.flatMap((b, at) =>
    a && b !== a ? pairsOf(a, b, { seed, pairwise: pairwise?.get(`${compared} ${at}`) }) : [],
  );
  return { version: 1, runs: runs.map(({ report }) => report), pairs };
}

function pairsOf(
  a: MeasuredRun,
  b: MeasuredRun,
  { seed, pairwise }: { seed: number; pairwise: PairwiseReport[] | undefined },
): PairReport[] {
  const typeNames = a.report.types.map(({ type }) => type);
  const ratings = ratingTest(a.run.judgements, b.run.judgements);
  return pairReports(a, b, { seed, typeNames }).map((pair) => ({
    ...pair,
    ...(ratings && { ratings }),
    ...(pairwise && { pairwise }),
  }));
}

function byRule(rows: readonly ScoredRow[]): ByRule {
  const of = (rule: MatchRule) => proportion(rows.filter((row) => row[rule]).length, rows.length);
  return { strict: of('strict'), lenient: of('lenient'), word: of('word') };
}

function runReport(
  name: string,
  run: ScoredRun,
  rows: readonly ScoredRow[],
  types: readonly QuestionType[],
): RunReport {
  const predictions = rows.map(({ prediction }) => prediction);
  const mean = (score: 'anls' | 'f1') =>
    rows.length === 0 ? 0 : rows.reduce((sum, row) => sum + row[score], 0) / rows.length;
  const ratings = Object.fromEntries(RATINGS.map((rating) => [rating, 0]));
  for (const { rating } of run.judgements.values()) ratings[rating] = (ratings[rating] ?? 0) + 1;
  return {
    name,
    model: run.info.model,
    n: rows.length,
    errors: predictions.filter(({ error }) => error !== undefined).length,
    ...byRule(rows),
    anls: mean('anls'),
    f1: mean('f1'),
    ...costsOf(predictions, run.info.prices),
    closed: byRule(rows.filter(({ prediction }) => isClosed(prediction))),
    open: byRule(rows.filter(({ prediction }) => !isClosed(prediction))),
    types: byType(rows, types),
    ...classScores(predictions),
    ...confused(predictions),
    ratings,
    ...agreements(run),
  };
}

/** How the judge agrees with itself, and with a person; also after a person has rated more. */
export function agreements({ judgements, ratings, ownRatings }: ScoredRun): Pick<RunReport, 'repeats' | 'person'> {
  const repeats = ratings && repeatReport(ratings);
  const person = ownRatings && personReport(judgements, ownRatings);
  return { ...(repeats && { repeats }), ...(person && { person }) };
}

function confused(predictions: readonly Prediction[]) {
  const confusion = confusionOf(predictions);
  return confusion && { confusion };
}

/** In the order of the recipe, `Other` last; types without an example are left out. */
function byType(rows: readonly ScoredRow[], types: readonly QuestionType[]): TypeReport[] {
  if (types.length === 0) return [];
  const groups = Map.groupBy(rows, ({ type }) => type);
  return [...types.map(({ name }) => name), OTHER].flatMap((type) => {
    const members = groups.get(type);
    if (!members) return [];
    const own = confused(members.map(({ prediction }) => prediction));
    return [{ type, n: members.length, ...byRule(members), ...own }];
  });
}

function distinctNames(runs: readonly ScoredRun[]): string[] {
  const seen = new Map<string, number>();
  return runs.map(({ info: { name } }) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}
