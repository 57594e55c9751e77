import { withoutMark, type Example } from '../../dataset/example.ts';
import type { LineChange } from '../../dataset/lineSequence.ts';
import { movedLines } from '../../dataset/movedLines.ts';
import { KnownPrefix } from '../../dataset/prefixDeviation.ts';
import type { CommonPrefix } from '../../dataset/sharedPrefix.ts';
import type { FileReport, Finding, FindingCounts } from '../../lint/finding.ts';
import type { LintRequest } from '../../protocol/worker.ts';
import type { WorkerSource } from '../../protocol/worker.ts';
import { loadRuleTitles } from './ruleTitles.ts';
import { describeShared } from '../dataset/sharedDescription.ts';
import type { WorkerClient } from '../workerClient.ts';

/** Lines that tell what kind of data a file holds. */
const LOOKED_AT = 20;
/** Lines looked at to find them: in a file of blank lines the search ends. */
const MOST_SEARCHED = 1000;
/** Keys of the training formats vendors know, right or wrong; a file with none of them is somebody else's. */
const TRAINING_KEYS = ['messages', 'prompt', 'completion', 'input', 'preferred_output'];
const NONE: FindingCounts = { error: 0, warning: 0, info: 0 };

/** What a check reads of an open file. */
export interface Checked {
  source: WorkerSource;
  lineCount: number;
  example: (line: number) => Promise<Example | { kind: 'long' }>;
  text: (line: number) => Promise<string | undefined>;
}

/** What the worker found out about the lines of one file: what they share and what is wrong with them. */
export class FileCheck {
  private readonly worker: WorkerClient;
  private running = new AbortController();
  shared: CommonPrefix | undefined;
  /** What they share, to compare a line with; `undefined` while unknown or when it is nothing. */
  prefix: KnownPrefix | undefined;
  /** "system prompt, 6 few-shots". */
  sharedDescription = '';
  report: FileReport | undefined;
  /** The file is no training data, so there is nothing to check it against. */
  otherData = false;
  /** How far the check under way is, from 0 to 1. */
  progress: number | undefined;
  private findings = new Map<number, Finding[]>();

  constructor(worker: WorkerClient) {
    this.worker = worker;
  }

  /**
   * Checks the lines as they are now, in place of a check that still runs. What was found before stays until it is done.
   * Rejects with an `AbortError` when another check or `forget` comes between.
   */
  async run(file: Checked, request: LintRequest, onFound: () => void): Promise<void> {
    this.running.abort();
    const { signal } = (this.running = new AbortController());
    this.progress = undefined;
    const findShared = async () => {
      const shared = await this.worker.run((worker, task) => worker.sharedPrefix(task, file.source), { signal });
      const like = shared.messages > 0 ? await file.text(shared.line) : undefined;
      signal.throwIfAborted();
      this.prefix = like === undefined ? undefined : new KnownPrefix(withoutMark(like), shared.messages);
      [this.shared, this.sharedDescription] = [shared, describeShared(this.prefix?.messages ?? [])];
      onFound();
    };
    const lint = async () => {
      await loadRuleTitles(this.worker);
      this.otherData = await holdsOtherData(file);
      if (this.otherData) {
        this.report = undefined;
        this.findings.clear();
      } else {
        const onProgress = (fraction: number) => {
          // views are told a few times, not with every chunk
          if (signal.aborted || Math.abs(fraction - (this.progress ?? 0)) < 0.1) return;
          this.progress = fraction;
          onFound();
        };
        const options = { signal, onProgress };
        const report = await this.worker.run((worker, task) => worker.lint(task, file.source, request), options);
        signal.throwIfAborted();
        this.report = report;
        this.findings = Map.groupBy(report.findings, ({ line }) => line - 1);
      }
      onFound();
    };
    try {
      await Promise.all([findShared(), lint()]);
    } finally {
      if (!signal.aborted) this.progress = undefined;
    }
    onFound();
  }

  /** Findings stay with their lines until the next check; those of a changed line go. */
  move(changes: readonly LineChange[]): void {
    this.findings = movedLines(this.findings, changes);
  }

  /** Stops what runs and drops what was found. */
  forget(): void {
    this.running.abort();
    this.progress = undefined;
    this.shared = undefined;
    this.prefix = undefined;
    this.report = undefined;
    this.findings.clear();
  }

  /** Lines with findings, in no order. */
  get found(): Iterable<[line: number, findings: readonly Finding[]]> {
    return this.findings;
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
}

/** Whether the first lines are objects of another kind: answers, predictions, somebody's events. */
async function holdsOtherData({ lineCount, example }: Checked): Promise<boolean> {
  const found: Example[] = [];
  for (let line = 0; line < Math.min(lineCount, MOST_SEARCHED) && found.length < LOOKED_AT; line++) {
    const read = await example(line);
    if (read.kind === 'long') return false;
    if (read.kind !== 'blank') found.push(read);
  }
  return found.length > 0 && found.every((read) => read.kind === 'json' && !isTrainingLike(read.value));
}

function isTrainingLike(value: unknown): boolean {
  // an array or a bare value is a training file gone wrong, which the linter explains
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return true;
  return TRAINING_KEYS.some((key) => key in value);
}
