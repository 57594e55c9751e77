import type { FileReport, Severity } from '../../lint/finding.ts';
import type { FoundRule } from '../../protocol/problems.ts';
import { ruleTitle } from './ruleTitles.ts';

const ORDER: readonly Severity[] = ['error', 'warning', 'info'];
const known = new WeakMap<FileReport, FoundRule[]>();

/** Rules that found something, the worst first, then those that found most. Counted once a report. */
export function foundRules(report: FileReport): FoundRule[] {
  const counted = known.get(report);
  if (counted) return counted;
  const rules = new Map<string, FoundRule>();
  for (const { rule, severity, fixable } of report.findings) {
    const key = `${severity} ${rule}`;
    const found = rules.get(key) ?? { rule, severity, count: 0, title: ruleTitle(rule) };
    found.count++;
    if (fixable) found.fixable = true;
    rules.set(key, found);
  }
  const sorted = [...rules.values()].sort(
    (a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) || b.count - a.count,
  );
  known.set(report, sorted);
  return sorted;
}
