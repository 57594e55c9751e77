import { ErrorTally, type Tally } from './errorTally.ts';
import type { Finding, FindingCounts, Severity } from './finding.ts';
import type { LineFacts } from './lineFacts.ts';
import type { Recorder } from './judges.ts';
import type { ColumnRange } from './position.ts';
import type { Report, Rule } from './rule.ts';

/** What rules reported of one line, or of the whole file. */
export interface Found {
  counts: FindingCounts;
  findings: readonly Finding[];
  errors: Tally | undefined;
}

export const NOTHING_FOUND: Found = {
  counts: { error: 0, warning: 0, info: 0 },
  findings: [],
  errors: undefined,
};

/** A finding with the line in which its place is still to be looked up. */
export interface Unplaced {
  finding: Finding;
  facts: LineFacts;
}

/** Where a place stands in its line; `undefined` while the line is not at hand. */
export type Locate = (path: string) => ColumnRange | undefined;

/** Takes what rules report about a line: counts all, gives places to those that are kept. */
export class Collector implements Recorder {
  private counts: FindingCounts = { error: 0, warning: 0, info: 0 };
  private kept: Finding[] = [];
  private some = false;
  /** More are counted, not kept. */
  private most: number;
  /** Line at hand, from 1. */
  private line = 1;
  private locate: Locate = () => undefined;
  private facts: LineFacts | undefined;
  private readonly errors = new ErrorTally();
  /** Findings whose place could not be told when they were reported. */
  readonly unplaced: Unplaced[] = [];

  constructor(most = Number.POSITIVE_INFINITY) {
    this.most = most;
  }

  /** Findings kept since they were last taken. */
  get found(): number {
    return this.kept.length;
  }

  /** So many more are kept from now on. */
  renew(most: number): void {
    this.most = most;
  }

  /** What is reported from now on is about this line. */
  at(line: number, locate: Locate, facts?: LineFacts): void {
    this.line = line;
    this.locate = locate;
    this.facts = facts;
  }

  reporter(rule: Rule, judged: Severity, fixed: boolean): Report {
    const { id, basis, fix } = rule;
    const tally = this.errors.reporter(rule, judged, fixed);
    return (path, message, help, { severity: own = judged, related, column, at } = {}) => {
      const severity = fixed ? judged : own;
      this.counts[severity]++;
      if (severity === 'error') tally(path, message, help, { severity });
      this.some = true;
      const line = at?.number ?? this.line;
      // the first line may still be reported at the end of the file, and then comes first
      if (this.most <= 0 && line > 1) return;
      this.most--;
      const place = column !== undefined ? { column, endColumn: column + 1 } : at ? undefined : this.locate(path);
      const finding: Finding = {
        rule: id,
        severity,
        line,
        ...(place ?? { column: 1, endColumn: 1 }),
        path,
        message: basis.grade === 'C' ? message.replace(/\.$/, " (the linter's own opinion).") : message,
        help,
        fixable: fix !== undefined,
        ...(related && { related }),
      };
      this.kept.push(finding);
      const facts = at ?? this.facts;
      if (!place && facts) this.unplaced.push({ finding, facts });
    };
  }

  /** What was reported since it was last asked. */
  take(): Found {
    if (!this.some) return NOTHING_FOUND;
    const { counts, kept } = this;
    this.counts = { error: 0, warning: 0, info: 0 };
    this.kept = [];
    this.some = false;
    return { counts, findings: kept, errors: this.errors.take() };
  }
}

/** In the order of lines, then columns. */
export const inOrder = (findings: Finding[]): Finding[] =>
  findings.sort((a, b) => a.line - b.line || a.column - b.column);
