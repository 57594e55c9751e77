import { Diagnostic, DiagnosticSeverity, l10n, Range, Uri } from 'vscode';
import { MARK_RULES, wordsOf, type VendorMark } from './vendorMark.ts';

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const;

/** A mark as the Problems panel shows it; its link leads to the example. @param line from 0 */
export function markDiagnostic(uri: Uri, line: number, mark: VendorMark): Diagnostic {
  const { source, severity, rule, path, column, endColumn } = mark;
  const range = new Range(line, column - 1, line, endColumn - 1);
  const diagnostic = new Diagnostic(range, wordsOf(mark), SEVERITIES[severity]);
  diagnostic.source = 'Vision Fine-Tuning';
  const argument = encodeURIComponent(JSON.stringify([uri.toString(), line, path, MARK_RULES[source]]));
  const target = Uri.parse(`command:visionFineTuning.showExample?${argument}`);
  diagnostic.code = { value: rule ?? (source === 'guess' ? l10n.t('guess') : l10n.t("vendor's message")), target };
  return diagnostic;
}
