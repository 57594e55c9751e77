import { parse } from 'csv-parse/sync';
import type OpenAI from 'openai';
import type { TuningJob } from './job.ts';

/** A row of a result file: columns by name, empty cells left out. */
export type MetricsRow = Record<string, number>;

/** The rows of every result file of a job, in their order. */
export async function readResultRows(client: OpenAI, job: TuningJob, signal?: AbortSignal): Promise<MetricsRow[]> {
  const rows: MetricsRow[] = [];
  for (const id of job.result_files) {
    const response = await client.files.content(id, { signal: signal ?? null });
    rows.push(...parseResultFile(await response.text()));
  }
  return rows;
}

/** Vendors give the CSV plain, or (without saying so) as base64 text of it. */
export function parseResultFile(text: string): MetricsRow[] {
  const trimmed = text.trim();
  const csv = /^"?step"?,/.test(trimmed) ? trimmed : Buffer.from(trimmed, 'base64').toString('utf8');
  // what is torn or is no table at all has no rows, and hides nothing else of the job
  const records = parse<Record<string, string>>(csv, {
    ...{ columns: true, skip_empty_lines: true, trim: true, bom: true },
    ...{ relax_column_count: true, relax_quotes: true, skip_records_with_error: true },
  });
  return records.map((record) =>
    Object.fromEntries(
      Object.entries(record)
        .filter(([, cell]) => cell !== '' && Number.isFinite(Number(cell)))
        .map(([column, cell]) => [column, Number(cell)]),
    ),
  );
}
