import { openFile, type ByteSource } from './byteSource.ts';
import { LineIndex, type ScanOptions } from './lineIndex.ts';
import type { LineRun } from './lineSequence.ts';

/** Lines of another file on disk, from 0: how a backup or the worker is told of lines that were written since. */
export type FileRun = { file: string; from: number; count: number };

interface LineFile {
  /** Missing for the file as it was opened. */
  path: string | undefined;
  index: LineIndex;
  /** Number of its first line. */
  first: number;
}

/** Where lines lie. */
export interface LineBytes {
  source: ByteSource;
  start: number;
  /** Behind the last byte, its newline left out. */
  end: number;
}

/**
 * The files an edited file takes its lines from, numbered through: those of the file as it was opened, then those of
 * every file of lines that was written since (all images encoded anew, say). So a line is a number wherever it lies,
 * and no edit holds the text of many.
 */
export class LineFiles {
  /** In the order of their numbers; the first is the file as it was opened. */
  private readonly files: [LineFile, ...LineFile[]];

  /** @param index of the file as it was opened; it may still grow until the first file is added */
  constructor(index: LineIndex) {
    this.files = [{ path: undefined, index, first: 0 }];
  }

  /** Whether saving ends the file with a newline: as the opened one does. */
  get endsWithNewline(): boolean {
    return this.files[0].index.endsWithNewline;
  }

  /** Takes in a file of lines; one that is known stays. @returns the number of its first line */
  async add(path: string, options: ScanOptions = {}): Promise<number> {
    const known = this.files.find((file) => file.path === path);
    if (known) return known.first;
    const source = await openFile(path);
    const index = new LineIndex(source);
    try {
      await index.build(options);
    } catch (error) {
      await source.close();
      throw error;
    }
    const last = this.files.at(-1) ?? this.files[0];
    // a number is left out between two files, so that no run of lines spans both
    const first = last.first + last.index.count + 1;
    this.files.push({ path, index, first });
    return first;
  }

  /** The runs with lines of other files as numbers; opens those files. */
  async adopt(runs: Iterable<LineRun | FileRun>): Promise<LineRun[]> {
    const adopted: LineRun[] = [];
    for (const run of runs)
      adopted.push('file' in run ? { from: (await this.add(run.file)) + run.from, count: run.count } : run);
    return adopted;
  }

  /** The bytes of neighbouring lines of one file. */
  async locate(from: number, count = 1): Promise<LineBytes> {
    const { index, first } = this.fileOf(from);
    const { start } = await index.range(from - first);
    const { end } = await index.range(from - first + count - 1);
    return { source: index.source, start, end };
  }

  /** The same lines as a run of the file they lie in; `undefined` for lines of the file as it was opened. */
  fileRun(from: number, count: number): FileRun | undefined {
    const { path, first } = this.fileOf(from);
    return path === undefined ? undefined : { file: path, from: from - first, count };
  }

  private fileOf(line: number): LineFile {
    return this.files.findLast(({ first }) => first <= line) ?? this.files[0];
  }

  async close(): Promise<void> {
    await Promise.all(this.files.map(({ index }) => index.source.close()));
  }
}
