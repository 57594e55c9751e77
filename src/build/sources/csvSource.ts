import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { BuildError } from '../buildError.ts';
import type { ScanTable } from './rowSource.ts';
import { WantedRows } from './wantedRows.ts';

/** A table with a header line, cells parted by commas or tabs. Every value is text. */
export function csvSource(path: string, name: string, delimiter: ',' | '\t'): ScanTable {
  return async (visit, signal, { rows } = {}) => {
    const parser = parse({ columns: true, bom: true, delimiter, skip_empty_lines: true });
    const wanted = new WantedRows(rows);
    // the loop below meets every failure of the pipeline
    pipeline(createReadStream(path), parser, () => undefined);
    let index = 0;
    try {
      for await (const values of parser as AsyncIterable<Record<string, unknown>>) {
        signal?.throwIfAborted();
        if (wanted.endsBefore(index)) return;
        if (wanted.takes(index)) await visit({ index, values });
        index++;
      }
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      throw new BuildError(`${name} is no valid table behind row ${index}: ${error.message}.`);
    }
  };
}
