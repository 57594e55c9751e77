import { buildFromRecipe } from './build.ts';
import type { FilesInto } from './write/writer.ts';

export interface PreviewOptions {
  /** Table rows of each split; one makes several lines where it is exploded. */
  rows?: number | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * The first lines of each split, one split behind the other, just as a build of this text would write them: few-shot
 * examples and encoded images included. Nothing is written to the disk.
 * @returns JSONL
 * @throws {BuildError} what would stop the build before these lines
 */
export async function previewLines(
  text: string,
  recipePath: string,
  { rows = 1, signal }: PreviewOptions = {},
): Promise<Buffer> {
  const files = new MemoryFiles();
  const { files: built } = await buildFromRecipe(recipePath, { preview: { text, rows, files }, signal });
  const lines = built.filter(({ split }) => split !== 'answers').map(({ path }) => files.bytesOf(path));
  return Buffer.concat(lines);
}

class MemoryFiles implements FilesInto {
  private readonly files = new Map<string, Buffer[]>();

  create(path: string) {
    const pieces: Buffer[] = [];
    this.files.set(path, pieces);
    return Promise.resolve({
      write: (...more: Buffer[]) => {
        pieces.push(...more);
        return Promise.resolve();
      },
      finish: () => Promise.resolve(''),
    });
  }

  bytesOf(path: string): Buffer {
    return Buffer.concat(this.files.get(path) ?? []);
  }

  commit() {
    return Promise.resolve();
  }

  discard() {
    return Promise.resolve();
  }
}
