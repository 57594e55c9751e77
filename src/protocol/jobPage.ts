/** What the job page asks of the host. */
export interface JobHost {
  ready(): Promise<JobSnapshot>;
  /** Events under a filter, newest first, `from` to `to` (exclusive). */
  events(filter: EventFilter, from: number, to: number): Promise<EventRow[]>;
  /** How many events of each kind hold a text (any case; empty: all). */
  countEvents(text: string): Promise<Record<EventKind, number>>;
  /** Does one of the snapshot's actions; what must be asked is asked by the host. */
  run(action: JobAction): Promise<void>;
  /** Begins an evaluation of a tuned model or a checkpoint, by its name. */
  evaluate(model: string): Promise<void>;
  openFile(file: JobFile): Promise<void>;
}

/** What the host tells the job page. */
export interface JobPage {
  /** The whole state; events that are shown may have more before them now. */
  update(snapshot: JobSnapshot): void;
}

export type JobFile = 'training' | 'validation';

export type JobAction =
  | 'cancel'
  | 'pause'
  | 'resume'
  | 'refresh'
  | 'copyId'
  | 'openVendor'
  | 'evaluate'
  | 'compareWithBase'
  /** The examples left out, in the file: those the vendor named, or candidates. */
  | 'showSkipped'
  | 'findCandidates'
  /** The example that failed the job. */
  | 'showFault'
  | 'tryAgain'
  | 'explain';

/** Tells apart what colour and sign a state has; the words are the vendor's own. */
export type JobPhase = 'waiting' | 'running' | 'paused' | 'succeeded' | 'failed' | 'cancelled';

export interface JobSnapshot {
  /** The tuned model's name, or what is tuned. */
  title: string;
  /** The vendor's word, known or not. */
  status: string;
  phase: JobPhase;
  step?: number;
  steps?: number;
  /** Milliseconds, estimated. */
  timeLeft?: number;
  /** USD, estimated unless `exact`; what is not known is missing. */
  cost?: { soFar?: number; total?: number; exact: boolean };
  /** What can be done now, the most useful first. */
  actions: JobAction[];
  /** What the user must know: the vendor cannot be reached, the job failed and what to do. */
  notices: JobNotice[];
  skipped?: SkippedView;
  curve: CurveView;
  /** Newest first. */
  checkpoints: CheckpointView[];
  facts: JobFact[];
  /** Each state with the moment it began (Unix milliseconds), oldest first. */
  timeline: { state: string; at: number }[];
  /** All events that are known. */
  events: number;
}

export interface JobNotice {
  tone: 'error' | 'warning' | 'info';
  sentence: string;
  help?: string;
  actions: JobAction[];
}

/** Examples of the training file that the vendor left out. */
export interface SkippedView {
  count: number;
  /** Trained on, and in the file, where it is said. */
  used?: number;
  of?: number;
  /** In the vendor's words, with numbers where they are said. */
  reasons: { label: string; count?: number }[];
  /** What is left of the plan: price in USD before and now. */
  price?: { planned: number; now: number };
  epochs?: number;
  actions: JobAction[];
}

/** Learning curves: one point a step at which something was measured, by step. */
export interface CurveView {
  points: CurvePoint[];
  /** Of the whole job. */
  steps?: number;
  /** Since this step the validation loss rises; `best` names the checkpoint to take. */
  rises?: { since: number; best?: string };
}

export interface CurvePoint {
  step: number;
  trainLoss?: number;
  validLoss?: number;
  /** Token accuracy, 0 to 1; of the baselines: right answers. */
  trainAccuracy?: number;
  validAccuracy?: number;
}

export interface CheckpointView {
  /** To be called by. */
  model: string;
  step: number;
  epoch?: number;
  trainLoss?: number;
  validLoss?: number;
  /** Lowest validation loss of all. */
  best: boolean;
}

/** One line of the table of facts: "training file: train.jsonl · 630 examples". */
export interface JobFact {
  name: string;
  value: string;
  note?: string;
  warning?: boolean;
  /** The value opens this file. */
  file?: JobFile;
}

export const EVENT_KINDS = ['message', 'metrics', 'warning', 'error'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export interface EventFilter {
  /** Empty: all kinds. */
  kinds: EventKind[];
  /** Anywhere in the message, in any case. */
  text: string;
}

export interface EventRow {
  /** Unix milliseconds. */
  at: number;
  kind: EventKind;
  message: string;
}
