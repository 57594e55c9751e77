import { EventEmitter, l10n, type CustomDocument, type Uri } from 'vscode';
import { DatasetDocument } from '../dataset/document.ts';
import { changesOf, editLine, type DatasetEdit, type LineEdit } from '../dataset/edits.ts';
import { readExample, type Example } from '../dataset/example.ts';
import type { LineChange, LineRun } from '../dataset/lineSequence.ts';
import type { SharedPrefix } from '../dataset/sharedPrefix.ts';
import type { FileReport, Finding, FindingCounts } from '../lint/finding.ts';
import type { WorkerSource } from '../protocol/worker.ts';
import { describeShared } from './sharedDescription.ts';
import { debounce } from './debounce.ts';
import { editLabel } from './editLabel.ts';
import { throttle } from './throttle.ts';
import { readSettings } from './settings.ts';
import type { Services } from './services.ts';
import type { ShownRun } from './shownRun.ts';
import { openUri, stampOf, whyReadOnly, writeUri } from './uriSource.ts';

/** More findings than this are counted, not kept. */
const MAX_FINDINGS = 100_000;
/** Lines that tell what kind of data a file holds. */
const LOOKED_AT = 20;
/** Keys of the training formats vendors know, right or wrong; a file with none of them is somebody else's. */
const TRAINING_KEYS = ['messages', 'prompt', 'completion', 'input', 'preferred_output'];
const NONE: FindingCounts = { error: 0, warning: 0, info: 0 };

/** An edit that was made, as VS Code's undo stack takes it. */
export interface MadeEdit {
  label: string;
  undo: () => void;
  redo: () => void;
}

/** One training file open in the editor: its lines, what the linter and the runs say about them. Views follow it. */
export class DatasetModel implements CustomDocument {
  readonly uri: Uri;
  private readonly services: Services;
  private readonly changed = new EventEmitter<void>();
  /** Anything a view shows has changed. */
  readonly onDidChange = this.changed.event;
  private readonly disposed = new EventEmitter<void>();
  readonly onDidDispose = this.disposed.event;
  private stop = new AbortController();
  private checking = new AbortController();
  /** Unsaved lines of a backup, taken up once the file is indexed. */
  private restored: LineRun[] | undefined;
  /** State of the file on disk when it was last read or written here. */
  private stamp: string | undefined;

  private lines: DatasetDocument | undefined;
  private progress = 0;
  private forWorker: WorkerSource | undefined;
  shared: SharedPrefix | undefined;
  sharedDescription = '';
  report: FileReport | undefined;
  /** The file is no training data, so there is nothing to check it against. */
  otherData = false;
  private findings = new Map<number, Finding[]>();
  private shownRuns: readonly ShownRun[] = [];
  /** Another number whenever other lines or pictures may stand at a place than before. */
  version = 0;
  /** Another number whenever any line may have changed. */
  revision = 0;
  /** Why the file cannot be edited, one sentence. */
  readOnly: string | undefined;
  private readonly edited = new EventEmitter<MadeEdit>();
  /** An edit was made, with the way back. */
  readonly onDidEdit = this.edited.event;
  private readonly relint = debounce(() => void this.check(), 400);
  /** Why the file cannot be read, one sentence. */
  failure: string | undefined;

  private readonly fire = throttle(() => {
    this.changed.fire();
  }, 100);

  constructor(uri: Uri, services: Services) {
    this.uri = uri;
    this.services = services;
  }

  get document(): DatasetDocument {
    if (!this.lines) throw new Error(this.failure ?? `${this.uri.path} is not open.`);
    return this.lines;
  }

  get lineCount(): number {
    return this.lines?.lineCount ?? 0;
  }

  get size(): number {
    return this.lines?.size ?? 0;
  }

  /** Bytes whose lines are known. */
  get bytesIndexed(): number {
    return this.progress;
  }

  get indexed(): boolean {
    return this.lines?.complete ?? true;
  }

  get runs(): readonly ShownRun[] {
    return this.shownRuns;
  }

  set runs(runs: readonly ShownRun[]) {
    this.shownRuns = runs;
    this.fire();
  }

  /**
   * (Re)reads the file from disk. The list can be used at once; the rest arrives as it is found.
   * @param backup what `backup` gave, to go on with its unsaved lines
   */
  async open(backup?: string): Promise<void> {
    this.stop.abort();
    this.stamp = await stampOf(this.uri);
    this.restored = backup === undefined ? undefined : this.linesOf(backup);
    const stop = (this.stop = new AbortController());
    const { source, forWorker } = await openUri(this.uri);
    const before = this.lines;
    this.lines = new DatasetDocument(source, {
      signal: stop.signal,
      onProgress: (bytes) => {
        this.progress = bytes;
        this.fire();
      },
    });
    this.forWorker = forWorker;
    this.readOnly = await whyReadOnly(this.uri);
    this.shared = undefined;
    this.report = undefined;
    this.findings.clear();
    this.failure = undefined;
    this.version++;
    this.revision++;
    await before?.dispose();
    void this.settle(stop.signal, this.lines);
    this.fire();
  }

  private async settle(signal: AbortSignal, lines: DatasetDocument): Promise<void> {
    try {
      await lines.indexed;
      if (this.restored) lines.restore(this.restored);
      this.restored = undefined;
      this.revision++;
      this.fire();
      await Promise.all([this.findShared(signal), this.lint(signal)]);
    } catch (error) {
      if (signal.aborted) return;
      this.services.log.error(`Reading ${this.uri.toString(true)} failed.`, error);
      this.fail(error instanceof Error ? error.message : String(error));
    }
  }

  private async findShared(signal: AbortSignal): Promise<void> {
    const forWorker = await this.workerSource();
    if (!forWorker) return;
    this.shared = await this.services.worker.run((worker, task) => worker.sharedPrefix(task, forWorker), { signal });
    this.sharedDescription = await this.describeShared(this.shared.messages);
    this.fire();
  }

  /** "system prompt, 6 few-shots", from the first example there is. */
  private async describeShared(messages: number): Promise<string> {
    for (let line = 0; messages > 0 && line < this.lineCount; line++) {
      const example = await this.example(line);
      if (example.kind === 'chat') return describeShared(example.messages.slice(0, messages));
    }
    return '';
  }

  /** What the worker reads: the file on disk and the lines it does not hold yet. */
  private async workerSource(): Promise<WorkerSource | undefined> {
    const { forWorker, lines } = this;
    if (!forWorker || !('path' in forWorker) || !lines?.hasEdits) return forWorker;
    return { path: forWorker.path, unsaved: await lines.unsaved() };
  }

  /** Shared messages and findings of the lines as they are now. */
  private async check(): Promise<void> {
    this.checking.abort();
    const { signal } = (this.checking = new AbortController());
    try {
      await Promise.all([this.findShared(signal), this.lint(signal)]);
    } catch (error) {
      if (!signal.aborted) this.services.log.error('Checking an edited file failed.', error);
    }
  }

  /** Makes one edit. Rejects with one sentence where it cannot be made. */
  async edit(edit: DatasetEdit): Promise<void> {
    if (this.readOnly !== undefined) throw new Error(this.readOnly);
    const { document } = this;
    await document.indexed;
    const changes = 'lines' in edit ? changesOf(edit, (line) => document.refOf(line)) : [await this.changeOf(edit)];
    const label = editLabel(edit, await this.example('lines' in edit ? (edit.lines[0] ?? 0) : edit.line));
    let undo = this.apply(document, changes);
    this.edited.fire({
      label,
      undo: () => void this.apply(document, undo),
      redo: () => {
        undo = this.apply(document, changes);
      },
    });
  }

  private async changeOf(edit: LineEdit): Promise<LineChange> {
    const before = await this.document.lineWithEnd(edit.line);
    if (before === undefined) throw new Error(l10n.t('Line {0} is too long to be edited.', edit.line + 1));
    const end = before.endsWith('\r') ? '\r' : '';
    const text = editLine(end ? before.slice(0, -1) : before, edit) + end;
    return { at: edit.line, remove: 1, insert: [{ text }] };
  }

  /** @returns the changes that take these back, in their order. */
  private apply(document: DatasetDocument, changes: readonly LineChange[]): LineChange[] {
    // a file read anew from disk has other lines: an edit of the old ones cannot be undone in it
    if (document !== this.lines) return [];
    const back: LineChange[] = [];
    for (const change of changes) {
      back.unshift(document.apply(change));
      this.moveFindings(change);
    }
    this.revision++;
    this.version++;
    this.fire();
    this.relint();
    return back;
  }

  /** Findings stay with their lines until the linter has looked again; those of a changed line go. */
  private moveFindings({ at, remove, insert }: LineChange): void {
    const by = insert.length - remove;
    const moved = [...this.findings].flatMap(([line, found]): [number, Finding[]][] =>
      line < at ? [[line, found]] : line < at + remove ? [] : [[line + by, found]],
    );
    this.findings = new Map(moved);
  }

  /** Writes the lines as they are now. Rejects with the disk's error; the file is then as it was. */
  async saveTo(target: Uri, signal: AbortSignal): Promise<void> {
    const { document } = this;
    await document.indexed;
    await writeUri(target, document.bytes(), signal);
    if (target.toString() !== this.uri.toString()) return;
    document.markSaved();
    this.failure = undefined;
    this.stamp = await stampOf(this.uri);
  }

  /** Whether somebody else has written the file since it was read or saved here. */
  async changedOnDisk(): Promise<boolean> {
    const now = await stampOf(this.uri);
    return now !== this.stamp;
  }

  /** Another program wrote the file: read anew, or said where there are edits that would be lost. */
  async changedByOthers(): Promise<void> {
    if (!this.document.hasUnsaved) await this.open();
    else
      this.fail(
        l10n.t(
          '{0} was changed by another program while it has unsaved edits here: saving asks before it overwrites, reverting reads the file anew.',
          this.uri.path.split('/').at(-1) ?? '',
        ),
      );
  }

  /** Back to the lines on disk. */
  async revert(): Promise<void> {
    if (await this.changedOnDisk()) {
      await this.open();
      return;
    }
    this.failure = undefined;
    this.document.revert();
    this.findings.clear();
    this.revision++;
    this.version++;
    this.fire();
    this.relint();
  }

  /** The unsaved lines and the state of the file they belong to, as text: all that a backup keeps. */
  async backup(): Promise<string> {
    return JSON.stringify({ version: 1, stamp: this.stamp, lines: await this.document.unsaved() });
  }

  /** Lints the whole file; the findings of before stay until the new ones are there. */
  async lint(signal: AbortSignal = this.stop.signal): Promise<FileReport | undefined> {
    const forWorker = await this.workerSource();
    if (!forWorker) return undefined;
    this.otherData = await this.holdsOtherData();
    if (this.otherData) {
      this.fire();
      return undefined;
    }
    const { provider } = readSettings(this.uri);
    const request = { provider, purpose: undefined, model: undefined, maxFindings: MAX_FINDINGS };
    const report = await this.services.worker.run((worker, task) => worker.lint(task, forWorker, request), { signal });
    signal.throwIfAborted();
    this.report = report;
    this.findings = Map.groupBy(report.findings, ({ line }) => line - 1);
    this.fire();
    return report;
  }

  /** Whether the first lines are objects of another kind: answers, predictions, somebody's events. */
  private async holdsOtherData(): Promise<boolean> {
    const found: Example[] = [];
    for (let line = 0; line < this.lineCount && found.length < LOOKED_AT; line++) {
      const example = await this.example(line);
      if (example.kind === 'long') return false;
      if (example.kind !== 'blank') found.push(example);
    }
    return found.length > 0 && found.every((example) => example.kind === 'json' && !isTrainingLike(example.value));
  }

  /** Says on top of the page why the file cannot be read any more; what was read stays. */
  fail(sentence: string): void {
    this.failure = sentence;
    this.fire();
  }

  private linesOf(backup: string): LineRun[] {
    const { stamp, lines } = JSON.parse(backup) as { stamp: string | undefined; lines: LineRun[] };
    if (stamp !== this.stamp)
      throw new Error(
        l10n.t(
          '{0} was changed by another program while it had unsaved edits here; they cannot be placed in the new file.',
          this.uri.path.split('/').at(-1) ?? '',
        ),
      );
    return lines;
  }

  async example(line: number): Promise<Example | { kind: 'long' }> {
    const text = await this.document.lineText(line);
    return text === undefined ? { kind: 'long' } : readExample(text);
  }

  findingsOf(line: number): readonly Finding[] {
    return this.findings.get(line) ?? [];
  }

  countsOf(line: number): FindingCounts {
    const findings = this.findings.get(line);
    if (!findings) return NONE;
    const counts = { ...NONE };
    for (const { severity } of findings) counts[severity]++;
    return counts;
  }

  dispose(): void {
    this.stop.abort();
    this.checking.abort();
    this.relint.cancel();
    this.edited.dispose();
    void this.lines?.dispose();
    this.disposed.fire();
    this.disposed.dispose();
    this.changed.dispose();
  }
}

function isTrainingLike(value: unknown): boolean {
  // an array or a bare value is a training file gone wrong, which the linter explains
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return true;
  return TRAINING_KEYS.some((key) => key in value);
}
