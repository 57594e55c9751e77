import type { Finding, FindingCounts, Severity } from './finding.ts';
import type { ColumnRange } from './position.ts';
import type { Report, Rule } from './rule.ts';

/** Takes what rules report: counts all, gives places to those that are kept. */
export class Collector {
  readonly counts: FindingCounts = { error: 0, warning: 0, info: 0 };
  private readonly kept: Finding[] = [];
  private readonly most: number;
  /** Line at hand, from 1. */
  private line = 1;
  private locate: (path: string) => ColumnRange = () => ({ column: 1, endColumn: 1 });

  constructor(most = Number.POSITIVE_INFINITY) {
    this.most = most;
  }

  /** What is reported from now on is about this line. */
  at(line: number, locate: (path: string) => ColumnRange): void {
    this.line = line;
    this.locate = locate;
  }

  /** The report function of one rule; `judged` is its severity for the vendor at hand. */
  reporter({ id, basis, fix }: Rule, judged: Severity): Report {
    return (path, message, help, { severity = judged, related, column } = {}) => {
      this.counts[severity]++;
      // line 1 may still be reported at the end of the file, and then comes first
      if (this.kept.length >= this.most && this.line > 1) return;
      const place = column === undefined ? this.locate(path) : { column, endColumn: column + 1 };
      this.kept.push({
        rule: id,
        severity,
        line: this.line,
        ...place,
        path,
        message: basis.grade === 'C' ? message.replace(/\.$/, " (the linter's own opinion).") : message,
        help,
        fixable: fix !== undefined,
        ...(related && { related }),
      });
    };
  }

  /** In the order of lines, then columns. */
  findings(): Finding[] {
    return this.kept.sort((a, b) => a.line - b.line || a.column - b.column).slice(0, this.most);
  }
}
