import { Disposable, workspace } from 'vscode';
import type { CommandContext } from '../commandContext.ts';

/** Keeps what was found true: open files are checked again when they are to be checked otherwise, files that changed unopened are forgotten. */
export function followChecks({ editors, texts, diagnostics, log, requests }: CommandContext): Disposable {
  const watcher = workspace.createFileSystemWatcher('**/*.jsonl', true);
  return Disposable.from(
    watcher,
    watcher.onDidChange((uri) => {
      void diagnostics.forgetUnopened(uri);
    }),
    watcher.onDidDelete((uri) => {
      void diagnostics.forgetUnopened(uri);
    }),
    requests.onDidChange(() => {
      texts.again();
      for (const model of editors.models)
        model.lint().catch((error: unknown) => {
          log.error(`Checking ${model.uri.toString(true)} failed.`, error);
        });
    }),
  );
}
