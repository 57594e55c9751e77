import { relative, resolve } from 'node:path';
import type { RunInfo } from './run.ts';

/** Where the test file of a run folder lies. */
export function testPathOf(run: { path: string; info: RunInfo }): string {
  return resolve(run.path, run.info.test.path);
}

/** A model's name as a part of a file's name. */
export const fileNameOf = (name: string): string => name.replace(/[^\w.-]+/g, '-');

/** A path as it is kept in `run.json`: from the folder, with forward slashes. */
export function pathFrom(folder: string, path: string): string {
  return relative(folder, path).replaceAll('\\', '/') || '.';
}
