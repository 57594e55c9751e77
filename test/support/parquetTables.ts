import type { SchemaElement } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';

/** A column as Hugging Face's datasets have them; `image` is their struct of bytes and path. */
export type ParquetColumn =
  | { kind: 'text'; name: string; values: (string | null)[] }
  | { kind: 'integer'; name: string; values: bigint[] }
  | { kind: 'bytes'; name: string; values: Uint8Array[] }
  | { kind: 'texts'; name: string; values: string[][] }
  | { kind: 'image'; name: string; values: { bytes: Uint8Array | null; path: string | null }[] };

export interface ParquetOptions {
  rowGroupSize?: number;
  pageSize?: number;
  /** Whether the file says where its pages begin. */
  offsetIndex?: boolean;
}

const OPTIONAL = { repetition_type: 'OPTIONAL' } as const;
const TEXT = { type: 'BYTE_ARRAY', converted_type: 'UTF8' } as const;

const SCHEMA: Record<ParquetColumn['kind'], (name: string) => SchemaElement[]> = {
  text: (name) => [{ name, ...TEXT, ...OPTIONAL }],
  integer: (name) => [{ name, type: 'INT64', ...OPTIONAL }],
  bytes: (name) => [{ name, type: 'BYTE_ARRAY', ...OPTIONAL }],
  texts: (name) => [
    { name, converted_type: 'LIST', num_children: 1, ...OPTIONAL },
    { name: 'list', num_children: 1, repetition_type: 'REPEATED' },
    { name: 'element', ...TEXT, ...OPTIONAL },
  ],
  image: (name) => [
    { name, num_children: 2, ...OPTIONAL },
    { name: 'bytes', type: 'BYTE_ARRAY', ...OPTIONAL },
    { name: 'path', ...TEXT, ...OPTIONAL },
  ],
};

/** A Parquet file of these columns. */
export function parquet(columns: readonly ParquetColumn[], options: ParquetOptions = {}): Uint8Array {
  const { offsetIndex = true, ...sizes } = options;
  const file = parquetWriteBuffer({
    ...sizes,
    schema: [
      { name: 'schema', num_children: columns.length },
      ...columns.flatMap(({ kind, name }) => SCHEMA[kind](name)),
    ],
    columnData: columns.map(({ name, values }) => ({ name, data: values, offsetIndex })),
  });
  return new Uint8Array(file);
}
