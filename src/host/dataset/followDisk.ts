import { Disposable, l10n, RelativePattern, Uri, workspace } from 'vscode';
import type { Backups, Unsaved } from './backups.ts';
import type { DatasetModel } from './datasetModel.ts';
import { offerKeptLines } from './keptLines.ts';

/** Keeps an open file in step with what other programs do to it, and nothing that was written here is lost over it. */
export class DiskFollower {
  private readonly model: DatasetModel;
  private readonly backups: Backups;
  private readonly onError: (error: unknown) => void;

  constructor(model: DatasetModel, backups: Backups, onError: (error: unknown) => void) {
    this.model = model;
    this.backups = backups;
    this.onError = onError;
  }

  /** Looks whenever VS Code sees the file change. */
  watch(): Disposable {
    const { uri, file } = this.model;
    if (uri.scheme === 'untitled' || uri.scheme === 'git') return new Disposable(() => undefined);
    const watcher = workspace.createFileSystemWatcher(new RelativePattern(Uri.joinPath(uri, '..'), file.name));
    const look = () => {
      this.look().catch((error: unknown) => {
        this.onError(error);
        this.model.fail(error instanceof Error ? error.message : String(error));
      });
    };
    watcher.onDidChange(look);
    watcher.onDidCreate(look);
    watcher.onDidDelete(look);
    return watcher;
  }

  /** The file is read anew where it changed; where that would lose edits, the user is told instead. */
  async look(): Promise<void> {
    const { model } = this;
    const change = await model.changeOnDisk();
    const { name } = model.file;
    if (change === 'none') return;
    if (change === 'deleted')
      model.fail(
        l10n.t('{0} was deleted or moved while it was open; save to write it anew, or close this editor.', name),
      );
    else if (!model.document.hasUnsaved) await model.open();
    else if (change === 'rewritten') {
      const unsaved = await model.document.unsaved();
      await model.open();
      await this.setAside(unsaved);
    } else
      model.fail(
        l10n.t(
          '{0} was changed by another program while it has unsaved edits here: saving asks before it overwrites, reverting reads the file anew.',
          name,
        ),
      );
  }

  /** The file is shown as it is on disk; lines that were written here and have no place in it are kept for the user. */
  async setAside(lines: Unsaved): Promise<void> {
    const { model } = this;
    const kept = await model.file.setAside(lines);
    const sentences: Readonly<Record<number, () => string>> = {
      0: () => l10n.t('Examples that were deleted or moved here without saving are back in their places.'),
      1: () => l10n.t('The line that was written here without saving is kept apart.'),
    };
    const rest =
      sentences[kept] ?? (() => l10n.t('The {0} lines that were written here without saving are kept apart.', kept));
    model.fail(
      `${l10n.t('{0} was rewritten by another program and is shown as it is now.', model.file.name)} ${rest()}`,
    );
    this.offer();
  }

  /** Asks what becomes of lines kept apart, where there are any. */
  offer(): void {
    offerKeptLines(this.backups, this.model.uri).catch(this.onError);
  }
}
