import { stat } from 'node:fs/promises';
import { basename, dirname, extname } from 'node:path';
import { BuildError } from './buildError.ts';
import { csvSource } from './csvSource.ts';
import { folderSource } from './folderSource.ts';
import { jsonLinesSource, jsonSource } from './jsonLinesSource.ts';
import { parquetTable } from './parquetSource.ts';
import { sourceFiles } from './sourceFiles.ts';

/** A row of a table, whatever the file's kind. */
export interface TableRow {
  /** From 0, in file order. */
  index: number;
  values: Readonly<Record<string, unknown>>;
}

/** A row of a source, which may be several tables one behind the other. */
export interface SourceRow extends TableRow {
  /** The very file the row stands in. */
  file: SourceFile;
  /** Its number in that file, from 0. */
  rowInFile: number;
}

export interface SourceFile {
  /** As a recipe would name it. */
  path: string;
  /** How it is called in an error. */
  name: string;
  /** Where relative image paths begin. */
  directory: string;
}

/** What of a table is asked for; all of it where nothing is said. */
export interface Want {
  /** A table whose columns stand apart on disk reads no others. */
  columns?: readonly string[];
  /** Rows to visit, ascending. */
  rows?: readonly number[];
}

type Scan<Row> = (
  visit: (row: Row) => void | Promise<void>,
  signal: AbortSignal | undefined,
  want?: Want,
) => Promise<void>;

/** Visits rows in order. @throws {BuildError} when the file cannot be read as what its name says */
export type ScanTable = Scan<TableRow>;

export interface Table {
  /** All columns, where the file says them before its rows. */
  columns?: readonly string[];
  scan: ScanTable;
}

/** Rows on disk; each scan reads them again, front to back, so that a large table is never held in memory. */
export interface RowSource {
  /** Columns meant when the recipe names none. */
  defaults: { image: string; question: string; answer: string };
  /** All columns, where the source says them before its rows. */
  columns?: readonly string[];
  /** Visits rows in order. @throws {BuildError} when a file cannot be read as what its name says */
  scan: Scan<SourceRow>;
}

const READERS: Readonly<Record<string, (path: string, name: string) => Table | Promise<Table>>> = {
  '.parquet': parquetTable,
  '.csv': (path, name) => ({ scan: csvSource(path, name, ',') }),
  '.tsv': (path, name) => ({ scan: csvSource(path, name, '\t') }),
  '.jsonl': (path, name) => ({ scan: jsonLinesSource(path, name) }),
  '.json': (path, name) => ({ scan: jsonSource(path, name) }),
};

const COLUMNS = { image: 'image', question: 'question', answer: 'answer' };

/**
 * Opens the tables of a recipe's source by their extension, one behind the other, or a folder of labelled sub-folders.
 * @param folder of the recipe
 * @param paths as the recipe names them
 */
export async function openRowSource(folder: string, paths: string | readonly string[]): Promise<RowSource> {
  const tables: (Table & { file: SourceFile })[] = [];
  let { answer } = COLUMNS;
  for (const { path, absolute } of await sourceFiles(folder, paths)) {
    const found = await stat(absolute).catch(() => undefined);
    if (!found)
      throw new BuildError(`There is no source "${path}": correct "source.path" in the recipe (read as ${absolute}).`);
    const file = { path, name: basename(absolute), directory: found.isDirectory() ? absolute : dirname(absolute) };
    if (found.isDirectory()) {
      answer = 'label';
      tables.push({ file, scan: folderSource(absolute, file.name) });
      continue;
    }
    const reader = READERS[extname(absolute).toLowerCase()];
    if (!reader)
      throw new BuildError(
        `The source "${path}" is of no kind that can be read: ${Object.keys(READERS).join(' ')} or a folder.`,
      );
    tables.push({ file, ...(await reader(absolute, file.name)) });
  }
  const columns = tables[0]?.columns;
  return { defaults: { ...COLUMNS, answer }, ...(columns && { columns }), scan: oneBehindTheOther(tables) };
}

/** Rows are numbered through all tables. */
function oneBehindTheOther(tables: readonly (Table & { file: SourceFile })[]): Scan<SourceRow> {
  const counts: number[] = [];
  return async (visit, signal, want = {}) => {
    let start = 0;
    for (const [at, { file, scan }] of tables.entries()) {
      const last = at === tables.length - 1;
      const count = last || !want.rows ? counts[at] : (counts[at] ??= await countRows(scan, signal));
      const end = count === undefined ? Infinity : start + count;
      const rows = want.rows?.filter((row) => row >= start && row < end).map((row) => row - start);
      let seen = 0;
      const met = (row: TableRow) => {
        seen = row.index + 1;
        return visit({ ...row, index: start + row.index, file, rowInFile: row.index });
      };
      if (rows?.length !== 0) await scan(met, signal, { ...want, ...(rows && { rows }) });
      if (!want.rows) counts[at] = seen;
      start = want.rows ? end : start + seen;
    }
  };
}

async function countRows(scan: ScanTable, signal: AbortSignal | undefined): Promise<number> {
  let rows = 0;
  const count = () => {
    rows++;
  };
  await scan(count, signal, { columns: [] });
  return rows;
}
