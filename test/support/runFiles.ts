import type { RunInfo } from '../../src/evaluate/run.ts';

/** JSON lines. */
export const jsonLines = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

/** The files of a run folder with these predictions, over a test file `test.jsonl` beside it. */
export function runFiles(
  folder: string,
  predictions: readonly object[],
  info: Partial<RunInfo> = {},
): Record<string, string> {
  const run: RunInfo = {
    version: 1,
    name: folder.replace(/^.*\//, ''),
    model: 'm',
    provider: 'openai',
    arm: 'normal',
    parameters: {},
    test: { path: `${folder.replace(/[^/]+/g, '..')}/test.jsonl`, sha256: '0', examples: predictions.length },
    started: '2026-01-01T00:00:00.000Z',
    toolVersion: '0',
    ...info,
  };
  return { [`${folder}/run.json`]: JSON.stringify(run), [`${folder}/predictions.jsonl`]: jsonLines(predictions) };
}
