import {
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
  type AsyncBuffer,
  type FileMetaData,
} from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { openFile, type ByteSource } from '../../dataset/byteSource.ts';
import { BuildError } from '../buildError.ts';
import { bytesOfColumn, locatePages, type PagesOfColumns } from './parquetPages.ts';
import { plainValue } from './parquetValue.ts';
import type { Table, TableRow } from './rowSource.ts';
import { WantedRows } from './wantedRows.ts';

/** A column that holds more than this in a row group, unpacked, is read a few rows at a time. */
const LARGE_BYTES = 16 * 1024 * 1024;
/** What is read of large columns at a time, unpacked. */
const BATCH_BYTES = 4 * 1024 * 1024;

interface Parquet {
  file: AsyncBuffer;
  metadata: FileMetaData;
  columns: readonly string[];
}

/**
 * An Apache Parquet table. Only the columns asked for are read, row group by row group; large ones, such as images, a
 * few pages at a time. Bytes are `Uint8Array`, whole numbers are numbers, or text where they are beyond 2^53.
 * @throws {BuildError} when the file is none, or cut off
 */
export async function parquetTable(path: string, name: string): Promise<Table> {
  const columns = await columnsOf(path, name);
  return {
    columns,
    async scan(visit, signal, want = {}) {
      const read = want.columns ? columns.filter((column) => want.columns?.includes(column)) : columns;
      const wanted = new WantedRows(want.rows);
      for await (const row of reading(path, name, (parquet) => rowsOf({ ...parquet, columns: read }, wanted))) {
        signal?.throwIfAborted();
        await visit(row);
      }
    },
  };
}

async function columnsOf(path: string, name: string): Promise<readonly string[]> {
  const opened = reading(path, name, async function* ({ columns }) {
    yield await Promise.resolve(columns);
  });
  for await (const columns of opened) return columns;
  return [];
}

async function* rowsOf(parquet: Parquet, wanted: WantedRows): AsyncGenerator<TableRow> {
  let start = 0;
  for (const [group, { num_rows }] of parquet.metadata.row_groups.entries()) {
    const end = start + Number(num_rows);
    if (wanted.any(start, end)) yield* rowsOfGroup(parquet, { group, start, end }, wanted);
    start = end;
  }
}

interface Group {
  /** Its number in the file. */
  group: number;
  /** Its first row, and the one behind its last. */
  start: number;
  end: number;
}

async function* rowsOfGroup(parquet: Parquet, at: Group, wanted: WantedRows): AsyncGenerator<TableRow> {
  const { group, start, end } = at;
  const pages: PagesOfColumns = {};
  const large = new Map<string, number>();
  for (const column of parquet.columns) {
    const bytes = bytesOfColumn(parquet.metadata, group, column);
    if (bytes <= LARGE_BYTES || !(await locatePages(parquet.file, parquet.metadata, group, column, pages))) continue;
    large.set(column, bytes);
  }
  const small = parquet.columns.filter((column) => !large.has(column));
  const rows = await readRows({ ...parquet, columns: small }, at, start, end, pages);

  const bytes = [...large.values()].reduce((sum, each) => sum + each, 0);
  const step = bytes === 0 ? end - start : Math.max(1, Math.floor((BATCH_BYTES * (end - start)) / bytes));
  for (let from = start; from < end; from += step) {
    const to = Math.min(from + step, end);
    if (!wanted.any(from, to)) continue;
    const batch = await readRows({ ...parquet, columns: [...large.keys()] }, at, from, to, pages);
    for (let index = from; index < to; index++)
      if (wanted.takes(index)) yield { index, values: { ...rows[index - start], ...batch[index - from] } };
  }
}

async function readRows(
  { file, metadata, columns }: Parquet,
  { group }: Group,
  rowStart: number,
  rowEnd: number,
  pages: PagesOfColumns,
): Promise<Record<string, unknown>[]> {
  if (columns.length === 0) return [];
  const options = { file, metadata, columns: [...columns], rowStart, rowEnd, utf8: false, compressors };
  // hyparquet reads pages where it is told that they are, though its types only speak of those it finds itself
  const located = {
    useOffsetIndex: true,
    pageLocationsByGroup: metadata.row_groups.map((_, at) => (at === group ? pages : {})),
  };
  const rows: Record<string, unknown>[] = await parquetReadObjects({ ...options, ...located });
  return rows.map((row) => Object.fromEntries(columns.map((column) => [column, plainValue(row[column])])));
}

/** Opens the file, gives what `read` gives, and closes it. Whatever is wrong with the file becomes one sentence. */
async function* reading<T>(
  path: string,
  name: string,
  read: (parquet: Parquet) => AsyncIterable<T>,
): AsyncGenerator<T> {
  let source: ByteSource | undefined;
  try {
    source = await openFile(path);
    const file = asyncBuffer(source);
    const metadata = await parquetMetadataAsync(file);
    const columns = parquetSchema(metadata).children.map(({ element }) => element.name);
    yield* read({ file, metadata, columns });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new BuildError(
      `${name} cannot be read as Parquet (${why}): it may be damaged or cut off; fetch or write it again.`,
    );
  } finally {
    await source?.close();
  }
}

function asyncBuffer(source: ByteSource): AsyncBuffer {
  return {
    byteLength: source.size,
    async slice(start, end = source.size) {
      if (start < 0 || end < start || end > source.size) throw new RangeError('it points beyond its end');
      const buffer = new ArrayBuffer(end - start);
      await source.read(start, end - start, Buffer.from(buffer));
      return buffer;
    },
  };
}
