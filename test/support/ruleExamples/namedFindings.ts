import type { Finding } from '../../../src/lint/finding.ts';
import { RULES } from '../../../src/lint/rules.ts';
import type { Explanation } from '../../../src/lint/explain/explanation.ts';

/**
 * An explanation as findings, one for each line the vendor names; none where it names no line or nothing that a rule
 * is about. Columns are those of the line's first character: the file is not at hand.
 */
export function findingsOf({ rule, lines, path = '', sentence, help }: Explanation): Finding[] {
  const severity = RULES.find(({ id }) => id === rule)?.severity;
  if (rule === undefined || severity === undefined) return [];
  return lines.map((line) => ({
    rule,
    severity,
    line,
    column: 1,
    endColumn: 1,
    path,
    message: sentence,
    help,
    fixable: false,
  }));
}
