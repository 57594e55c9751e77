import { resolve } from 'node:path';
import { sha256 } from '../../images/hash.ts';
import type { ImageAccess } from '../sources/imageAccess.ts';
import { WaitingImage } from '../sources/imageBytes.ts';
import { imagesOfCell, readImageCell } from '../sources/imageCell.ts';
import type { RowSource, SourceFile, SourceRow } from '../sources/rowSource.ts';
import type { Span, Spool } from './spool.ts';
import type { WebImages } from '../sources/webImages.ts';

export interface DrawnFrom {
  source: RowSource;
  /** The column with the image. */
  image: string;
  /** The columns of the words. */
  columns: readonly string[];
  spool: Spool;
  access: ImageAccess;
  web: WebImages;
  /** Says what is wrong with a row that was met. */
  check(row: SourceRow): void;
}

/** A row as it is read again. */
export interface DrawnRow {
  /** The cells of the words. */
  values: Readonly<Record<string, unknown>>;
  /** A path, or an image that waits; a list where the cell is one. */
  image: unknown;
}

/** An image as the spool has it: a path, an address, or where its bytes are. */
type KeptImage = null | { path: string } | { url: string } | (Span & { sha256: string });

interface Kept {
  values: DrawnRow['values'];
  images: KeptImage | KeptImage[];
}

/**
 * The drawn rows of a source: gathered in one pass through it and kept in the spool - the words, and the images that
 * stand in the table - to be read again one by one, in any order. In memory a row costs a few numbers.
 */
export class DrawnRows {
  private readonly from: DrawnFrom;
  /** Ascending; what belongs to a row has its place in the lists below. */
  private readonly rows: readonly number[];
  private readonly spans: { at: number[]; length: number[] } = { at: [], length: [] };
  private readonly files: SourceFile[] = [];
  private readonly rowsInFile: number[] = [];
  private last: { place: number; row: DrawnRow } | undefined;
  /** The image met last: rows about the same one mostly follow each other. */
  private lastImage: (Span & { sha256: string }) | undefined;

  private constructor(from: DrawnFrom, rows: readonly number[]) {
    this.from = from;
    this.rows = rows;
  }

  /** @param rows in any order */
  static async gather(from: DrawnFrom, rows: readonly number[], signal: AbortSignal | undefined): Promise<DrawnRows> {
    const drawn = new DrawnRows(from, Float64Array.from(rows).sort() as unknown as readonly number[]);
    const columns = [...new Set([...from.columns, from.image])];
    await from.source.scan((row) => drawn.keep(row), signal, { columns, rows: drawn.rows });
    return drawn;
  }

  fileOf(row: number): SourceFile {
    const file = this.files[this.placeOf(row)];
    if (!file) throw new RangeError(`Row ${row} was not drawn.`);
    return file;
  }

  rowInFile(row: number): number {
    return this.rowsInFile[this.placeOf(row)] ?? row;
  }

  /** Reads a row again. */
  read(row: number): DrawnRow {
    const place = this.placeOf(row);
    if (this.last?.place === place) return this.last.row;
    const [at, length] = [this.spans.at[place] ?? 0, this.spans.length[place] ?? 0];
    const { values, images } = JSON.parse(this.from.spool.readSync({ at, length }).toString('utf8')) as Kept;
    const image = Array.isArray(images) ? images.map((each) => this.waiting(each)) : this.waiting(images);
    this.last = { place, row: { values, image } };
    return this.last.row;
  }

  private async keep(row: SourceRow): Promise<void> {
    this.from.check(row);
    const { index, values, file, rowInFile } = row;
    const { image, columns, spool } = this.from;
    const cell = values[image];
    const images: KeptImage[] = [];
    for (const each of imagesOfCell(cell)) images.push(await this.keepImage(each, file.directory));
    const kept = {
      values: Object.fromEntries(
        columns.flatMap((column) => (column in values ? [[column, words(values[column])]] : [])),
      ),
      images: Array.isArray(cell) ? images : (images[0] ?? null),
    };
    const { at, length } = await spool.add(Buffer.from(JSON.stringify(kept)));
    const place = this.placeOf(index);
    this.spans.at[place] = at;
    this.spans.length[place] = length;
    this.files[place] = file;
    this.rowsInFile[place] = rowInFile;
  }

  private async keepImage(value: unknown, directory: string): Promise<KeptImage> {
    const { access, spool } = this.from;
    const cell = readImageCell(value);
    if (!cell) return null;
    if ('url' in cell) {
      access.web(cell.url);
      return cell;
    }
    if ('path' in cell) {
      await access.file(resolve(directory, cell.path));
      return cell;
    }
    const hash = sha256(cell.bytes);
    if (this.lastImage?.sha256 !== hash) this.lastImage = { ...(await spool.add(cell.bytes)), sha256: hash };
    return this.lastImage;
  }

  private waiting(kept: KeptImage): unknown {
    if (kept === null) return undefined;
    if ('path' in kept) return kept.path;
    if ('url' in kept) return this.from.web.image(kept.url);
    return new SpooledImage(this.from.spool, kept, kept.sha256);
  }

  /** Of a row in the list of all. */
  private placeOf(row: number): number {
    let [low, high] = [0, this.rows.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.rows[middle] ?? 0) < row) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** An image that stood in the table. */
class SpooledImage extends WaitingImage {
  private readonly spool: Spool;
  private readonly span: Span;
  private readonly hash: string;

  constructor(spool: Spool, span: Span, hash: string) {
    super();
    this.spool = spool;
    this.span = span;
    this.hash = hash;
  }

  override bytes(): Promise<Buffer> {
    return this.spool.read(this.span);
  }

  override toJSON(): unknown {
    return { sha256: this.hash };
  }
}

/** Text that a table has as bytes. */
function words(value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : value;
}
