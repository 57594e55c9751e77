import { readFile } from 'node:fs/promises';
import { openFile } from '../dataset/byteSource.ts';
import { isObject } from '../dataset/jsonObject.ts';
import { scanLines } from '../dataset/lineIndex.ts';
import { BuildError } from './buildError.ts';
import type { ScanRows } from './rowSource.ts';

/** One JSON object a line; blank lines are passed over. */
export function jsonLinesSource(path: string, name: string): ScanRows {
  return async (visit, signal) => {
    const file = await openFile(path);
    let index = 0;
    try {
      await scanLines(
        file,
        (line) => {
          if (!line.bytes)
            throw new BuildError(`${name}, line ${line.index + 1}, is too long to be read (over 512 MB).`);
          const text = line.bytes.toString('utf8').replace(/^\uFEFF/, '');
          if (text.trim() === '') return;
          const values = readObject(text);
          if (!values)
            throw new BuildError(`${name}, line ${line.index + 1}, is no JSON object: correct or remove it.`);
          visit({ index: index++, values });
        },
        { signal },
      );
    } finally {
      await file.close();
    }
  };
}

/** One JSON array of objects; read whole. */
export function jsonSource(path: string, name: string): ScanRows {
  return async (visit, signal) => {
    const rows = readJson((await readFile(path, 'utf8')).replace(/^\uFEFF/, ''));
    signal?.throwIfAborted();
    if (!Array.isArray(rows)) throw new BuildError(`${name} holds no JSON array of rows: a .json source is one array.`);
    rows.forEach((values: unknown, index) => {
      if (!isObject(values))
        throw new BuildError(`${name}, row ${index + 1}, is no JSON object: correct or remove it.`);
      visit({ index, values });
    });
  };
}

function readObject(text: string): Record<string, unknown> | undefined {
  const value = readJson(text);
  return isObject(value) ? value : undefined;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
