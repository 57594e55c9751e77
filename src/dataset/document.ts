import { isUtf8 } from 'node:buffer';
import type { ByteSource } from './byteSource.ts';
import { editedSource } from './editedSource.ts';
import { LineFiles, type FileRun } from './lineFiles.ts';
import { LineIndex, MAX_LINE_BYTES, type ScanOptions } from './lineIndex.ts';
import type { LineRange } from './lineRanges.ts';
import { LostLines, type KeepLines } from './lostLines.ts';
import { LineSequence, type LineChange, type LineRef, type LineRun } from './lineSequence.ts';

/**
 * A training file held open: an index of its lines, edits as a list over it, and bytes read only when they are looked
 * at. The file that was opened stays open through saves, so that undo reaches behind them.
 */
export class DatasetDocument {
  private readonly index: LineIndex;
  /** Settles when every line is known; lines can be read before, edits made after. */
  readonly indexed: Promise<void>;
  private readonly source: ByteSource;
  /** The file as it was opened and those of lines written since. */
  private readonly files: LineFiles;
  private bytesKnown = 0;
  /** Missing until the first edit. */
  private lines: LineSequence | undefined;
  /** The lines as they stand on disk; missing while that is the file as it was opened. */
  private saved: LineSequence | undefined;
  private lost: { saved: LineSequence; lines: LostLines } | undefined;
  private readonly keepLines: KeepLines;

  constructor(source: ByteSource, options: ScanOptions & { keepLines?: KeepLines } = {}) {
    this.source = source;
    this.keepLines = options.keepLines ?? (() => Promise.resolve(undefined));
    this.index = new LineIndex(source);
    this.files = new LineFiles(this.index);
    this.indexed = this.index.build({
      signal: options.signal,
      onProgress: (bytes) => {
        this.bytesKnown = bytes;
        options.onProgress?.(bytes);
      },
    });
  }

  /** Lines known so far. */
  get lineCount(): number {
    return this.lines?.count ?? this.index.count;
  }

  /** Bytes of the file as it was opened. */
  get size(): number {
    return this.source.size;
  }

  /** Whether the whole file has been indexed. */
  get complete(): boolean {
    return this.bytesKnown >= this.source.size;
  }

  /** Bytes of a line, from 0, without its newline. */
  async lineBytes(line: number): Promise<number> {
    const ref = this.refOf(line);
    if ('text' in ref) return Buffer.byteLength(ref.text);
    const { start, end } = await this.files.locate(ref.original);
    return end - start;
  }

  /** The line at a place: a line of a file by its number, or one that was written since. */
  refOf(line: number): LineRef {
    return this.lines?.at(line) ?? { original: line };
  }

  /**
   * Text of a line, from 0, without its line end. `undefined` for a line too long for any string.
   * Rejects when the file vanished or shrank.
   */
  async lineText(line: number): Promise<string | undefined> {
    const text = await this.lineWithEnd(line);
    return text?.endsWith('\r') ? text.slice(0, -1) : text;
  }

  /** The same with the carriage return before its newline, where it has one: what an edited line must keep. */
  async lineWithEnd(line: number): Promise<string | undefined> {
    const ref = this.refOf(line);
    if ('text' in ref) return ref.text;
    const { source, start, end } = await this.files.locate(ref.original);
    if (end - start > MAX_LINE_BYTES) return undefined;
    return (await source.read(start, end - start)).toString('utf8');
  }

  /**
   * Takes in a file of lines that edits may put in by their numbers; it must stay as it is, and where it is as long as
   * `unsaved` may tell of it. @returns the number of its first line
   */
  addLines(path: string, options?: ScanOptions): Promise<number> {
    return this.files.add(path, options);
  }

  /** Whether a line's text is all there is of it: bytes that are not UTF-8 would be lost in an edit. */
  async isText(line: number): Promise<boolean> {
    const ref = this.refOf(line);
    if ('text' in ref) return true;
    const { source, start, end } = await this.files.locate(ref.original);
    return isUtf8(await source.read(start, end - start));
  }

  /** Applies a change; the whole file must be indexed. @returns the change that takes it back. */
  apply(change: LineChange): LineChange {
    this.lines ??= new LineSequence(this.index.count);
    return this.lines.apply(change);
  }

  /** Applies changes one after the other. @returns the changes that take them back, in their order. */
  applyAll(changes: readonly LineChange[]): LineChange[] {
    this.lines ??= new LineSequence(this.index.count);
    return this.lines.applyAll(changes);
  }

  /** Runs of the lines of ascending ranges, as they stand. */
  runsOf(ranges: readonly LineRange[]): LineRun[] {
    return this.lines?.runsOf(ranges) ?? ranges.map(({ from, to }) => ({ from, count: to - from }));
  }

  /** Whether the lines may differ from those of the file as it was opened. */
  get hasEdits(): boolean {
    return this.lines !== undefined;
  }

  /** Whether the lines differ from those on disk. */
  get hasUnsaved(): boolean {
    const { lines, saved } = this;
    return lines !== undefined && !lines.equals(saved ?? new LineSequence(this.index.count));
  }

  /** The bytes as saving writes them; valid as long as this document is. */
  async bytes(): Promise<ByteSource> {
    const whole: ByteSource = { ...this.source, close: () => Promise.resolve() };
    if (!this.lines) return whole;
    return { ...(await editedSource(this.files, this.lines.runs())), close: () => Promise.resolve() };
  }

  /** The bytes of some lines, as saving writes them; valid as long as this document is. The whole file must be indexed. */
  async bytesOf(ranges: readonly LineRange[]): Promise<ByteSource> {
    return { ...(await editedSource(this.files, this.runsOf(ranges))), close: () => Promise.resolve() };
  }

  /** The lines as they are now, for saving: their bytes, and what to call once those are on disk. */
  async freeze(): Promise<{ bytes: ByteSource; markSaved: () => void }> {
    const lines = this.lines?.clone();
    return {
      bytes: await this.bytes(),
      markSaved: () => {
        this.saved = lines;
      },
    };
  }

  /** Back to the lines on disk. */
  revert(): void {
    this.lines = this.saved?.clone();
  }

  /** The lines now, told as runs over the file on disk: what a backup keeps, and what a worker reads the file with. */
  async unsaved(): Promise<(LineRun | FileRun)[]> {
    const saved = this.saved ?? new LineSequence(this.index.count);
    const runs: (LineRun | FileRun)[] = [];
    for (const run of (this.lines ?? saved).over(saved)) {
      if (!('lost' in run)) runs.push(run);
      else {
        const written = this.files.fileRun(run.from, run.count);
        runs.push(...(written ? [written] : await this.lostOf(saved).tell(run.from, run.count)));
      }
    }
    return runs;
  }

  private lostOf(saved: LineSequence): LostLines {
    if (this.lost?.saved !== saved) {
      const lost = [...new LineSequence(this.index.count).over(saved)].filter((run) => 'lost' in run);
      this.lost = { saved, lines: new LostLines(this.files, lost, this.keepLines) };
    }
    return this.lost.lines;
  }

  /** Takes up what `unsaved` told, over the same file on disk. */
  async restore(runs: readonly (LineRun | FileRun)[]): Promise<void> {
    this.lines = LineSequence.of(await this.files.adopt(runs));
  }

  dispose(): Promise<void> {
    return this.files.close();
  }
}
