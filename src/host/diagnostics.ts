import { Diagnostic, DiagnosticSeverity, languages, Range, Uri, l10n, type Disposable } from 'vscode';
import type { FileReport, Finding } from '../lint/finding.ts';
import type { DatasetModel } from './datasetModel.ts';

/** VS Code shows at most this many of a file. */
const MAX_SHOWN = 1000;

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const;

/** The linter's findings of the open files in the Problems panel. */
export class DatasetDiagnostics implements Disposable {
  private readonly collection = languages.createDiagnosticCollection('vision-fine-tuning');

  follow(model: DatasetModel): void {
    let shown: FileReport | undefined;
    model.onDidChange(() => {
      if (model.check.report === shown) return;
      shown = model.check.report;
      if (shown) this.collection.set(model.uri, diagnosticsOf(model.uri, shown));
    });
    model.onDidDispose(() => {
      this.collection.delete(model.uri);
    });
  }

  dispose(): void {
    this.collection.dispose();
  }
}

function diagnosticsOf(uri: Uri, { findings, counts }: FileReport): Diagnostic[] {
  const total = counts.error + counts.warning + counts.info;
  // the worst first, so that the cap never hides an error behind remarks
  const order = { error: 0, warning: 1, info: 2 };
  const sorted = findings.toSorted((a, b) => order[a.severity] - order[b.severity] || a.line - b.line);
  const cut = total > MAX_SHOWN ? ` ${l10n.t('(first {0} of {1})', MAX_SHOWN - 1, total)}` : '';
  return sorted.slice(0, cut ? MAX_SHOWN - 1 : MAX_SHOWN).map((finding) => diagnosticOf(uri, finding, cut));
}

function diagnosticOf(uri: Uri, finding: Finding, cut: string): Diagnostic {
  const range = new Range(finding.line - 1, finding.column - 1, finding.line - 1, finding.endColumn - 1);
  const diagnostic = new Diagnostic(range, `${finding.message} ${finding.help}${cut}`, SEVERITIES[finding.severity]);
  diagnostic.source = 'Vision Fine-Tuning';
  // the one route from the Problems panel to an example: a double-click opens a custom editor without the position
  const argument = encodeURIComponent(JSON.stringify([uri.toString(), finding.line - 1]));
  diagnostic.code = { value: finding.rule, target: Uri.parse(`command:visionFineTuning.showExample?${argument}`) };
  return diagnostic;
}
