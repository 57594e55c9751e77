import type { FileHandle } from 'node:fs/promises';

/** Written to disk this much at a time. */
const WRITE_BYTES = 1024 * 1024;

/** Writes lines to a file, many at a time. */
export class LineWriter {
  private readonly file: FileHandle;
  private pieces: Buffer[] = [];
  private held = 0;

  constructor(file: FileHandle) {
    this.file = file;
  }

  /** @param line with its line end; it must stay as it is until it is written */
  async write(line: Buffer): Promise<void> {
    this.pieces.push(line);
    this.held += line.length;
    if (this.held >= WRITE_BYTES) await this.end();
  }

  async end(): Promise<void> {
    if (this.held > 0) await this.file.writeFile(Buffer.concat(this.pieces));
    [this.pieces, this.held] = [[], 0];
  }
}
