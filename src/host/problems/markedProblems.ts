import { l10n } from 'vscode';
import type { FindingCounts } from '../../lint/finding.ts';
import type { FindingSource, FoundRule } from '../../protocol/problems.ts';
import { MARK_RULES } from './vendorMark.ts';
import type { MarkedLines } from './vendorMarks.ts';

/** What is counted of a file or a line, and what is marked there. */
export function withMarks(counts: FindingCounts, marks: MarkedLines): FindingCounts {
  const all = { ...counts };
  for (const { severity } of marks.values()) all[severity]++;
  return all;
}

/** Marks as rules of the list of all problems: what vendors say before what is guessed. */
export function markRules(marks: MarkedLines): FoundRule[] {
  const titles: Record<FindingSource, string> = {
    vendor: l10n.t('Examples that the vendor names'),
    guess: l10n.t('Guesses at what the vendor leaves out'),
  };
  const rules = new Map<string, FoundRule>();
  for (const { source, severity } of marks.values()) {
    const key = `${source} ${severity}`;
    const rule = rules.get(key) ?? { rule: MARK_RULES[source], severity, count: 0, title: titles[source], source };
    rule.count++;
    rules.set(key, rule);
  }
  return [...rules.values()].sort((a, b) => Number(a.source === 'guess') - Number(b.source === 'guess'));
}
