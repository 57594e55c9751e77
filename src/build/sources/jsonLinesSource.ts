import { readFile } from 'node:fs/promises';
import { openFile } from '../../dataset/byteSource.ts';
import { isObject } from '../../dataset/jsonObject.ts';
import { scanLines, type ScannedLine } from '../../dataset/lineIndex.ts';
import { BuildError } from '../buildError.ts';
import type { ScanTable } from './rowSource.ts';
import { trainingRow } from './trainingRow.ts';
import { WantedRows } from './wantedRows.ts';

const BLANK = /^\s*$/;
/** This much of a longer line tells that it is not blank; a byte order mark, as its bytes, is no text. */
const BEGINNING = 64;
const BLANK_BYTES = /^(?:\u00ef\u00bb\u00bf)?\s*$/;

/** One JSON object a line, or one example of another training file; blank lines are passed over. */
export function jsonLinesSource(path: string, name: string): ScanTable {
  return async (visit, signal, { rows } = {}) => {
    const file = await openFile(path);
    const wanted = new WantedRows(rows);
    let index = 0;
    const visitLine = (line: ScannedLine) => {
      if (!line.bytes) throw new BuildError(`${name}, line ${line.index + 1}, is too long to be read (over 160 MB).`);
      // a line that is not asked for is looked at no further than to see that there is one
      if (rows && !BLANK_BYTES.test(line.bytes.toString('latin1', 0, BEGINNING)) && !wanted.takes(index)) {
        index++;
        return;
      }
      const text = line.bytes.toString('utf8').replace(/^\uFEFF/, '');
      if (BLANK.test(text)) return;
      const values = readObject(text);
      if (!values) throw new BuildError(`${name}, line ${line.index + 1}, is no JSON object: correct or remove it.`);
      const row = { index: index++, values: trainingRow(values) };
      return wanted.takes(row.index) ? visit(row) : undefined;
    };
    try {
      await scanLines(file, visitLine, { signal });
    } finally {
      await file.close();
    }
  };
}

/** One JSON array of objects; read whole. */
export function jsonSource(path: string, name: string): ScanTable {
  return async (visit, signal, want = {}) => {
    const rows = readJson((await readFile(path, 'utf8')).replace(/^\uFEFF/, ''));
    const wanted = new WantedRows(want.rows);
    if (!Array.isArray(rows)) throw new BuildError(`${name} holds no JSON array of rows: a .json source is one array.`);
    for (const [index, values] of rows.entries()) {
      signal?.throwIfAborted();
      if (!isObject(values))
        throw new BuildError(`${name}, row ${index + 1}, is no JSON object: correct or remove it.`);
      if (wanted.takes(index)) await visit({ index, values });
    }
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
