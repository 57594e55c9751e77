import { EventEmitter, l10n, type CustomDocument, type Uri } from 'vscode';
import { DatasetDocument } from '../dataset/document.ts';
import { changesOf, editLine, type DatasetEdit, type LineEdit } from '../dataset/edits.ts';
import { readLine, type Example } from '../dataset/example.ts';
import type { LineChange, LineRun } from '../dataset/lineSequence.ts';
import type { WorkerSource } from '../protocol/worker.ts';
import { debounce } from './debounce.ts';
import { editLabel } from './editLabel.ts';
import { FileCheck } from './fileCheck.ts';
import type { Services } from './services.ts';
import { readSettings } from './settings.ts';
import type { ShownRun } from './shownRun.ts';
import { throttle } from './throttle.ts';
import { openUri, stampOf, whyReadOnly, writeUri } from './uriSource.ts';

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
  private readonly edited = new EventEmitter<MadeEdit>();
  /** An edit was made, with the way back. */
  readonly onDidEdit = this.edited.event;
  private readonly disposed = new EventEmitter<void>();
  readonly onDidDispose = this.disposed.event;
  private readonly moved = new EventEmitter<number>();
  /** Undo or redo changed this line (from 0). */
  readonly onDidMove = this.moved.event;
  private readonly applied = new EventEmitter<readonly LineChange[]>();
  /** Lines were changed by an edit, its undo or its redo: these changes, one after the other. */
  readonly onDidApply = this.applied.event;
  private stop = new AbortController();
  /** Edits are made one after the other; saving waits for those under way. */
  private editing: Promise<unknown> = Promise.resolve();

  private lines: DatasetDocument | undefined;
  private forWorker: WorkerSource | undefined;
  /** Bytes whose lines are known. */
  bytesIndexed = 0;
  readonly check: FileCheck;
  private shownRuns: readonly ShownRun[] = [];
  /** Another number whenever any line may have changed. */
  revision = 0;
  /** Why the file cannot be read, one sentence. */
  failure: string | undefined;
  /** Why the file cannot be edited, one sentence. */
  readOnly: string | undefined;
  /** State of the file on disk when it was last read or written here. */
  private stamp: string | undefined;

  private readonly fire = throttle(() => {
    this.changed.fire();
  }, 100);
  private readonly recheck = debounce(() => void this.lint(), 400);

  constructor(uri: Uri, services: Services) {
    this.uri = uri;
    this.services = services;
    this.check = new FileCheck(services.worker);
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
    const { signal } = (this.stop = new AbortController());
    this.stamp = await stampOf(this.uri);
    const unsaved = backup === undefined ? undefined : this.unsavedOf(backup);
    const { source, forWorker } = await openUri(this.uri);
    const before = this.lines;
    const onProgress = (bytes: number) => {
      this.bytesIndexed = bytes;
      this.fire();
    };
    this.lines = new DatasetDocument(source, { signal, onProgress });
    this.forWorker = forWorker;
    this.readOnly = await whyReadOnly(this.uri);
    this.check.forget();
    this.failure = undefined;
    this.revision++;
    await before?.dispose();
    void this.settle(signal, this.lines, unsaved);
    this.fire();
  }

  private async settle(signal: AbortSignal, lines: DatasetDocument, unsaved: LineRun[] | undefined): Promise<void> {
    try {
      await lines.indexed;
      if (unsaved) {
        lines.restore(unsaved);
        this.revision++;
      }
      this.fire();
      await this.lint();
    } catch (error) {
      if (signal.aborted) return;
      this.services.log.error(`Reading ${this.uri.toString(true)} failed.`, error);
      this.fail(error instanceof Error ? error.message : String(error));
    }
  }

  /** The lines as they are now, for a worker. */
  async workerSource(): Promise<WorkerSource> {
    const { document, forWorker } = this;
    if (!forWorker) throw new Error(this.failure ?? `${this.uri.path} is not open.`);
    if (!document.hasEdits) return forWorker;
    if ('path' in forWorker) return { path: forWorker.path, unsaved: await document.unsaved() };
    const edited = document.bytes();
    return { name: forWorker.name, bytes: await edited.read(0, edited.size) };
  }

  /** Looks through the lines as they are now; what was found before stays until then. */
  async lint(): Promise<void> {
    const { lines } = this;
    if (!lines) return;
    const source = await this.workerSource();
    const file = { source, lineCount: lines.lineCount, example: (line: number) => this.example(line) };
    try {
      await this.check.run(file, readSettings(this.uri).provider, this.fire);
    } catch (error) {
      // another check has taken its place, or the file is closed
      if (!(error instanceof Error && error.name === 'AbortError')) throw error;
    }
  }

  async example(line: number): Promise<Example | { kind: 'long' }> {
    const text = await this.document.lineText(line);
    return text === undefined ? { kind: 'long' } : readLine(text, line);
  }

  /** Makes one edit. Rejects with one sentence where it cannot be made. */
  edit(edit: DatasetEdit): Promise<void> {
    const made = this.editing.then(() => this.make(edit));
    this.editing = made.catch(() => undefined);
    return made;
  }

  private async make(edit: DatasetEdit): Promise<void> {
    if (this.readOnly !== undefined) throw new Error(this.readOnly);
    const { document } = this;
    await document.indexed;
    const label = editLabel(edit, await this.example('lines' in edit ? (edit.lines[0]?.from ?? 0) : edit.line));
    const changes =
      'lines' in edit ? changesOf(edit, (ranges) => document.runsOf(ranges)) : [await this.changeOf(edit)];
    const line = changes.at(-1)?.at ?? 0;
    let back = this.apply(document, changes);
    if ('path' in edit && edit.path !== undefined) this.check.keepShared(Number(edit.path.split('/')[2]));
    this.edited.fire({
      label,
      undo: () => {
        this.apply(document, back);
        this.moved.fire(line);
      },
      redo: () => {
        back = this.apply(document, changes);
        this.moved.fire(line);
      },
    });
  }

  private async changeOf(edit: LineEdit): Promise<LineChange> {
    const before = await this.document.lineWithEnd(edit.line);
    if (before === undefined) throw new Error(l10n.t('Line {0} is too long to be edited.', edit.line + 1));
    // a byte order mark and a carriage return are the file's, not the example's
    const [, mark = '', text = '', end = ''] = /^(\ufeff?)(.*?)(\r?)$/s.exec(before) ?? [];
    return { at: edit.line, remove: 1, insert: [{ text: mark + editLine(text, edit) + end }] };
  }

  /** @returns the changes that take these back, in their order. */
  private apply(document: DatasetDocument, changes: readonly LineChange[]): LineChange[] {
    // a file read anew from disk has other lines: an edit of the old ones cannot be undone in it
    if (document !== this.lines) return [];
    const back = document.applyAll(changes);
    this.check.move(changes);
    this.revision++;
    this.applied.fire(changes);
    // at once: whoever made the edit goes on from its lines
    this.changed.fire();
    this.recheck();
    return back;
  }

  /** Writes the lines as they are now. Rejects with the disk's error; the file is then as it was. */
  async saveTo(target: Uri, signal: AbortSignal): Promise<void> {
    const { document } = this;
    await document.indexed;
    await this.editing;
    const { bytes, markSaved } = document.freeze();
    await writeUri(target, bytes, signal);
    if (target.toString() !== this.uri.toString()) return;
    markSaved();
    this.failure = undefined;
    this.stamp = await stampOf(this.uri);
    this.fire();
  }

  /** Whether somebody else has written the file since it was read or saved here. */
  async changedOnDisk(): Promise<boolean> {
    return (await stampOf(this.uri)) !== this.stamp;
  }

  /** Another program wrote the file: read anew, or said where there are edits that would be lost. */
  async changedByOthers(): Promise<void> {
    if (!this.document.hasUnsaved) await this.open();
    else
      this.fail(
        l10n.t(
          '{0} was changed by another program while it has unsaved edits here: saving asks before it overwrites, reverting reads the file anew.',
          this.name,
        ),
      );
  }

  /** Back to the lines on disk. */
  async revert(): Promise<void> {
    if (await this.changedOnDisk()) {
      await this.open();
      return;
    }
    this.document.revert();
    this.failure = undefined;
    this.revision++;
    this.fire();
    await this.lint();
  }

  /** The unsaved lines and the state of the file they belong to, as text: all that a backup keeps. */
  async backup(): Promise<string> {
    await this.editing;
    return JSON.stringify({ version: 1, stamp: this.stamp, lines: await this.document.unsaved() });
  }

  private unsavedOf(backup: string): LineRun[] {
    const { stamp, lines } = JSON.parse(backup) as { stamp: string | undefined; lines: LineRun[] };
    if (stamp === this.stamp) return lines;
    throw new Error(
      l10n.t(
        '{0} was changed by another program while it had unsaved edits here; they cannot be placed in the new file.',
        this.name,
      ),
    );
  }

  /** Says on top of the page why the file cannot be read any more; what was read stays. */
  fail(sentence: string): void {
    this.failure = sentence;
    this.fire();
  }

  private get name(): string {
    return this.uri.path.split('/').at(-1) ?? '';
  }

  dispose(): void {
    this.stop.abort();
    this.recheck.cancel();
    this.check.forget();
    void this.lines?.dispose();
    this.disposed.fire();
    for (const emitter of [this.disposed, this.changed, this.edited, this.moved, this.applied]) emitter.dispose();
  }
}
