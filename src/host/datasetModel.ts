import { EventEmitter, l10n, type CustomDocument, type Uri } from 'vscode';
import { DatasetDocument } from '../dataset/document.ts';
import type { DatasetEdit } from '../dataset/edits.ts';
import { readLine, type Example } from '../dataset/example.ts';
import type { LineChange } from '../dataset/lineSequence.ts';
import type { WorkerSource } from '../protocol/worker.ts';
import type { Backups, Unsaved } from './backups.ts';
import { DatasetFile, type DiskChange } from './datasetFile.ts';
import { debounce } from './debounce.ts';
import { FileCheck } from './fileCheck.ts';
import { prepareEdit } from './prepareEdit.ts';
import type { Services } from './services.ts';
import { readSettings } from './settings.ts';
import type { ShownRun } from './shownRun.ts';
import { throttle } from './throttle.ts';
import { editedForWorker, whyReadOnly } from './uriSource.ts';

/** An edit that was made, as VS Code's undo stack takes it. */
export interface MadeEdit {
  label: string;
  undo: () => void | Promise<void>;
  redo: () => void | Promise<void>;
}

/** One training file open in the editor: its lines, what the linter and the runs say about them. Views follow it. */
export class DatasetModel implements CustomDocument {
  readonly uri: Uri;
  readonly file: DatasetFile;
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
  private stop = new AbortController();
  /** Settles when edits can be made. */
  private ready: Promise<void> = Promise.resolve();
  /** Settles when what is being saved is saved; missing where nothing is. */
  private saving: Promise<unknown> | undefined;
  /** Edits are made one after the other; saving waits for those under way. */
  private applied: Promise<unknown> = Promise.resolve();

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

  /** What was last done, undone or done again, one sentence for those who do not see it; `id` grows. */
  news: { id: number; text: string } | undefined;

  private readonly fire = throttle(() => {
    this.changed.fire();
  }, 100);
  private readonly recheck = debounce(() => {
    this.lint().catch((error: unknown) => {
      this.services.log.error(`Checking ${this.uri.toString(true)} failed.`, error);
      this.fail(error instanceof Error ? error.message : String(error));
    });
  }, 400);

  constructor(uri: Uri, services: Services, backups: Backups) {
    this.uri = uri;
    this.services = services;
    this.check = new FileCheck(services.worker);
    this.file = new DatasetFile(uri, backups);
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
   * Puts unsaved edits of an earlier time over the file that was opened, once all its lines are known.
   * @returns them as an edit that VS Code can take back
   */
  async restore(lines: Unsaved): Promise<MadeEdit> {
    const { document } = this;
    let onDisk: Unsaved = [];
    const take = (unsaved: () => Unsaved) => async () => {
      if (document !== this.lines) return;
      await document.restore(unsaved());
      this.moveOn();
    };
    const redo = take(() => lines);
    this.ready = this.ready.then(async () => {
      onDisk = await document.unsaved();
      await redo();
    });
    await this.ready;
    return { label: l10n.t('Restore unsaved edits'), undo: take(() => onDisk), redo };
  }

  /** (Re)reads the file from disk. The list can be used at once; the rest arrives as it is found. */
  async open(untitled?: Uint8Array): Promise<void> {
    this.stop.abort();
    const { signal } = (this.stop = new AbortController());
    const { source, forWorker } = await this.file.open(untitled);
    const before = this.lines;
    const onProgress = (bytes: number) => {
      this.bytesIndexed = bytes;
      this.fire();
    };
    const lines = (this.lines = new DatasetDocument(source, { signal, onProgress }));
    this.forWorker = forWorker;
    this.readOnly = await whyReadOnly(this.uri);
    this.check.forget();
    this.failure = undefined;
    this.revision++;
    await before?.dispose();
    this.ready = lines.indexed;
    void this.settle(signal);
    this.fire();
  }

  private async settle(signal: AbortSignal): Promise<void> {
    try {
      await this.lines?.indexed;
      await this.ready;
      this.fire();
      await this.lint();
    } catch (error) {
      if (signal.aborted) return;
      this.services.log.error(`Reading ${this.uri.toString(true)} failed.`, error);
      this.fail(error instanceof Error ? error.message : String(error));
    }
  }

  /** Looks through the lines as they are now; what was found before stays until then. */
  async lint(): Promise<void> {
    const { lines, forWorker } = this;
    if (!lines || !forWorker) return;
    const source = lines.hasEdits ? await editedForWorker(lines, forWorker) : forWorker;
    const text = (line: number) => lines.lineText(line);
    const file = { source, lineCount: lines.lineCount, example: (line: number) => this.example(line), text };
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
    const made = this.applied.then(() => this.make(edit));
    this.applied = made.catch(() => undefined);
    return made;
  }

  private async make(edit: DatasetEdit): Promise<void> {
    if (this.readOnly !== undefined) throw new Error(this.readOnly);
    const { document } = this;
    await this.ready;
    await this.refuseRewritten();
    const { label, changes } = await prepareEdit(document, edit, (at) => this.example(at), this.check.shared);
    this.commit(document, changes, label);
  }

  /** Puts lines in before line `at` as one edit of this name. Rejects with one sentence where it cannot be made. */
  insertLines(at: number, texts: readonly string[], label: string): Promise<void> {
    const made = this.applied.then(async () => {
      if (this.readOnly !== undefined) throw new Error(this.readOnly);
      const { document } = this;
      await this.ready;
      await this.refuseRewritten();
      const place = Math.min(at, document.lineCount);
      this.commit(document, [{ at: place, remove: 0, insert: texts.map((text) => ({ text })) }], label);
    });
    this.applied = made.catch(() => undefined);
    return made;
  }

  /** Applies changes as one entry of the undo stack. */
  private commit(document: DatasetDocument, changes: readonly LineChange[], label: string): void {
    const line = changes.at(-1)?.at ?? 0;
    const tell = (text: string) => (this.news = { id: (this.news?.id ?? 0) + 1, text });
    tell(label);
    let back = this.apply(document, changes);
    this.tell({
      label,
      undo: () => {
        tell(l10n.t('Undone: {0}', label));
        this.apply(document, back);
        this.moved.fire(line);
      },
      redo: () => {
        tell(l10n.t('Done again: {0}', label));
        back = this.apply(document, changes);
        this.moved.fire(line);
      },
    });
  }

  private tell(edit: MadeEdit): void {
    const fire = () => {
      this.edited.fire(edit);
    };
    // VS Code takes an edit it hears of while it saves for a saved one
    if (this.saving) void this.saving.then(() => setImmediate(fire));
    else fire();
  }

  /** Lines of a file that was written in its own place are not the lines that were looked at. */
  private async refuseRewritten(): Promise<void> {
    if ((await this.file.change()) === 'rewritten')
      throw new Error(
        l10n.t('{0} was rewritten by another program just now: look at it before you edit it.', this.file.name),
      );
  }

  /** @returns the changes that take these back, in their order. */
  private apply(document: DatasetDocument, changes: readonly LineChange[]): LineChange[] {
    // a file read anew from disk has other lines: an edit of the old ones cannot be undone in it
    if (document !== this.lines) return [];
    const back: LineChange[] = [];
    for (const change of changes) {
      back.unshift(document.apply(change));
      this.check.move(change);
    }
    this.moveOn();
    return back;
  }

  /** The lines are others now. */
  private moveOn(): void {
    this.revision++;
    if (!this.lines?.hasUnsaved && this.uri.scheme !== 'untitled') void this.file.forget();
    // at once: whoever made the edit goes on from its lines
    this.changed.fire();
    this.recheck();
  }

  /** Writes the lines as they are now. Rejects with one sentence; the file is then as it was. */
  async saveTo(target: Uri, signal: AbortSignal): Promise<void> {
    await this.ready;
    await this.applied;
    while (this.saving) await this.saving;
    const saved = this.write(target, signal);
    const saving = (this.saving = saved.catch(() => undefined));
    try {
      await saved;
    } finally {
      if (this.saving === saving) this.saving = undefined;
    }
  }

  private async write(target: Uri, signal: AbortSignal): Promise<void> {
    const { document } = this;
    await this.file.write(target, document, signal);
    if (target.toString() === this.uri.toString()) this.failure = undefined;
    if (!document.hasUnsaved) await this.file.forget();
    this.fire();
  }

  /** What other programs did to the file since it was read or saved here. */
  async changeOnDisk(): Promise<DiskChange> {
    while (this.saving) await this.saving;
    return this.file.change();
  }

  /** Back to the lines on disk. */
  async revert(): Promise<void> {
    await this.applied;
    if ((await this.changeOnDisk()) === 'none') {
      this.document.revert();
      this.failure = undefined;
      this.moveOn();
    } else await this.open();
    await this.file.forget();
  }

  /** What was unsaved has been saved elsewhere: back to the lines on disk, where there are any. */
  async leave(): Promise<void> {
    await this.file.forget();
    if (this.document.hasUnsaved && this.uri.scheme !== 'untitled') await this.open();
  }

  /** Keeps the unsaved lines, and them alone, where a restart finds them. */
  async backup(): Promise<string> {
    await this.ready;
    await this.applied;
    await this.file.keep(this.document);
    return this.file.backupId;
  }

  /** Says on top of the page why the file cannot be read any more; what was read stays. */
  fail(sentence: string): void {
    this.failure = sentence;
    this.fire();
  }

  dispose(): void {
    this.stop.abort();
    this.recheck.cancel();
    this.check.forget();
    void this.lines?.dispose();
    this.disposed.fire();
    for (const emitter of [this.disposed, this.changed, this.edited, this.moved]) emitter.dispose();
  }
}
