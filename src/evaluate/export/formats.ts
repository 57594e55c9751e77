import { reportAsMarkdown } from '../reportText.ts';
import { csvOf } from './csvExport.ts';
import { judgesOf, type Evaluation } from './evaluation.ts';
import type { ExportFormat } from './exportFormat.ts';
import { htmlOf, type Thumbnails } from './htmlExport.ts';
import { inspectLogOf } from './inspectExport.ts';
import { jsonOf } from './jsonExport.ts';
import { promptfooOf } from './promptfooExport.ts';

/** Text of a file, piece by piece. */
export type Pieces = Iterable<string> | AsyncIterable<string>;

/** A file of an export. */
export interface ExportFile {
  /** The run it holds, where it holds one only. */
  run?: string;
  pieces: Pieces;
}

/** The files of each format. @param thumbnails pictures of the examples, for HTML; none without */
export const FILES_OF: Readonly<
  Record<ExportFormat, (evaluation: Evaluation, thumbnails?: Thumbnails) => ExportFile[]>
> = {
  md: (evaluation) => [{ pieces: [`${reportAsMarkdown(evaluation.report, judgesOf(evaluation))}\n`] }],
  csv: (evaluation) => [{ pieces: csvOf(evaluation) }],
  json: (evaluation) => [{ pieces: jsonOf(evaluation) }],
  html: (evaluation, thumbnails) => [{ pieces: htmlOf(evaluation, thumbnails) }],
  // a log of Inspect is one model on one task
  inspect: ({ runs, report, created }) =>
    runs.flatMap((run, at) => {
      const own = report.runs[at];
      return own ? [{ run: run.name, pieces: inspectLogOf(run, own, created) }] : [];
    }),
  promptfoo: (evaluation) => [{ pieces: promptfooOf(evaluation) }],
};
