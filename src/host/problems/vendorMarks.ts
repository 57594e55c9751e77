import {
  commands,
  EventEmitter,
  l10n,
  languages,
  workspace,
  type Disposable,
  type TextDocumentChangeEvent,
  type Uri,
} from 'vscode';
import type { LineChange } from '../../dataset/lineSequence.ts';
import { movedLines } from '../../dataset/movedLines.ts';
import type { DatasetModel } from '../dataset/datasetModel.ts';
import { markDiagnostic } from './markDiagnostic.ts';
import { lineChangesOf } from '../dataset/textLineChanges.ts';
import { WHOLE_LINE, type VendorMark } from './vendorMark.ts';

/** Whether there are any, for the palette. */
const CONTEXT_KEY = 'visionFineTuning.vendorMarks';
/** VS Code shows at most this many of a file. */
const MOST_SHOWN = 1000;

/** Marks of a file by their lines, from 0, in its order. */
export type MarkedLines = ReadonlyMap<number, VendorMark>;
const NONE: MarkedLines = new Map();

/** What is to be said of one example. */
export interface ExampleMark {
  /** From 0. */
  line: number;
  /** One sentence. */
  reason: string;
  /** What to do, one sentence. */
  help?: string;
  /** It failed the job, rather than being left out. */
  refused?: boolean;
  /** Found by our own checks: no vendor has said so. */
  guess?: boolean;
}

/** Examples that a vendor's message names: they are marked until they are edited, removed, or cleared. */
export class VendorMarks implements Disposable {
  private readonly collection = languages.createDiagnosticCollection('vision-fine-tuning-vendor');
  private readonly files = new Map<string, { uri: Uri; marks: MarkedLines }>();
  /** Files that are open in the Dataset editor. */
  private readonly open = new Set<string>();
  private readonly changed = new EventEmitter<Uri>();
  /** The marks of this file are others. */
  readonly onDidChange = this.changed.event;
  private readonly texts = workspace.onDidChangeTextDocument((event) => {
    this.followText(event);
  });

  /** Marks examples of a file, open or not, in place of those that were marked in it. */
  mark(uri: Uri, examples: readonly ExampleMark[]): void {
    const marks = examples.map(({ line, reason, help = '', refused = false, guess = false }): [number, VendorMark] => {
      const severity = guess ? 'info' : refused ? 'error' : 'warning';
      const sentence = guess ? l10n.t('Guess: {0}', reason) : reason;
      return [line, { source: guess ? 'guess' : 'vendor', severity, sentence, help, ...WHOLE_LINE }];
    });
    this.put(uri, new Map(marks));
  }

  /** The same with marks whose places are known. */
  put(uri: Uri, marks: MarkedLines): void {
    const key = uri.toString();
    if (marks.size > 0) this.files.set(key, { uri, marks: new Map([...marks].sort(([a], [b]) => a - b)) });
    else if (!this.files.delete(key)) return;
    const shown = [...(this.files.get(key)?.marks ?? NONE)].slice(0, MOST_SHOWN);
    this.collection.set(
      uri,
      shown.map(([line, mark]) => markDiagnostic(uri, line, mark)),
    );
    void commands.executeCommand('setContext', CONTEXT_KEY, this.files.size > 0);
    this.changed.fire(uri);
  }

  of(uri: Uri): MarkedLines {
    return this.files.get(uri.toString())?.marks ?? NONE;
  }

  /** Those of the lines that the Dataset editor shows: a text with unsaved changes may have others. */
  shownFor({ uri }: DatasetModel): MarkedLines {
    return textOf(uri)?.isDirty ? NONE : this.of(uri);
  }

  /** Takes the marks of all files away. */
  clear(): void {
    for (const { uri } of [...this.files.values()]) this.put(uri, NONE);
  }

  /** Keeps marks with their lines while a file is edited in the Dataset editor. */
  follow(model: DatasetModel): void {
    const { uri } = model;
    let { revision } = model;
    this.open.add(uri.toString());
    model.onDidApply((changes) => {
      // the model counts its revision on when all is applied
      revision = model.revision + 1;
      this.move(uri, changes);
    });
    model.onDidChange(() => {
      if (model.revision === revision) return;
      ({ revision } = model);
      // read anew from the disk: the lines are others, unless a text was saved whose changes were followed
      if (!textOf(uri)) this.put(uri, NONE);
    });
    model.onDidDispose(() => {
      this.open.delete(uri.toString());
      if (model.unsaved) this.put(uri, NONE);
    });
  }

  private followText({ document, contentChanges, reason }: TextDocumentChangeEvent): void {
    const key = document.uri.toString();
    if (contentChanges.length === 0 || !this.files.has(key)) return;
    // what the Dataset editor saved comes to the text from the disk, and was followed already
    const fromDisk = !document.isDirty && reason === undefined;
    if (!(fromDisk && this.open.has(key))) this.move(document.uri, lineChangesOf(contentChanges));
  }

  private move(uri: Uri, changes: readonly LineChange[]): void {
    if (this.files.has(uri.toString())) this.put(uri, movedLines(this.of(uri), changes));
  }

  dispose(): void {
    this.texts.dispose();
    this.changed.dispose();
    this.collection.dispose();
  }
}

const textOf = (uri: Uri) => workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
