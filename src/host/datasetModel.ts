import { EventEmitter, type CustomDocument, type Uri } from 'vscode';
import { DatasetDocument } from '../dataset/document.ts';
import { readLine, type Example } from '../dataset/example.ts';
import type { SharedPrefix } from '../dataset/sharedPrefix.ts';
import type { FileReport, Finding, FindingCounts } from '../lint/finding.ts';
import type { WorkerSource } from '../protocol/worker.ts';
import { describeShared } from './sharedDescription.ts';
import { throttle } from './throttle.ts';
import { readSettings } from './settings.ts';
import type { Services } from './services.ts';
import type { ShownRun } from './shownRun.ts';
import { openUri } from './uriSource.ts';

/** More findings than this are counted, not kept. */
const MAX_FINDINGS = 100_000;
/** Lines that tell what kind of data a file holds. */
const LOOKED_AT = 20;
/** Keys of the training formats vendors know, right or wrong; a file with none of them is somebody else's. */
const TRAINING_KEYS = ['messages', 'prompt', 'completion', 'input', 'preferred_output'];
const NONE: FindingCounts = { error: 0, warning: 0, info: 0 };

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
  /** Another number each time the file was read anew. */
  version = 0;
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

  /** (Re)reads the file from disk. The list can be used at once; the rest arrives as it is found. */
  async open(): Promise<void> {
    this.stop.abort();
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
    this.shared = undefined;
    this.report = undefined;
    this.findings.clear();
    this.failure = undefined;
    this.version++;
    await before?.dispose();
    void this.settle(stop.signal, this.lines);
    this.fire();
  }

  private async settle(signal: AbortSignal, lines: DatasetDocument): Promise<void> {
    try {
      await lines.indexed;
      this.fire();
      await Promise.all([this.findShared(signal), this.lint(signal)]);
    } catch (error) {
      if (signal.aborted) return;
      this.services.log.error(`Reading ${this.uri.toString(true)} failed.`, error);
      this.fail(error instanceof Error ? error.message : String(error));
    }
  }

  private async findShared(signal: AbortSignal): Promise<void> {
    const { forWorker } = this;
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

  /** Lints the whole file; the findings of before stay until the new ones are there. */
  async lint(signal: AbortSignal = this.stop.signal): Promise<FileReport | undefined> {
    const { forWorker } = this;
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

  async example(line: number): Promise<Example | { kind: 'long' }> {
    const text = await this.document.lineText(line);
    return text === undefined ? { kind: 'long' } : readLine(text, line);
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
