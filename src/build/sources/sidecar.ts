import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The column of a sidecar table that names each row's image, as in Hugging Face's imagefolder. */
export const FILE_NAME = 'file_name';
const SIDECAR = /^metadata\.(?:csv|tsv|jsonl|parquet)$/;

/** The table beside the images of a folder, when it has one. The first by name, were there several. */
export async function findSidecar(folder: string): Promise<{ path: string; name: string } | undefined> {
  const [name] = (await readdir(folder)).filter((each) => SIDECAR.test(each)).toSorted();
  return name === undefined ? undefined : { path: join(folder, name), name };
}
