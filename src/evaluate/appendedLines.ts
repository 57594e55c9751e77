import { open, type FileHandle } from 'node:fs/promises';
import { replaceFile } from '../dataset/replaceFile.ts';
import type { Lines } from './runFiles.ts';

/** A file of JSON lines that grows by whole lines. */
export interface AppendedLines<Row> {
  /** Writes a line at once, and keeps its row. */
  add(row: Row): Promise<void>;
  /** Writes the file anew with the rows that are left. */
  rewrite(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Appends whole lines, one after the other. What a stopped writer left of a line is cut off before the first.
 * @param keyOf what a row is kept under
 */
export function appendTo<Row, Key>(path: string, lines: Lines<Row, Key>, keyOf: (row: Row) => Key): AppendedLines<Row> {
  let handle: FileHandle | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  const opened = async () => {
    const file = await open(path, 'a');
    await file.truncate(lines.tail.end);
    if (!lines.tail.newline) await file.appendFile('\n');
    return file;
  };
  const close = async () => {
    await queue;
    if (!handle) return;
    lines.tail = { end: (await handle.stat()).size, newline: true };
    await handle.close();
    handle = undefined;
  };
  const append = async (row: Row) => {
    handle ??= await opened();
    await handle.appendFile(`${JSON.stringify(row)}\n`);
    lines.rows.set(keyOf(row), row);
  };
  return {
    add(row) {
      const added = queue.then(() => append(row));
      // a full disk fails this row, not all that follow
      queue = added.catch(() => undefined);
      return added;
    },
    async rewrite() {
      await close();
      const text = [...lines.rows.values()].map((row) => `${JSON.stringify(row)}\n`).join('');
      await replaceFile(path, (file) => file.writeFile(text));
      lines.tail = { end: Buffer.byteLength(text), newline: true };
    },
    close,
  };
}
