import type { LineRange } from '../dataset/lineRanges.ts';
import type { CropArea, ImageEstimate, ImageSurvey, ReencodeSettings } from './imageEditing.ts';
import type { WorkerSource } from './worker.ts';

/** What the host asks of the worker thread for images that are put in, replaced or encoded anew. */
export interface ImageTasks {
  /** An image for a vendor that takes these formats. Rejects with one sentence that begins with the name. */
  imageFor(name: string, bytes: Uint8Array, accepted: readonly string[]): Promise<TakenImage>;
  /** `undefined` when the image is left as it is. Rejects when it cannot be decoded. */
  reencodeImage(
    bytes: Uint8Array,
    settings: ReencodeSettings,
  ): Promise<{ bytes: Uint8Array; format: string } | undefined>;
  /** A part of an image. Rejects with one sentence when it is animated or cannot be decoded. */
  cropImage(bytes: Uint8Array, area: CropArea): Promise<{ bytes: Uint8Array; format: string }>;
  surveyImages(task: number, source: WorkerSource, lines: LineRange[]): Promise<ImageSurvey>;
  estimateImages(survey: number, settings: ReencodeSettings): Promise<ImageEstimate | undefined>;
  /** Writes the lines that change to a new file; none is left behind when it is cancelled or fails. */
  reencodeLines(
    task: number,
    source: WorkerSource,
    lines: LineRange[],
    settings: ReencodeSettings,
    into: string,
  ): Promise<ReencodedLines>;
}

export interface TakenImage {
  bytes: Uint8Array;
  /** "jpeg", "png" ... */
  format: string;
  /** The format it had. */
  was: string;
}

/** What became of the images of many lines. */
export interface ReencodedLines {
  /** Lines that are others now, in order; they stand in the file that was written, one behind the other. */
  changed: LineRange[];
  /** Different images: all, encoded anew, left as they are because they would not get smaller, not decoded. */
  images: number;
  reencoded: number;
  left: number;
  failed: number;
  /** The first lines (from 0) with an image that could not be decoded. */
  failedLines: number[];
  /** How many lines have one. */
  failedLineCount: number;
  /** Bytes of the images before and after, each as often as it stands in the lines. */
  before: number;
  after: number;
}
