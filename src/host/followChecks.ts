import { Disposable, workspace } from 'vscode';
import type { CommandContext } from './commands.ts';
import { SECTION } from './settings.ts';

/** Keeps what was found true: open files are checked again for another vendor, files that changed unopened are forgotten. */
export function followChecks({ editors, texts, diagnostics, log }: CommandContext): Disposable {
  const watcher = workspace.createFileSystemWatcher('**/*.jsonl', true);
  return Disposable.from(
    watcher,
    watcher.onDidChange((uri) => {
      diagnostics.forgetUnopened(uri);
    }),
    watcher.onDidDelete((uri) => {
      diagnostics.forgetUnopened(uri);
    }),
    workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration(`${SECTION}.provider`)) return;
      texts.again();
      for (const model of editors.models)
        model.lint().catch((error: unknown) => {
          log.error(`Checking ${model.uri.toString(true)} failed.`, error);
        });
    }),
  );
}
