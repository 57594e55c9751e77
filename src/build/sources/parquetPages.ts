import { parquetSchema, type AsyncBuffer, type ColumnChunk, type FileMetaData, type OffsetIndex } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { getMaxRepetitionLevel, getTreePath } from 'hyparquet/src/schema.js';

type PageLocation = OffsetIndex['page_locations'][number];

/** Where the pages of a column begin, by its path in the schema. */
export type PagesOfColumns = Record<string, PageLocation[]>;

/** Read this much to find a page's header; a header may hold the least and greatest value of its page. */
const HEADER_BYTES = 4096;
const LONGEST_HEADER = 16 * 1024 * 1024;

/** Bytes of a column in a row group, unpacked. */
export function bytesOfColumn(metadata: FileMetaData, group: number, column: string): number {
  return chunksOf(metadata, group, column).reduce(
    (sum, { meta_data }) => sum + Number(meta_data?.total_uncompressed_size ?? 0),
    0,
  );
}

/**
 * Finds the pages of a column in a row group, so that a few of its rows can be read without all the others: from the
 * file's own index, else from one page's header to the next.
 * @param pages gets those that were looked for
 * @returns whether they are known; where rows hold lists, pages do not tell how many rows they have
 */
export async function locatePages(
  file: AsyncBuffer,
  metadata: FileMetaData,
  group: number,
  column: string,
  pages: PagesOfColumns,
): Promise<boolean> {
  const found: PagesOfColumns = {};
  const schema = parquetSchema(metadata);
  for (const chunk of chunksOf(metadata, group, column)) {
    const path = chunk.meta_data?.path_in_schema ?? [];
    if (chunk.offset_index_offset && chunk.offset_index_length) continue;
    if (getMaxRepetitionLevel(getTreePath(schema, path)) > 0) return false;
    found[path.join('.')] = await walkPages(file, chunk);
  }
  Object.assign(pages, found);
  return true;
}

function chunksOf(metadata: FileMetaData, group: number, column: string): ColumnChunk[] {
  return (metadata.row_groups[group]?.columns ?? []).filter(({ meta_data }) => meta_data?.path_in_schema[0] === column);
}

async function walkPages(file: AsyncBuffer, { meta_data }: ColumnChunk): Promise<PageLocation[]> {
  if (!meta_data) throw new Error('a column has no description');
  const start = Number(meta_data.dictionary_page_offset ?? meta_data.data_page_offset);
  const end = start + Number(meta_data.total_compressed_size);
  const pages: PageLocation[] = [];
  let row = 0;
  for (let offset = start; offset < end;) {
    const { header, length } = await headerAt(file, offset, end);
    const size = length + header.compressed_page_size;
    if (header.type !== 'DICTIONARY_PAGE') {
      pages.push({ offset: BigInt(offset), compressed_page_size: size, first_row_index: BigInt(row) });
      row += header.data_page_header_v2?.num_rows ?? header.data_page_header?.num_values ?? 0;
    }
    offset += size;
  }
  return pages;
}

async function headerAt(file: AsyncBuffer, offset: number, end: number) {
  for (let room = HEADER_BYTES; ; room *= 8) {
    const view = new DataView(await file.slice(offset, Math.min(offset + room, end)));
    const reader = { view, offset: 0 };
    try {
      const header = parquetHeader(reader);
      if (!(header.compressed_page_size >= 0)) throw new Error('a page has no length');
      return { header, length: reader.offset };
    } catch (error) {
      // a header that is not whole in what was read cannot be told from one that is wrong
      if (view.byteLength < room || room >= LONGEST_HEADER) throw error;
    }
  }
}
