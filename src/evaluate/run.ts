/** What a run folder holds (the types; reading and writing is runFolder.ts). */

/** A line of `predictions.jsonl`, compatible with the cookbook's result files. */
export interface Prediction {
  example_id: number;
  predicted_answer: string;
  actual_answer: string;
  /** Last user text without a leading `Question [n]:`. */
  question?: string;
  /** Hash of the last user message's images; questions about one image are one cluster. */
  image?: string;
  latency_ms?: number;
  usage?: { prompt_tokens: number; completion_tokens: number };
  finish_reason?: string;
  /** Present when there is no answer; `predicted_answer` is then empty. */
  error?: string;
}

export const RATINGS = ['Very Similar', 'Mostly Similar', 'Somewhat Similar', 'Incorrect'] as const;
export type Rating = (typeof RATINGS)[number];

/** A line of `judgements.jsonl`, compatible with the cookbook's similarity files. */
export interface Judgement {
  example_id: number;
  rating: Rating;
  type: 'Open' | 'Closed';
}

/** Who rates: a model's id or `offline`, and the hash of what it was told. */
export interface JudgeIdentity {
  judge: string;
  judgePrompt?: string;
}

/** `run.json`: everything that is needed to repeat the run. */
export interface RunInfo {
  version: 1;
  name: string;
  model: string;
  provider: string;
  /** Never a key. */
  baseURL?: string;
  /** Control arm: images as they are, replaced by a blank one, or shuffled between examples. */
  arm: 'normal' | 'blank' | 'shuffled';
  parameters: Record<string, unknown>;
  /** The test file as given, relative to the run folder where it can be, and its SHA-256. */
  test: { path: string; sha256: string; examples: number };
  /** Answers file, when the test file has no reference answers. */
  answers?: { path: string; sha256: string };
  started: string;
  finished?: string;
  toolVersion: string;
  /** Of the last time the run was worked on. */
  counts?: { answered: number; errors: number };
  /** USD for a million tokens, where they are known. */
  prices?: { input: number; output: number };
  /** Asked through the vendor's batch endpoint, whose discount `prices` have. */
  batch?: true;
  /** Who rated: a model's id, or `offline` for thresholds on ANLS. */
  judge?: string;
  /** Hash of what the judge was told (judgePrompt.ts); without it the built-in prompt. */
  judgePrompt?: string;
  /** Folder, beside this one, of the run that was repeated. */
  repeats?: string;
  /** What people wrote about the run. */
  notes?: string;
}
