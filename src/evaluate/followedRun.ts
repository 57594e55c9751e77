import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { stampOf } from './fileStamp.ts';
import type { Judgement, Prediction, Rating, RunInfo } from './run.ts';
import { linesIn, readPredictions } from './runFiles.ts';
import { openRun } from './runFolder.ts';

/** A run that may still be written, by this program or another: read once, afterwards what was added. */
export class FollowedRun {
  readonly path: string;
  info: RunInfo;
  predictions: ReadonlyMap<number, Prediction>;
  judgements: ReadonlyMap<number, Judgement>;
  ratings: ReadonlyMap<number, readonly Rating[]>;
  ownRatings: Map<number, Rating>;
  /** Bytes and lines of the predictions that were read, and the file they were read from. */
  private read: { bytes: number; lines: number; file: number } | undefined;
  /** Of what is read as a whole. */
  private stamps: string;
  /** Of the predictions when they were read as a whole, until something is added. */
  private whole: string | undefined;

  private constructor(path: string, { info, predictions, judgements, ratings, ownRatings }: Content, stamps: string) {
    this.path = path;
    this.stamps = stamps;
    this.info = info;
    this.predictions = predictions;
    this.judgements = judgements;
    this.ratings = ratings;
    this.ownRatings = ownRatings;
  }

  /** Throws an `EvaluateError` for what is no run. */
  static async open(path: string): Promise<FollowedRun> {
    const [stamps, whole] = [await stampsOf(path), await stampOf(predictionsOf(path))];
    const run = new FollowedRun(path, await openRun(path), stamps);
    run.whole = whole;
    return run;
  }

  /** Reads what was written since. @returns whether there was anything */
  async refresh(): Promise<boolean> {
    const stamps = await stampsOf(this.path);
    if (stamps === this.stamps) return this.readAppended();
    // they are short, or replaced as a whole
    const whole = await stampOf(predictionsOf(this.path));
    const { info, predictions, judgements, ratings, ownRatings } = await openRun(this.path);
    Object.assign(this, { info, predictions, judgements, ratings, ownRatings });
    this.stamps = stamps;
    this.read = undefined;
    this.whole = whole;
    return true;
  }

  private async readAppended(): Promise<boolean> {
    const path = predictionsOf(this.path);
    if (this.whole !== undefined && (await stampOf(path)) === this.whole) return false;
    this.whole = undefined;
    const file = await open(path).catch(() => undefined);
    if (!file) return false;
    try {
      const { size, ino } = await file.stat();
      const goesOn = this.read?.file === ino && this.read.bytes <= size;
      const from = goesOn && this.read ? this.read : { bytes: 0, lines: 0 };
      if (from.bytes === size) return false;
      const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(size - from.bytes), position: from.bytes });
      // a line that is being written is read when it is whole
      const whole = buffer.subarray(0, buffer.subarray(0, bytesRead).lastIndexOf(10) + 1);
      const values = linesIn(whole, path, from.lines);
      const { rows } = readPredictions(path, values, false);
      this.read = { bytes: from.bytes + whole.length, lines: from.lines + values.values.length, file: ino };
      this.predictions = goesOn ? new Map([...this.predictions, ...rows]) : rows;
      return !goesOn || rows.size > 0;
    } finally {
      await file.close();
    }
  }
}

type Content = Pick<FollowedRun, 'info' | 'predictions' | 'judgements' | 'ratings' | 'ownRatings'>;

/** Read as a whole; a person's own ratings are told to whoever shows them. */
const WHOLE = ['run.json', 'judgements.jsonl', 'repeats.jsonl'];

const predictionsOf = (path: string) => join(path, 'predictions.jsonl');

const stampsOf = async (path: string) => (await Promise.all(WHOLE.map((name) => stampOf(join(path, name))))).join(', ');
