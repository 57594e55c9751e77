import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { BuildError } from './buildError.ts';
import type { ScanRows } from './rowSource.ts';

/** A table with a header line, cells parted by commas or tabs. Every value is text. */
export function csvSource(path: string, name: string, delimiter: ',' | '\t'): ScanRows {
  return async (visit, signal) => {
    const parser = parse({ columns: true, bom: true, delimiter, skip_empty_lines: true });
    // the loop below meets every failure of the pipeline
    pipeline(createReadStream(path), parser, () => undefined);
    let index = 0;
    try {
      for await (const values of parser as AsyncIterable<Record<string, unknown>>) {
        signal?.throwIfAborted();
        visit({ index: index++, values });
      }
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      throw new BuildError(`${name} is no valid table behind row ${index}: ${error.message}.`);
    }
  };
}
