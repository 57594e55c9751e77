import { basename, dirname } from 'node:path';
import { Disposable, RelativePattern, Uri, workspace } from 'vscode';
import { throttle } from '../throttle.ts';
import { onDidChangeUnderWay } from './underWay.ts';

/** Milliseconds between two looks at runs that are being written. */
const PAUSE_MS = 2000;

/**
 * Calls `look` when something in one of the run folders is written, every two seconds at most, and `lookAtTest` when
 * their test file is.
 */
export function followRuns(
  folders: readonly string[],
  test: string,
  look: () => void,
  lookAtTest: () => void,
): Disposable {
  const soon = throttle(look, PAUSE_MS);
  const watchers = [
    ...folders.map((folder) => watch(folder, '*.{json,jsonl}', soon)),
    // the file of answers beside it too
    ...(test === '' ? [] : [watch(dirname(test), `${basename(test, '.jsonl')}*`, throttle(lookAtTest, PAUSE_MS))]),
  ];
  const own = onDidChangeUnderWay((folder) => {
    if (folders.includes(folder)) soon();
  });
  return Disposable.from(...watchers, own);
}

function watch(folder: string, pattern: string, act: () => void): Disposable {
  const watcher = workspace.createFileSystemWatcher(new RelativePattern(Uri.file(folder), pattern));
  watcher.onDidChange(act);
  watcher.onDidCreate(act);
  watcher.onDidDelete(act);
  return watcher;
}
