import { Disposable, RelativePattern, Uri, workspace } from 'vscode';
import { throttle } from '../throttle.ts';
import { onDidChangeUnderWay } from './underWay.ts';

/** Milliseconds between two looks at runs that are being written. */
const PAUSE_MS = 2000;

/** Calls `look` when something in one of the run folders is written, every two seconds at most. */
export function followRuns(folders: readonly string[], look: () => void): Disposable {
  const soon = throttle(look, PAUSE_MS);
  const watchers = folders.map((folder) => {
    const watcher = workspace.createFileSystemWatcher(new RelativePattern(Uri.file(folder), '*.{json,jsonl}'));
    watcher.onDidChange(soon);
    watcher.onDidCreate(soon);
    watcher.onDidDelete(soon);
    return watcher;
  });
  const own = onDidChangeUnderWay((folder) => {
    if (folders.includes(folder)) soon();
  });
  return Disposable.from(...watchers, own);
}
