import { basename, dirname, join } from 'node:path';
import type { RunInfo } from './run.ts';

/** The cookbook's result files: `X-results.jsonl` goes with `X-similarity.jsonl`, any other `NAME.jsonl` with `NAME-similarity.jsonl`. */

const nameOf = (path: string) => basename(path).replace(/(-results)?\.jsonl$/, '');

/** The file of ratings beside a result file, whether it is there or not. */
export const similarityBeside = (path: string): string => join(dirname(path), `${nameOf(path)}-similarity.jsonl`);

/** Whether a file's name says that it holds ratings. */
export const isSimilarity = (path: string): boolean => /-similarity\.jsonl$/.test(path);

/** Where the results may be that a file of ratings belongs to, the likelier first. */
export const resultsBeside = (path: string): string[] => {
  const stem = path.replace(/-similarity\.jsonl$/, '');
  return [`${stem}-results.jsonl`, `${stem}.jsonl`];
};

/** What is known of a run that is a file alone: its name stands for its model. */
export function infoOfFile(path: string, examples = 0): RunInfo {
  const name = nameOf(path);
  return {
    ...{ version: 1, name, model: name, provider: 'file', arm: 'normal', parameters: {} },
    ...{ test: { path: '', sha256: '', examples }, started: '', toolVersion: '' },
  };
}
