import type { Purpose } from '../dataset/purpose.ts';
import type { ProviderId } from '../providers/profile.ts';

export type Severity = 'error' | 'warning' | 'info';

/** One fault at one place. */
export interface Finding {
  /** Stable id of the rule, as `image-in-assistant`. */
  rule: string;
  severity: Severity;
  /** From 1, as editors count. */
  line: number;
  /** From 1, in UTF-16 units, as editors count. */
  column: number;
  /** Behind the last character. */
  endColumn: number;
  /** JSON Pointer into the line; empty for the whole line. */
  path: string;
  /** What is wrong, one sentence. */
  message: string;
  /** What to do, one sentence. */
  help: string;
  fixable: boolean;
  /** Other places that belong to it. */
  related?: { file: string; line: number }[];
}

export interface FindingCounts {
  error: number;
  warning: number;
  info: number;
}

/** Errors for one vendor. */
export interface VendorErrors {
  provider: ProviderId;
  errors: number;
  /** The most frequent first. */
  rules: { rule: string; count: number }[];
}

/** What training a model on the file would cost, estimated. */
export interface ModelCost {
  provider: ProviderId;
  model: string;
  /** Tokens of one epoch, each example cut to the training context. */
  tokens: number;
  epochs: number;
  /** USD for a million tokens. */
  price: number;
  /** tokens x epochs x price; 0 for a file that is not trained on. */
  usd: number;
}

/** What `vision-ft lint --format json` prints for one file, and what the editor shows. */
export interface FileReport {
  /** The path as given. */
  file: string;
  provider: ProviderId;
  purpose: Purpose;
  /** Lines that are neither blank nor broken. */
  examples: number;
  images: number;
  bytes: number;
  tokens: { text: number; image: number; total: number; overContext: number };
  /** Absent where the model has no known price. */
  cost?: { model: string; epochs: number; usd: number; estimate: true };
  /** The same for every model whose price is known. */
  costs: ModelCost[];
  counts: FindingCounts;
  /** What each vendor would refuse, all of them. */
  vendors: VendorErrors[];
  /** In the order of lines. Cut to `maxFindings` when one is given; `counts` are of all. */
  findings: Finding[];
}
