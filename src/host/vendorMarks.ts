import { commands, Diagnostic, DiagnosticSeverity, languages, Range, Uri, type Disposable } from 'vscode';
import { movedLines } from '../dataset/movedLines.ts';
import type { DatasetModel } from './datasetModel.ts';

/** Whether there are any, for the palette. */
const CONTEXT_KEY = 'visionFineTuning.vendorMarks';
/** VS Code shows at most this many of a file. */
const MOST_SHOWN = 1000;

/** What a vendor says of an example. */
export interface VendorMark {
  message: string;
  /** The rule that finds the same, where there is one. */
  rule: string | undefined;
  /** Refused, not only left out. */
  refused: boolean;
  /** Not the vendor's word, but what our own checks hold for likely. */
  guess?: boolean;
  /** Columns from 1 of the place in its line; `endColumn` is behind the last character. */
  column: number;
  endColumn: number;
}

interface Marked {
  model: DatasetModel;
  marks: ReadonlyMap<number, VendorMark>;
  following: readonly Disposable[];
}

/** Examples that a vendor's message names, in the Problems panel until they are edited, removed, or cleared. */
export class VendorMarks implements Disposable {
  private readonly collection = languages.createDiagnosticCollection('vision-fine-tuning-vendor');
  private marked: Marked | undefined;

  /** Marks examples (lines from 0) of a file in place of all that were marked before. */
  show(model: DatasetModel, marks: ReadonlyMap<number, VendorMark>): void {
    this.clear();
    if (marks.size === 0) return;
    let revision = model.revision;
    this.marked = {
      model,
      marks,
      following: [
        model.onDidApply((changes) => {
          // the model counts its revision on when all is applied
          revision = model.revision + 1;
          this.put(movedLines(this.of(model), changes));
        }),
        model.onDidChange(() => {
          // read anew from the disk: the lines are others
          if (model.revision !== revision) this.clear();
        }),
        model.onDidDispose(() => {
          this.clear();
        }),
      ],
    };
    this.put(marks);
  }

  /** Lines (from 0) in the order of the file. */
  of(model: DatasetModel): ReadonlyMap<number, VendorMark> {
    return this.marked?.model === model ? this.marked.marks : new Map<number, VendorMark>();
  }

  clear(): void {
    for (const following of this.marked?.following ?? []) following.dispose();
    this.marked = undefined;
    this.collection.clear();
    void commands.executeCommand('setContext', CONTEXT_KEY, false);
  }

  private put(marks: ReadonlyMap<number, VendorMark>): void {
    if (!this.marked) return;
    this.marked.marks = marks;
    const { uri } = this.marked.model;
    this.collection.set(
      uri,
      [...marks].slice(0, MOST_SHOWN).map(([line, mark]) => diagnosticOf(uri, line, mark)),
    );
    void commands.executeCommand('setContext', CONTEXT_KEY, marks.size > 0);
  }

  dispose(): void {
    this.clear();
    this.collection.dispose();
  }
}

function diagnosticOf(uri: Uri, line: number, mark: VendorMark): Diagnostic {
  const { message, rule, refused, guess, column, endColumn } = mark;
  const range = new Range(line, column - 1, line, endColumn - 1);
  const severity = DiagnosticSeverity[refused ? 'Error' : guess ? 'Information' : 'Warning'];
  const diagnostic = new Diagnostic(range, message, severity);
  diagnostic.source = 'Vision Fine-Tuning';
  const argument = encodeURIComponent(JSON.stringify([uri.toString(), line]));
  const target = Uri.parse(`command:visionFineTuning.showExample?${argument}`);
  diagnostic.code = { value: rule ?? "vendor's message", target };
  return diagnostic;
}
