import type { ByteSource } from './byteSource.ts';
import { editedSource } from './editedSource.ts';
import type { FileRun, LineFiles } from './lineFiles.ts';
import type { LineRun } from './lineSequence.ts';

/** Writes lines to a file that stays; `undefined` where they are so few that they are better held as text. */
export type KeepLines = (lines: ByteSource) => Promise<string | undefined>;

/**
 * Lines of the file as it was opened that saving has taken off the disk. Undo may bring them back, and then nobody else
 * can read them: they are told as text, or from a file of their own where they are many.
 */
export class LostLines {
  private readonly files: LineFiles;
  private readonly lost: readonly { from: number; count: number }[];
  private readonly keep: KeepLines;
  private kept: Promise<string | undefined> | undefined;

  constructor(files: LineFiles, lost: readonly { from: number; count: number }[], keep: KeepLines) {
    this.files = files;
    this.lost = lost;
    this.keep = keep;
  }

  /** Some neighbouring ones of them, as a backup or the worker can read them. */
  async tell(from: number, count: number): Promise<(LineRun | FileRun)[]> {
    const file = await this.file();
    if (file !== undefined) return [{ file, from: this.placeOf(from), count }];
    const runs: LineRun[] = [];
    for (let line = from; line < from + count; line++) {
      const { source, start, end } = await this.files.locate(line);
      runs.push({ text: (await source.read(start, end - start)).toString('utf8') });
    }
    return runs;
  }

  /** All of them in one file, written when it is first asked for. */
  private async file(): Promise<string | undefined> {
    this.kept ??= editedSource(this.files, this.lost).then(this.keep);
    try {
      return await this.kept;
    } catch (error) {
      this.kept = undefined;
      throw error;
    }
  }

  private placeOf(line: number): number {
    return this.lost.reduce((sum, { from, count }) => sum + Math.max(0, Math.min(count, line - from)), 0);
  }
}
