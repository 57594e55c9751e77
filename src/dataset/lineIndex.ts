import { readChunks, type ByteSource } from './byteSource.ts';

const NEWLINE = 10;
const CARRIAGE_RETURN = 13;
/** Node's strings end at this many characters; a longer line is judged on its bytes alone. */
export const MAX_LINE_BYTES = 536_870_888;

export interface ScanOptions {
  signal?: AbortSignal | undefined;
  /** Called after each chunk with the bytes read so far. */
  onProgress?: ((bytes: number) => void) | undefined;
}

/** Where each line of a file begins: 8 bytes a line. A newline at the very end of the file begins no further line. */
export class LineIndex {
  /** Offset just behind the newline of each line (or the end of the file). */
  private ends = new Float64Array(1024);
  private lines = 0;

  /** Lines found so far. */
  get count(): number {
    return this.lines;
  }

  /** First byte of a line and the byte behind its last one, the newline left out (a carriage return is still in). */
  range(line: number): { start: number; end: number } {
    const start = line === 0 ? 0 : this.end(line - 1);
    const end = this.end(line);
    return { start, end: line === this.lines - 1 && !this.endsWithNewline ? end : end - 1 };
  }

  private endsWithNewline = true;

  private end(line: number): number {
    const end = line < this.lines ? this.ends[line] : undefined;
    if (end === undefined) throw new RangeError(`There is no line ${line + 1}: the file has ${this.lines}.`);
    return end;
  }

  private push(end: number): void {
    if (this.lines === this.ends.length) {
      const grown = new Float64Array(this.ends.length * 2);
      grown.set(this.ends);
      this.ends = grown;
    }
    this.ends[this.lines++] = end;
  }

  /** Reads the source once, front to back. The index can be used for the lines found while this still runs. */
  async build(source: ByteSource, { signal, onProgress }: ScanOptions = {}): Promise<void> {
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
  let pieces: Buffer[] = [];
  let held = 0;
  const emit = (last: Buffer, end: number) => {
    const length = end - lineStart;
    let bytes: Buffer | undefined;
    if (length <= MAX_LINE_BYTES) bytes = pieces.length === 0 ? last : Buffer.concat([...pieces, last], length);
    const carriageReturn = bytes !== undefined && bytes.at(-1) === CARRIAGE_RETURN;
    if (carriageReturn) bytes = bytes?.subarray(0, -1);
    const line: ScannedLine = { index: index++, start: lineStart, length, bytes, carriageReturn };
    pieces = [];
    held = 0;
    lineStart = end + 1;
    return visit(line);
  };
  for await (const { chunk, position } of readChunks(source)) {
    signal?.throwIfAborted();
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      const pending = emit(chunk.subarray(from, at), position + at);
      if (pending) await pending;
      from = at + 1;
    }
    if (from < chunk.length && held <= MAX_LINE_BYTES) {
      const piece = chunk.subarray(from);
      held += piece.length;
      if (held > MAX_LINE_BYTES) pieces = [];
      else pieces.push(Buffer.from(piece));
    }
    onProgress?.(position + chunk.length);
  }
  if (lineStart < source.size) await emit(Buffer.alloc(0), source.size);
}
