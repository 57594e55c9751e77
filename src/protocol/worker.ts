import type { FileRun } from '../dataset/lineFiles.ts';
import type { LineRun } from '../dataset/lineSequence.ts';
import type { CommonPrefix } from '../dataset/sharedPrefix.ts';
import type { Algorithm } from '../dataset/sums.ts';
import type { TokenPrice } from '../evaluate/spending.ts';
import type { Leaving } from '../evaluate/whatLeaves.ts';
import type { FileReport } from '../lint/finding.ts';
import type { Against, Depth } from '../lint/findOut.ts';
import type { LintOptions } from '../lint/lintRun.ts';
import type { ExportTasks } from './exportTasks.ts';
import type { FixTasks } from './fixTasks.ts';
import type { ImageTasks } from './imageTasks.ts';
import type { InlineTasks } from './inline.ts';
import type { RecipeTasks } from './recipeTasks.ts';
import type { ResultsTasks } from './resultsTasks.ts';

/** What the extension host asks of its worker thread. Each task has an id of the caller's for progress and cancelling. */
export interface WorkerTasks extends ImageTasks, FixTasks, RecipeTasks, ExportTasks, ResultsTasks, InlineTasks {
  /**
   * What is known of the lines of a file is kept: after an edit only those are judged that were written. With `once`
   * nothing is kept, for a file that nobody edits.
   */
  lint(task: number, source: WorkerSource, options: LintRequest): Promise<FileReport>;
  /** What each rule looks for, in a few words, by its id. */
  ruleTitles(): Promise<[rule: string, title: string][]>;
  /** What the project says about a training file; `recipes` are those there are. */
  lintContext(path: string, recipes: readonly string[]): Promise<LintContext>;
  /** The messages that most examples begin with. */
  sharedPrefix(task: number, source: WorkerSource): Promise<CommonPrefix>;
  /**
   * At most `side` pixels on the longer side, WEBP. `undefined` when the bytes are no image that can be decoded.
   * @param turned as EXIF says, the way browsers show it; otherwise pixels as the file holds them
   */
  thumbnail(bytes: Uint8Array, side: number, turned?: boolean): Promise<Uint8Array | undefined>;
  /** Text tokens of the messages of each example; a tokenizer is too much to load into the extension host. */
  countTokens(examples: { role: string; texts: string[] }[][]): Promise<number[]>;
  /** Tokens of every line, images included where their size is known; 0 for a line that is no example. */
  lineTokens(task: number, source: WorkerSource, provider: LintOptions['provider']): Promise<Uint32Array>;
  /** Examples (from 0) that may be meant where a vendor left some out for these reasons, with the word that speaks for it. */
  candidates(
    task: number,
    source: WorkerSource,
    reasons: readonly string[],
  ): Promise<{ line: number; reason: string; word: string }[]>;
  /** Sums of a file's content, hexadecimal, one for each algorithm. */
  sums(task: number, path: string, algorithms: readonly Algorithm[]): Promise<string[]>;
  /** What asking each of several models for a whole test file sends, in their order. */
  whatLeaves(task: number, testPath: string, request: EvaluationRequest): Promise<Leaving[]>;
  /** On which line (from 0) of a test file each example stands, by its id. */
  exampleLines(task: number, testPath: string): Promise<[number, number][]>;
  /** Starts the embedded provider on its data folder; it serves until the worker ends. */
  startBaseline(dataDir: string): Promise<{ baseURL: string; apiKey: string }>;
  cancel(task: number): Promise<void>;
}

/** What the worker tells the host. */
export interface WorkerEvents {
  /** `fraction` from 0 to 1. */
  progress(task: number, fraction: number, message?: string): void;
}

/** A file on disk, with the unsaved lines of an editor where there are some; or bytes a file system without paths gave. */
export type WorkerSource = { path: string; unsaved?: (LineRun | FileRun)[] } | { name: string; bytes: Uint8Array };

/** Models that are to be asked. */
export interface EvaluationRequest {
  provider: LintOptions['provider'];
  models: readonly string[];
  price: TokenPrice | undefined;
  batch: boolean;
}

export interface LintRequest extends LintOptions, Depth {
  once?: boolean | undefined;
}

/** How a file is checked, as far as its project says. */
export interface LintContext extends Pick<LintOptions, 'severities' | 'purpose'> {
  provider?: LintOptions['provider'] | undefined;
  /** The other splits of the recipe that writes it. */
  against: Against[];
  /** Why the config cannot be used, one sentence. */
  failure?: string;
}
