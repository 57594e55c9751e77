import type { ByteSource } from './byteSource.ts';
import { LineIndex, MAX_LINE_BYTES, type ScanOptions } from './lineIndex.ts';

/** A training file held open: an index of its lines, and bytes read only when they are looked at. */
export class DatasetDocument {
  private readonly index = new LineIndex();
  /** Settles when every line is known; lines can be read before. */
  readonly indexed: Promise<void>;
  private readonly source: ByteSource;
  private bytesKnown = 0;

  constructor(source: ByteSource, options: ScanOptions = {}) {
    this.source = source;
    this.indexed = this.index.build(source, {
      signal: options.signal,
      onProgress: (bytes) => {
        this.bytesKnown = bytes;
        options.onProgress?.(bytes);
      },
    });
  }

  /** Lines known so far. */
  get lineCount(): number {
    return this.index.count;
  }

  get size(): number {
    return this.source.size;
  }

  /** Whether the whole file has been indexed. */
  get complete(): boolean {
    return this.bytesKnown >= this.source.size;
  }

  /** Bytes of a line, from 0, without its line end. */
  lineBytes(line: number): number {
    const { start, end } = this.index.range(line);
    return end - start;
  }

  /**
   * Text of a line, from 0, without its line end. `undefined` for a line too long for any string.
   * Rejects when the file vanished or shrank.
   */
  async lineText(line: number): Promise<string | undefined> {
    const { start, end } = this.index.range(line);
    if (end - start > MAX_LINE_BYTES) return undefined;
    const bytes = await this.source.read(start, end - start);
    const text = bytes.toString('utf8');
    return text.endsWith('\r') ? text.slice(0, -1) : text;
  }

  dispose(): Promise<void> {
    return this.source.close();
  }
}
