import type { RowSource, SourceRow } from './rowSource.ts';

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
