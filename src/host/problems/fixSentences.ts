import { l10n } from 'vscode';
import { sumOf, type FixReport } from '../../lint/fixReport.ts';
import { FIXES } from '../../lint/fixes/fixes.ts';
import type { FixRequest } from '../../protocol/fixing.ts';
import { formatBytes, formatCount } from '../format.ts';

/** What is fixed, as the Edit menu names it: "Trim the answer in example 52", "Fix 120 problems". */
export function fixLabel({ fixed }: FixReport, { line, path }: FixRequest): string {
  const [rule] = Object.keys(fixed);
  const count = sumOf(fixed);
  const fix = rule === undefined ? undefined : FIXES.get(rule);
  if (line !== undefined && (path !== undefined || count === 1) && fix)
    return l10n.t('{0} (example {1})', fix.label, line + 1);
  if (line !== undefined) return l10n.t('Fix {0} problems of example {1}', formatCount(count), line + 1);
  return count === 1 ? l10n.t('Fix 1 problem') : l10n.t('Fix {0} problems', formatCount(count));
}

/** What the user is asked before many problems are fixed. */
export function fixPreview({ fixed, left, changed, removed, before, after }: FixReport): {
  question: string;
  detail: string;
} {
  const count = sumOf(fixed);
  const examples = changed + removed;
  const problems = count === 1 ? l10n.t('1 problem') : l10n.t('{0} problems', formatCount(count));
  const where = examples === 1 ? l10n.t('1 example') : l10n.t('{0} examples', formatCount(examples));
  const lines = Object.entries(fixed).map(
    ([rule, times]) => `${FIXES.get(rule)?.label ?? rule}: ${formatCount(times)}`,
  );
  if (removed > 0)
    lines.push(removed === 1 ? l10n.t('1 line is removed.') : l10n.t('{0} lines are removed.', formatCount(removed)));
  if (sumOf(left) > 0) lines.push(l10n.t('Cannot be fixed: {0}', formatCount(sumOf(left))));
  lines.push(l10n.t('{0} → {1}', formatBytes(before), formatBytes(after)));
  return { question: l10n.t('Fix {0} in {1}?', problems, where), detail: lines.join('\n') };
}

export function nothingFixed({ left }: FixReport): string {
  return sumOf(left) > 0
    ? l10n.t('Nothing was changed: what was found there cannot be fixed without you.')
    : l10n.t('Nothing was changed: there is nothing to fix any more.');
}
