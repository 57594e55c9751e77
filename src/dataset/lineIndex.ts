import { readChunks, type ByteSource } from './byteSource.ts';

const NEWLINE = 10;
const CARRIAGE_RETURN = 13;
/**
 * A longer line is judged on its length alone: it would be held several times over, as bytes, as text and as values.
 * Ten images of 10 MB, the most a vendor takes in one example, are 134 MB of base64; Node's strings end at 512 MB.
 */
export const MAX_LINE_BYTES = 160 * 1024 * 1024;

export interface ScanOptions {
  signal?: AbortSignal | undefined;
  /** Called after each chunk with the bytes read so far. */
  onProgress?: ((bytes: number) => void) | undefined;
}

/** Places kept at most (8 MB of them); a file of more lines keeps that of every second, fourth, eighth ... line. */
const MOST_PLACES = 2 ** 20;
/** Read this much at a time to find the lines between two places that are kept. */
const BETWEEN_BYTES = 64 * 1024;

/**
 * Where each line of a file begins: 8 bytes a line, and no more than 8 MB in all. A newline at the very end of the file
 * begins no further line.
 */
export class LineIndex {
  readonly source: ByteSource;
  private readonly mostPlaces: number;
  /** Offset just behind each `step`-th line (its newline included, or the end of the file). */
  private places = new Float64Array(1024);
  private step = 1;
  private lines = 0;
  /** The lines between two places, found last: neighbours are asked for one after the other. */
  private between: { block: number; step: number; ends: number[] } | undefined;
  /** Whether the last line has a newline behind it (known once the whole file is). */
  endsWithNewline = true;

  constructor(source: ByteSource, mostPlaces = MOST_PLACES) {
    this.source = source;
    this.mostPlaces = mostPlaces;
  }

  /** Lines found so far. */
  get count(): number {
    return this.lines;
  }

  /**
   * First byte of a line and the byte behind its last one, the newline left out (a carriage return is still in).
   * Rejects with a `RangeError` for a line that is not there, and as reading the source does.
   */
  async range(line: number): Promise<{ start: number; end: number }> {
    if (line < 0 || line >= this.lines)
      throw new RangeError(`There is no line ${line + 1}: the file has ${this.lines}.`);
    const start = line === 0 ? 0 : await this.end(line - 1);
    const end = await this.end(line);
    return { start, end: line === this.lines - 1 && !this.endsWithNewline ? end : end - 1 };
  }

  /** Offset just behind a line, its newline included. */
  private async end(line: number): Promise<number> {
    const { step } = this;
    const block = Math.floor(line / step);
    if (line % step === step - 1) return this.placeOf(block);
    const { between } = this;
    const known = between?.block === block && between.step === step ? between.ends[line % step] : undefined;
    if (known !== undefined) return known;
    const ends = await this.endsBetween(block === 0 ? 0 : this.placeOf(block - 1), (line % step) + 1, step - 1);
    this.between = { block, step, ends };
    return ends[line % step] ?? this.source.size;
  }

  private placeOf(block: number): number {
    return this.places[block] ?? this.source.size;
  }

  /** Ends of the next lines from an offset: at least `least` of them where there are so many, at most `most`. */
  private async endsBetween(from: number, least: number, most: number): Promise<number[]> {
    const ends: number[] = [];
    for (let position = from; position < this.source.size && ends.length < least;) {
      const chunk = await this.source.read(position, BETWEEN_BYTES);
      for (let at = chunk.indexOf(NEWLINE); at >= 0 && ends.length < most; at = chunk.indexOf(NEWLINE, at + 1))
        ends.push(position + at + 1);
      position += chunk.length;
    }
    return ends;
  }

  private push(end: number): void {
    const { step } = this;
    if (++this.lines % step !== 0) return;
    const at = this.lines / step - 1;
    if (at === this.places.length) {
      const grown = new Float64Array(this.places.length * 2);
      grown.set(this.places);
      this.places = grown;
    }
    this.places[at] = end;
    if (at + 1 >= this.mostPlaces) this.thin();
  }

  /** Keeps the place of every second line that had one. */
  private thin(): void {
    const kept = this.lines / this.step / 2;
    for (let at = 0; at < kept; at++) this.places[at] = this.places[2 * at + 1] ?? 0;
    this.step *= 2;
  }

  /** Reads the source once, front to back. The index can be used for the lines found while this still runs. */
  async build({ signal, onProgress }: ScanOptions = {}): Promise<void> {
    const { source } = this;
    let lineStart = 0;
    for await (const { chunk, position } of readChunks(source)) {
      signal?.throwIfAborted();
      for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) {
        lineStart = position + at + 1;
        this.push(lineStart);
      }
      onProgress?.(position + chunk.length);
    }
    if (lineStart < source.size) {
      this.endsWithNewline = false;
      this.push(source.size);
    }
  }
}

/** A line met by `scanLines`; `bytes` is a view that is valid only until the visitor returns, without the line end. */
export interface ScannedLine {
  /** From 0. */
  index: number;
  /** Offset of its first byte in the file. */
  start: number;
  /** Its length in bytes, the newline left out. */
  length: number;
  /** Missing when the line is longer than `MAX_LINE_BYTES`. */
  bytes: Buffer | undefined;
  /** Whether a carriage return stood before the newline (it is not part of `bytes`). */
  carriageReturn: boolean;
}

/** A longer piece of a line is not kept from chunk to chunk: the line is read again once its length is known. */
const MOST_KEPT = 8 * 1024 * 1024;

/**
 * Visits every line of a source front to back in bounded memory (one chunk and the longest line).
 * The visitor may return a promise; the scan waits for it.
 */
export async function scanLines(
  source: ByteSource,
  visit: (line: ScannedLine) => void | Promise<void>,
  { signal, onProgress }: ScanOptions = {},
): Promise<void> {
  let index = 0;
  let lineStart = 0;
  /** For lines of several chunks; grows to the longest of them. */
  let room = Buffer.alloc(0);
  /** How much of the line that began in an earlier chunk is there. */
  let kept = 0;
  const emit = (whole: Buffer | undefined, end: number) => {
    const carriageReturn = whole?.at(-1) === CARRIAGE_RETURN;
    const bytes = carriageReturn ? whole.subarray(0, -1) : whole;
    const line: ScannedLine = { index: index++, start: lineStart, length: end - lineStart, bytes, carriageReturn };
    lineStart = end + 1;
    return visit(line);
  };
  /** Keeps the next piece of a line, as long as all that came before it is kept. */
  const keep = (piece: Buffer, position: number) => {
    const length = position + piece.length - lineStart;
    if (length > MOST_KEPT || lineStart + kept !== position) return;
    if (room.length < length) {
      const grown = Buffer.allocUnsafe(2 * length);
      room.copy(grown, 0, 0, kept);
      room = grown;
    }
    piece.copy(room, kept);
    kept = length;
  };
  const readAgain = async (end: number) => {
    const length = end - lineStart;
    if (length > MAX_LINE_BYTES) return undefined;
    if (kept === length) return room.subarray(0, length);
    if (room.length < length) room = Buffer.allocUnsafe(Math.min(2 * length, MAX_LINE_BYTES));
    for (let filled = 0; filled < length;) {
      const part = await source.read(lineStart + filled, length - filled, room.subarray(filled));
      // a source that has the bytes in memory hands out its own
      if (part.byteOffset !== room.byteOffset + filled || part.buffer !== room.buffer) part.copy(room, filled);
      filled += part.length;
    }
    return room.subarray(0, length);
  };
  for await (const { chunk, position } of readChunks(source)) {
    signal?.throwIfAborted();
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) {
      const end = position + at;
      const began = lineStart - position;
      if (began < 0) keep(chunk.subarray(0, at), position);
      const pending = emit(began < 0 ? await readAgain(end) : chunk.subarray(began, at), end);
      kept = 0;
      if (pending) await pending;
    }
    const began = Math.max(0, lineStart - position);
    keep(chunk.subarray(began), position + began);
    onProgress?.(position + chunk.length);
  }
  if (lineStart < source.size) await emit(await readAgain(source.size), source.size);
}
