import type { Severity } from '../../lint/finding.ts';
import type { FindingSource, ShownFinding } from '../../protocol/problems.ts';

/** What a vendor says of an example, or what is guessed that it would. */
export interface VendorMark {
  source: FindingSource;
  severity: Severity;
  /** What is wrong, one sentence. */
  sentence: string;
  /** What to do, one sentence; may be empty. */
  help: string;
  /** The rule that finds the same, where there is one. */
  rule?: string | undefined;
  /** JSON Pointer into the line; empty for the whole line. */
  path: string;
  /** Columns from 1 of the place in its line; `endColumn` is behind the last character. */
  column: number;
  endColumn: number;
}

/** VS Code ends a range where its line ends: a line of megabytes is not read for that. */
export const WHOLE_LINE = { path: '', column: 1, endColumn: Number.MAX_SAFE_INTEGER };

/** What marks are told by where rules are named. */
export const MARK_RULES: Readonly<Record<FindingSource, string>> = { vendor: 'vendor-message', guess: 'vendor-guess' };

/** A mark as its example shows it. @param line from 0 */
export function findingOf(line: number, mark: VendorMark): ShownFinding {
  const { source, severity, sentence, help, path, column, endColumn } = mark;
  const place = { line: line + 1, column, endColumn, path };
  return { rule: MARK_RULES[source], severity, ...place, message: sentence, help, fixable: false, source };
}

/** What the Problems panel and a text say of a mark. */
export const wordsOf = ({ sentence, help }: VendorMark): string => `${sentence} ${help}`.trim();
