import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { pipeline } from 'node:stream';
import { parse } from 'csv-parse';
import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { openFile } from '../../dataset/byteSource.ts';
import { scanLines } from '../../dataset/lineIndex.ts';

/**
 * On which line of its text a row of a table begins.
 * @param row from 0, as the table's source counts them
 * @returns from 0; `undefined` for a table that is no text, and for a row that is not there
 */
export async function lineOfRow(path: string, row: number, signal?: AbortSignal): Promise<number | undefined> {
  switch (extname(path).toLowerCase()) {
    case '.csv':
      return lineInCsv(path, ',', row, signal);
    case '.tsv':
      return lineInCsv(path, '\t', row, signal);
    case '.jsonl':
      return lineInJsonl(path, row, signal);
    case '.json':
      return lineInJson(path, row);
    default:
      return undefined;
  }
}

/** A cell may hold line ends: the parser tells where each record ends, and its text how many lines it has. */
async function lineInCsv(path: string, delimiter: string, row: number, signal: AbortSignal | undefined) {
  const options = { columns: true, bom: true, delimiter, skip_empty_lines: true, info: true, raw: true } as const;
  const parser = parse(options);
  // the loop below meets every failure of the pipeline
  pipeline(createReadStream(path), parser, () => undefined);
  for await (const { info, raw } of parser as AsyncIterable<{
    info: { lines: number; records: number };
    raw: string;
  }>) {
    signal?.throwIfAborted();
    if (info.records === row + 1) return info.lines - raw.trim().split('\n').length;
  }
  return undefined;
}

async function lineInJsonl(path: string, row: number, signal: AbortSignal | undefined): Promise<number | undefined> {
  const file = await openFile(path);
  let rows = 0;
  let found: number | undefined;
  try {
    await scanLines(
      file,
      ({ index, bytes }) => {
        const blank =
          bytes !== undefined &&
          bytes
            .toString('utf8')
            .replace(/^\uFEFF/, '')
            .trim() === '';
        if (!blank && rows++ === row) found = index;
      },
      { signal },
    );
  } finally {
    await file.close();
  }
  return found;
}

async function lineInJson(path: string, row: number): Promise<number | undefined> {
  const text = await readFile(path, 'utf8');
  const root = parseTree(text);
  const node = root && findNodeAtLocation(root, [row]);
  return node && text.slice(0, node.offset).split('\n').length - 1;
}
