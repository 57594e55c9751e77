import { EventEmitter, l10n, type CustomDocument, type Uri } from 'vscode';
import { DatasetDocument } from '../../dataset/document.ts';
import type { DatasetEdit } from '../../dataset/edits.ts';
import { readLine, type Example } from '../../dataset/example.ts';
import type { LineChange } from '../../dataset/lineSequence.ts';
import type { Rating } from '../../evaluate/run.ts';
import type { RunCounts } from '../../evaluate/runAgreement.ts';
import type { WorkerSource } from '../../protocol/worker.ts';
import type { Backups, Unsaved } from './backups.ts';
import { DatasetFile, type DiskChange } from './datasetFile.ts';
import { debounce } from '../debounce.ts';
import { FileCheck } from '../problems/fileCheck.ts';
import { ModelAnswers } from '../inline/modelAnswers.ts';
import { prepareEdit } from './prepareEdit.ts';
import { ScratchFiles } from './scratchFiles.ts';
import type { Services } from '../services.ts';
import type { ShownRun, ShownRuns } from './shownRun.ts';
import { throttle } from '../throttle.ts';
import { Turns } from './turns.ts';
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
  readonly scratch: ScratchFiles;
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
  readonly turns = new Turns();

  private lines: DatasetDocument | undefined;
  private forWorker: WorkerSource | undefined;
  /** Bytes whose lines are known. */
  bytesIndexed = 0;
  readonly check: FileCheck;
  /** What models answered about single examples. */
  readonly answers = new ModelAnswers(() => {
    this.fire();
  });
  private shown: ShownRuns | undefined;
  /** Another number whenever any line may have changed. */
  revision = 0;
  /** Why the file cannot be read, one sentence. */
  failure: string | undefined;
  /** Why the file cannot be edited, one sentence. */
  readOnly: string | undefined;
  /** Why no edit can be made just now, one sentence. */
  busy: string | undefined;
  /** A recipe built the file. */
  built = false;
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
    this.scratch = new ScratchFiles(backups.folder);
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

  /** There are edits that no file has. */
  get unsaved(): boolean {
    return this.lines?.hasUnsaved ?? false;
  }

  get indexed(): boolean {
    return this.lines?.complete ?? true;
  }

  get runs(): readonly ShownRun[] {
    return this.shown?.runs ?? [];
  }

  /** Of the runs that are shown, how often they are wrong and how they agree; `undefined` without runs. */
  get runCounts(): RunCounts | undefined {
    return this.runs.length > 0 ? this.shown?.counts : undefined;
  }

  /** Shows runs under the examples, in place of others. */
  show(runs: ShownRuns): void {
    this.shown = runs;
    this.fire();
  }

  /** An answer of a run that is shown was rated. */
  rated(folder: string, exampleId: number, rating: Rating | null): void {
    const run = this.runs.find((each) => each.folder === folder);
    if (!run) return;
    if (rating === null) run.ownRatings.delete(exampleId);
    else run.ownRatings.set(exampleId, rating);
    this.fire();
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
    const { keepLines } = this.scratch;
    const lines = (this.lines = new DatasetDocument(source, { signal, onProgress, keepLines }));
    this.forWorker = forWorker;
    this.readOnly = await whyReadOnly(this.uri);
    this.check.forget();
    this.failure = undefined;
    this.revision++;
    await before?.dispose();
    this.turns.begin(lines.indexed);
    void this.settle(signal);
    void this.findBuild();
    this.fire();
  }

  /** The file is shown before it is known. */
  private async findBuild(): Promise<void> {
    const { uri, services } = this;
    if (uri.scheme !== 'file') return;
    const built = await services.worker.methods.isBuilt(uri.fsPath).catch(() => false);
    if (built === this.built) return;
    this.built = built;
    this.fire();
  }

  private async settle(signal: AbortSignal): Promise<void> {
    try {
      await this.lines?.indexed;
      await this.turns.edited();
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
    return document.hasEdits ? editedForWorker(document, forWorker) : forWorker;
  }

  /** Looks through the lines as they are now; what was found before stays until then. */
  async lint(): Promise<void> {
    const { lines } = this;
    if (!lines) return;
    const request = await this.services.requests.of(this.uri);
    const source = await this.workerSource();
    const text = (line: number) => lines.lineText(line);
    const file = { source, lineCount: lines.lineCount, example: (line: number) => this.example(line), text };
    try {
      await this.check.run(file, request, this.fire);
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
    return this.turns.edit(() => this.make(edit));
  }

  private async make(edit: DatasetEdit): Promise<void> {
    const { document } = this;
    await this.refuseEdits();
    const { label, changes } = await prepareEdit(this, edit);
    this.commit(document, changes, label);
  }

  /** Rejects with one sentence where no edit can be made. */
  async refuseEdits(): Promise<void> {
    const refused = this.readOnly ?? this.busy;
    if (refused !== undefined) throw new Error(refused);
    await this.file.refuseRewritten();
  }

  /** Applies changes as one entry of the undo stack. */
  commit(document: DatasetDocument, changes: readonly LineChange[], label: string): void {
    const line = changes.at(-1)?.at ?? 0;
    const say = (text: string) => (this.news = { id: (this.news?.id ?? 0) + 1, text });
    say(label);
    let back = this.apply(document, changes);
    const made = {
      label,
      undo: () => {
        say(l10n.t('Undone: {0}', label));
        this.apply(document, back);
        this.moved.fire(line);
      },
      redo: () => {
        say(l10n.t('Done again: {0}', label));
        back = this.apply(document, changes);
        this.moved.fire(line);
      },
    };
    this.turns.tell(() => {
      this.edited.fire(made);
    });
  }

  /** @returns the changes that take these back, in their order. */
  private apply(document: DatasetDocument, changes: readonly LineChange[]): LineChange[] {
    // a file read anew from disk has other lines: an edit of the old ones cannot be undone in it
    if (document !== this.lines) return [];
    const back = document.applyAll(changes);
    this.check.move(changes);
    this.applied.fire(changes);
    this.moveOn();
    return back;
  }

  /** Puts lines, told over the file as it was opened, in the place of all. */
  async put(document: DatasetDocument, lines: Unsaved): Promise<void> {
    if (document !== this.lines) return;
    this.scratch.adopt(lines.flatMap((run) => ('file' in run ? [run.file] : [])));
    await document.restore(lines);
    this.moveOn();
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
  saveTo(target: Uri, signal: AbortSignal): Promise<void> {
    return this.turns.save(async () => {
      const { document } = this;
      await this.file.write(target, document, signal);
      if (target.toString() === this.uri.toString()) {
        this.failure = undefined;
        // over the file as it is now
        this.recheck();
      }
      if (!document.hasUnsaved) await this.file.forget();
      this.fire();
    });
  }

  /** What other programs did to the file since it was read or saved here. */
  async changeOnDisk(): Promise<DiskChange> {
    await this.turns.saved();
    return this.file.change();
  }

  /** Back to the lines on disk. */
  async revert(): Promise<void> {
    await this.turns.edited();
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
    await this.turns.edited();
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
    // unsaved edits may be in a backup, which then needs the files
    const unneeded = this.lines?.hasUnsaved !== true;
    void this.lines?.dispose().then(() => (unneeded ? this.scratch.delete() : undefined));
    this.disposed.fire();
    for (const emitter of [this.disposed, this.changed, this.edited, this.moved, this.applied]) emitter.dispose();
  }
}
