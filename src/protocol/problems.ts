import type { Finding, Severity } from '../lint/finding.ts';

/** Who says what is no finding of the linter: a vendor, of an example that was sent; or a guess at what it would say. */
export type FindingSource = 'vendor' | 'guess';

/** A finding as its example shows it. */
export interface ShownFinding extends Finding {
  /** Missing: the linter. */
  source?: FindingSource;
}

/** A rule that found something, at one severity. */
export interface FoundRule {
  rule: string;
  severity: Severity;
  /** Findings, of the whole file. */
  count: number;
  /** Those of them that can be listed, where they are fewer. */
  listed?: number;
  /** What it looks for, in a few words. */
  title?: string;
  /** Some of it can be mended. */
  fixable?: boolean;
  /** Missing: the linter. */
  source?: FindingSource;
}

/** One finding as the list of all problems shows it. */
export interface FoundProblem {
  /** From 0, where the example stands now. */
  line: number;
  /** JSON Pointer into the line. */
  path: string;
  message: string;
  fixable: boolean;
}

/** A place of an example that something is said about. */
export interface ProblemPlace {
  /** JSON Pointer into the line; empty for the whole line. */
  path: string;
  rule?: string;
  /** Begun there on the example's own image. */
  tool?: ImageTool;
}

export type ImageTool = 'crop' | 'replace';

/** For whom the file is fit. */
export interface VendorVerdict {
  id: string;
  /** As the vendor writes itself. */
  name: string;
  errors: number;
  /** What is worst, with its count: "3 URL images". */
  reason?: string;
  /** The one whose rules are shown as findings: the setting. */
  chosen: boolean;
}

/** What the list of all problems, the findings and the verdicts of vendors ask of the host. */
export interface ProblemsHost {
  /** Findings `from` to `to` (exclusive) of a rule at a severity, in the order of the file. */
  findings(of: Pick<FoundRule, 'rule' | 'severity'>, from: number, to: number): Promise<FoundProblem[]>;
  /** Opens the page of a rule. */
  showRule(rule: string): Promise<void>;
  /** Decodes every image, which takes its time. */
  lintDeep(): Promise<void>;
  /** Makes this vendor's rules the ones that are checked, for the workspace. */
  chooseVendor(id: string): Promise<void>;
}
