import { stat } from 'node:fs/promises';
import { basename, dirname, extname } from 'node:path';
import { BuildError } from '../buildError.ts';
import { csvSource } from './csvSource.ts';
import { folderSource } from './folderSource.ts';
import { jsonLinesSource, jsonSource } from './jsonLinesSource.ts';
import { FILE_NAME, findSidecar } from './sidecar.ts';
import { sourceFiles, type FoundFile } from './sourceFiles.ts';

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
  // loaded by the first table that needs it: every command line would wait for it
  '.parquet': async (path, name) => (await import('./parquetSource.ts')).parquetTable(path, name),
  '.csv': (path, name) => ({ scan: csvSource(path, name, ',') }),
  '.tsv': (path, name) => ({ scan: csvSource(path, name, '\t') }),
  '.jsonl': (path, name) => ({ scan: jsonLinesSource(path, name) }),
  '.json': (path, name) => ({ scan: jsonSource(path, name) }),
};

const COLUMNS = { image: 'image', question: 'question', answer: 'answer' };

/**
 * Opens the tables of a recipe's source by their extension, one behind the other: a folder is the table beside its
 * images, or one of its labelled sub-folders.
 * @param folder of the recipe
 * @param paths as the recipe names them
 */
export async function openRowSource(folder: string, paths: string | readonly string[]): Promise<RowSource> {
  const tables: OpenTable[] = [];
  for (const found of await sourceFiles(folder, paths)) tables.push(await openTable(found));
  const columns = columnsOf(tables);
  return {
    defaults: { ...COLUMNS, ...tables[0]?.defaults },
    ...(columns && { columns }),
    scan: oneBehindTheOther(tables),
  };
}

interface OpenTable extends Table {
  file: SourceFile;
  /** What columns are called in it. */
  defaults?: Partial<RowSource['defaults']>;
}

async function openTable({ path, absolute }: FoundFile): Promise<OpenTable> {
  const found = await stat(absolute).catch(() => undefined);
  if (!found)
    throw new BuildError(`There is no source "${path}": correct "source.path" in the recipe (read as ${absolute}).`);
  const name = basename(absolute);
  if (!found.isDirectory())
    return { file: { path, name, directory: dirname(absolute) }, ...(await readTable(absolute, name, path)) };
  const sidecar = await findSidecar(absolute);
  if (!sidecar) {
    const file = { path, name, directory: absolute };
    return { file, scan: folderSource(absolute, name), defaults: { answer: 'label' } };
  }
  const file = { path: `${path.replace(/\/$/, '')}/${sidecar.name}`, name: sidecar.name, directory: absolute };
  return { file, ...(await readTable(sidecar.path, sidecar.name, file.path)), defaults: { image: FILE_NAME } };
}

function readTable(absolute: string, name: string, path: string): Table | Promise<Table> {
  const reader = READERS[extname(absolute).toLowerCase()];
  if (reader) return reader(absolute, name);
  throw new BuildError(
    `The source "${path}" is of no kind that can be read: ${Object.keys(READERS).join(' ')} or a folder.`,
  );
}

/** The columns that all tables have, where all say them. */
function columnsOf([first, ...others]: readonly Table[]): readonly string[] | undefined {
  if (others.some(({ columns }) => !columns)) return undefined;
  return first?.columns?.filter((column) => others.every(({ columns }) => columns?.includes(column)));
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
