import {
  Diagnostic,
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  languages,
  Location,
  Position,
  Range,
  Uri,
  l10n,
  type Disposable,
} from 'vscode';
import type { FileReport, Finding } from '../../lint/finding.ts';
import type { DatasetModel } from '../dataset/datasetModel.ts';
import { formatCount } from '../format.ts';
import { PREVIEW_SCHEME } from '../recipes/previewScheme.ts';
import { stateOf } from '../dataset/uriSource.ts';

/** VS Code shows at most this many of a file. */
const MOST = 1000;

const SOURCE = 'Vision Fine-Tuning';
const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const;
// the worst first, so that the cap never hides an error behind remarks
const ORDER = { error: 0, warning: 1, info: 2 } as const;

/** The linter's findings in the Problems panel: of open files, and of those that were linted unopened. */
export class DatasetDiagnostics implements Disposable {
  private readonly collection = languages.createDiagnosticCollection('vision-fine-tuning');
  /** Files whose findings stay though no editor is open, as they were when these were found. */
  private readonly unopened = new Map<string, Promise<string | undefined>>();

  follow(model: DatasetModel): void {
    // of a few lines that nobody has built yet
    if (model.uri.scheme === PREVIEW_SCHEME) return;
    let shown: FileReport | undefined;
    const { check } = model;
    this.unopened.delete(model.uri.toString());
    model.onDidChange(() => {
      // while a file is read anew, what was found before stays
      if (check.report === shown || !(check.report ?? check.otherData)) return;
      shown = check.report;
      if (shown) this.show(model.uri, shown);
      else this.collection.delete(model.uri);
    });
    model.onDidDispose(() => {
      this.clear(model.uri);
    });
  }

  show(uri: Uri, report: FileReport): void {
    this.collection.set(uri, diagnosticsOf(uri, report));
  }

  /** The same for a file that no editor has open: its findings go when it changes. */
  showUnopened(uri: Uri, report: FileReport): void {
    this.unopened.set(uri.toString(), stampOf(uri));
    this.show(uri, report);
  }

  /** A file that no editor has open was changed, perhaps before its findings were found: those stay. */
  async forgetUnopened(uri: Uri): Promise<void> {
    const found = this.unopened.get(uri.toString());
    if (!found || (await found) === (await stampOf(uri)) || this.unopened.get(uri.toString()) !== found) return;
    this.clear(uri);
  }

  clear(uri: Uri): void {
    this.unopened.delete(uri.toString());
    this.collection.delete(uri);
  }

  dispose(): void {
    this.collection.dispose();
  }
}

/** Tells one content of a file from another; `undefined` where there is no file. */
async function stampOf(uri: Uri): Promise<string | undefined> {
  return (await stateOf(uri))?.stamp;
}

function diagnosticsOf(uri: Uri, { file, findings, counts }: FileReport): Diagnostic[] {
  const total = counts.error + counts.warning + counts.info;
  const sorted = findings.toSorted((a, b) => ORDER[a.severity] - ORDER[b.severity] || a.line - b.line);
  if (total <= MOST) return sorted.map((finding) => diagnosticOf(uri, file, finding));
  const shown = sorted.slice(0, MOST - 1).map((finding) => diagnosticOf(uri, file, finding));
  return [...shown, remainderOf(uri, shown.length, total)];
}

/** @param file as findings name it */
function diagnosticOf(uri: Uri, file: string, finding: Finding): Diagnostic {
  const { rule, severity, line, column, endColumn, path, message, help, related } = finding;
  const range = new Range(line - 1, column - 1, line - 1, endColumn - 1);
  const diagnostic = new Diagnostic(range, `${message} ${help}`, SEVERITIES[severity]);
  diagnostic.source = SOURCE;
  // the one route from the Problems panel to an example: a double-click opens a custom editor without the position
  diagnostic.code = { value: rule, target: commandUri('showExample', uri.toString(), line - 1, path, rule) };
  if (related)
    diagnostic.relatedInformation = related.map((other) => {
      // the other files of a recipe are named without their folder: they stand beside this one
      const where = other.file === file ? uri : Uri.joinPath(uri, '..', other.file);
      const place = new Location(where, new Position(other.line - 1, 0));
      return new DiagnosticRelatedInformation(place, l10n.t('Line {0}', formatCount(other.line)));
    });
  return diagnostic;
}

/** Says what the panel leaves out, and leads to where it stands. */
function remainderOf(uri: Uri, shown: number, total: number): Diagnostic {
  const message = l10n.t(
    'These are the first {0} of {1} problems: the Dataset editor lists all.',
    formatCount(shown),
    formatCount(total),
  );
  const diagnostic = new Diagnostic(new Range(0, 0, 0, 0), message, DiagnosticSeverity.Information);
  diagnostic.source = SOURCE;
  diagnostic.code = { value: l10n.t('Show All Problems'), target: commandUri('showProblemList', uri.toString()) };
  return diagnostic;
}

const commandUri = (command: string, ...args: unknown[]) =>
  Uri.parse(`command:visionFineTuning.${command}?${encodeURIComponent(JSON.stringify(args))}`);
