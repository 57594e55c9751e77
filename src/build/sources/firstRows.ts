import { basename, dirname, resolve } from 'node:path';
import { BuildError } from '../buildError.ts';
import { frequentQuestions, type ProposedType } from './frequentQuestions.ts';
import { columnsOf, guessColumns, type Column, type GuessedColumns } from './guessColumns.ts';
import { ImageAccess } from './imageAccess.ts';
import { imageBytes } from './imageBytes.ts';
import { imagesOfCell, readImageCell } from './imageCell.ts';
import { openRowSource, type RowSource, type SourceFile, type SourceRow } from './rowSource.ts';
import { thumbnail } from '../../images/thumbnail.ts';

/** Rows that tell what a table holds. */
const LOOKED_AT = 500;
/** Pixels of the longer side of a column's picture. */
const PICTURE_SIDE = 48;
const PICTURES_TRIED = 3;

/** What a table or a folder holds, as far as its first rows tell. */
export interface TableView {
  columns: (Column & { /** The first image of a column of images, a small WEBP. */ picture?: Uint8Array })[];
  guess: GuessedColumns;
  /** Types of questions that a column proposes, by its name; columns of texts and lists alone. */
  types: Record<string, ProposedType[]>;
  /** Rows looked at, and whether these are all. */
  rows: number;
  all: boolean;
}

/** Looks at the first rows of a table or a folder. @throws {BuildError} when it cannot be read or has no rows */
export async function viewTable(path: string, signal?: AbortSignal): Promise<TableView> {
  const name = basename(path);
  const source = await openRowSource(dirname(path), name);
  const rows = await readFirstRows(source, LOOKED_AT, signal);
  if (rows.length === 0) throw new BuildError(`${name} has no rows: choose another table.`);
  const values = rows.map((row) => row.values);
  const columns = columnsOf(values);
  const worded = columns.filter(({ kind }) => kind === 'text' || kind === 'list');
  return {
    columns: await Promise.all(
      columns.map(async (column) => {
        const picture = column.kind === 'image' ? await pictureOf(column.name, rows) : undefined;
        return { ...column, ...(picture && { picture }) };
      }),
    ),
    guess: guessColumns(columns, values),
    types: Object.fromEntries(
      worded.map((column) => [column.name, frequentQuestions(values.map((row) => row[column.name]))]),
    ),
    rows: rows.length,
    all: rows.length < LOOKED_AT,
  };
}

/** `undefined` where none of the first images is there and can be drawn: that is no reason not to go on. */
async function pictureOf(column: string, rows: readonly SourceRow[]): Promise<Uint8Array | undefined> {
  for (const { values, file } of rows.slice(0, PICTURES_TRIED)) {
    const bytes = await bytesOf(values[column], file).catch(() => undefined);
    const picture = bytes && (await thumbnail(bytes, PICTURE_SIDE, true));
    if (picture) return picture;
  }
  return undefined;
}

/** Ends a scan: thrown by its visitor, met by the one who began it. */
class Enough extends Error {}

/** The first rows of a source, in file order; no more of it is read than they need. @throws {BuildError} as its scan */
export async function readFirstRows(source: RowSource, count: number, signal?: AbortSignal): Promise<SourceRow[]> {
  const rows: SourceRow[] = [];
  try {
    await source.scan((row) => {
      rows.push(row);
      if (rows.length >= count) throw new Enough();
    }, signal);
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  return rows;
}

/** Nobody was asked yet whether images elsewhere may be read, or fetched. */
async function bytesOf(value: unknown, { directory, name }: SourceFile): Promise<Buffer> {
  const [image] = imagesOfCell(value);
  const cell = readImageCell(image);
  const access = new ImageAccess(directory, {});
  if (cell && 'path' in cell) await access.file(resolve(directory, cell.path));
  access.settle(name);
  return imageBytes(image, directory, name);
}
