/** Types of `vision-ft report --format json`; a field is added, never renamed. Values are proportions, intervals 95 %. */

export interface Proportion {
  correct: number;
  n: number;
  value: number;
  low: number;
  high: number;
}

export interface ByRule {
  strict: Proportion;
  lenient: Proportion;
  word: Proportion;
}

export type MatchRule = keyof ByRule;

/** What the answers took; a part is absent where no answer says it. `n` answers are counted. */
export interface Costs {
  latency?: { n: number; medianMs: number; p95Ms: number };
  tokens?: { n: number; prompt: number; completion: number };
  /** All answers, at the prices the run was made at. */
  usd?: number;
}

/** Rows: references; columns: predicted answers, in the order of `classes`, and a last one for every other answer. */
export interface Confusion {
  classes: string[];
  counts: number[][];
}

export interface TypeReport extends ByRule {
  type: string;
  n: number;
  /** Where the answers of the type are a closed set. */
  confusion?: Confusion;
}

export interface RunReport extends ByRule, Costs {
  name: string;
  model: string;
  n: number;
  /** Examples without an answer; they count as wrong. */
  errors: number;
  anls: number;
  f1: number;
  closed: ByRule;
  open: ByRule;
  types: TypeReport[];
  classes: { class: string; support: number; precision: number; recall: number; f1: number }[];
  macro: { precision: number; recall: number; f1: number };
  weighted: { precision: number; recall: number; f1: number };
  /** Where the answers of the whole file are a closed set. */
  confusion?: Confusion;
  ratings: Record<string, number>;
  /** Where the judge rated examples more than once. */
  repeats?: RepeatReport;
  /** Where a person rated answers too. */
  person?: PersonReport;
}

/** How a judge agrees with itself. */
export interface RepeatReport {
  /** Examples with two ratings or more, and the most that one of them has. */
  n: number;
  most: number;
  /** Examples whose ratings are all the same. */
  same: number;
  /** Krippendorff's alpha with squared distances; absent where all ratings are one and the same. */
  alpha?: number;
}

/** How a judge agrees with a person. */
export interface PersonReport {
  /** Examples that the person rated. */
  rated: number;
  /** Of these, examples that the judge rated too, and those both rated the same. */
  n: number;
  same: number;
  /** Cohen's kappa with quadratic weights; absent where it is not defined. */
  kappa?: number;
  /** Rows: the person's rating, columns: the judge's; both best first. */
  counts: number[][];
}

/** Of examples whose answers a judge compared in both orders, seen from a. */
export interface PairwiseReport {
  judge: string;
  n: number;
  win: number;
  tie: number;
  lose: number;
  /** Of the sign test of wins and losses. */
  p: number;
  /** Examples in which the order alone changed what the judge said. */
  changed: number;
  /** Of these, those in which whichever answer stood first won, and whichever stood second. */
  first: number;
  second: number;
}

/** Two runs on the questions of one type. */
export interface TypePair {
  type: string;
  n: number;
  onlyA: number;
  onlyB: number;
  /** a - b. */
  difference: number;
  mcnemarP: number;
  /** The same, corrected for the number of types (Holm). */
  holmP: number;
}

/** Examples rated for both runs; `p` of the paired sign test. */
export interface RatingTest {
  n: number;
  /** Examples in which a was rated higher than b, and lower. */
  higher: number;
  lower: number;
  p: number;
}

export interface PairReport {
  a: string;
  b: string;
  rule: MatchRule;
  n: number;
  both: number;
  onlyA: number;
  onlyB: number;
  neither: number;
  mcnemarP: number;
  /** a - b. */
  difference: number;
  low: number;
  high: number;
  clusters: number;
  seed: number;
  minimumDetectableDifference: number;
  /** Of a: decided by McNemar p < 0.05. */
  verdict: 'better' | 'worse' | 'not distinguishable';
  /** In the order of the report's types; empty without types. */
  types: TypePair[];
  /** Where both runs were rated. */
  ratings?: RatingTest;
  /** One for each judge that compared the answers of both. */
  pairwise?: PairwiseReport[];
}

export interface Report {
  version: 1;
  runs: RunReport[];
  pairs: PairReport[];
}

/** What a model is to a comparison; a control arm is the same model without its pictures, `run` a file that names none. */
export type RunRole = 'run' | 'tuned' | 'base' | 'baseline' | 'control';

/** How often one run over the test file was right, at its time. */
export interface TrendPoint {
  name: string;
  model: string;
  role: RunRole;
  /** ISO 8601. */
  started: string;
  strict: Proportion;
}
