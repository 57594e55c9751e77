import { stat } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import { BuildError } from './buildError.ts';
import { csvSource } from './csvSource.ts';
import { folderSource } from './folderSource.ts';
import { jsonLinesSource, jsonSource } from './jsonLinesSource.ts';

/** A row of a table, whatever the file's kind. */
export interface SourceRow {
  /** From 0, in file order. */
  index: number;
  values: Readonly<Record<string, unknown>>;
}

/** Rows on disk; each scan reads them again, front to back, so that a large table is never held in memory. */
export interface RowSource {
  /** Where relative image paths begin. */
  directory: string;
  /** Columns meant when the recipe names none. */
  defaults: { image: string; question: string; answer: string };
  /** Visits every row in order. @throws {BuildError} when the file cannot be read as what its name says */
  scan(visit: (row: SourceRow) => void, signal: AbortSignal | undefined): Promise<void>;
}

export type ScanRows = RowSource['scan'];

const READERS: Readonly<Record<string, (path: string, name: string) => ScanRows>> = {
  '.csv': (path, name) => csvSource(path, name, ','),
  '.tsv': (path, name) => csvSource(path, name, '\t'),
  '.jsonl': jsonLinesSource,
  '.json': jsonSource,
};

/**
 * Opens a table by its extension, or a folder of labelled sub-folders.
 * @param name how the source is called in an error
 */
export async function openRowSource(path: string, name: string): Promise<RowSource> {
  const found = await stat(path).catch(() => undefined);
  if (!found)
    throw new BuildError(`There is no source "${name}": correct "source.path" in the recipe (read as ${path}).`);
  const columns = { image: 'image', question: 'question', answer: 'answer' };
  if (found.isDirectory())
    return { directory: path, defaults: { ...columns, answer: 'label' }, scan: folderSource(path, name) };
  const reader = READERS[extname(path).toLowerCase()];
  if (!reader)
    throw new BuildError(
      `The source "${name}" is of no kind that can be read: ${Object.keys(READERS).join(' ')} or a folder.`,
    );
  return { directory: dirname(path), defaults: columns, scan: reader(path, name) };
}
