import {
  CancellationError,
  commands,
  Disposable,
  EventEmitter,
  RelativePattern,
  Uri,
  window,
  workspace,
  type CancellationToken,
  type CustomDocumentBackup,
  type CustomDocumentBackupContext,
  type CustomDocumentEditEvent,
  type CustomDocumentOpenContext,
  type CustomEditorProvider,
  type WebviewPanel,
  l10n,
} from 'vscode';
import { DatasetModel } from './datasetModel.ts';
import { DatasetSession } from './datasetSession.ts';
import { ScratchFiles } from './scratchFiles.ts';
import type { Services } from './services.ts';
import { stampOf } from './uriSource.ts';
import { pageHtml } from './webview.ts';

export const DATASET_VIEW_TYPE = 'visionFineTuning.dataset';

/** The custom editor for `.jsonl`: one model a file, one session a panel. */
export class DatasetEditorProvider implements CustomEditorProvider<DatasetModel> {
  private readonly services: Services;
  private readonly sessions = new Map<DatasetModel, Set<{ panel: WebviewPanel; session: DatasetSession }>>();
  private readonly edited = new EventEmitter<CustomDocumentEditEvent<DatasetModel>>();
  readonly onDidChangeCustomDocument = this.edited.event;
  private readonly opened = new EventEmitter<DatasetModel>();
  /** A file was opened in the editor. */
  readonly onDidOpen = this.opened.event;

  constructor(services: Services) {
    this.services = services;
    const { storageUri, globalStorageUri } = services.context;
    void ScratchFiles.sweep((storageUri ?? globalStorageUri).fsPath);
  }

  get models(): readonly DatasetModel[] {
    return [...this.sessions.keys()];
  }

  modelOf(uri: Uri): DatasetModel | undefined {
    return this.models.find((model) => model.uri.toString() === uri.toString());
  }

  /** The model of the editor that has the focus. */
  get active(): { model: DatasetModel; session: DatasetSession } | undefined {
    for (const [model, sessions] of this.sessions)
      for (const { panel, session } of sessions) if (panel.active) return { model, session };
    return undefined;
  }

  async openCustomDocument(uri: Uri, { backupId }: CustomDocumentOpenContext): Promise<DatasetModel> {
    const model = new DatasetModel(uri, this.services);
    const backup = backupId === undefined ? undefined : await workspace.fs.readFile(Uri.parse(backupId));
    await model.open(backup && new TextDecoder().decode(backup));
    model.onDidEdit((edit) => {
      this.edited.fire({ document: model, ...edit });
    });
    const watching = this.watch(model);
    this.sessions.set(model, new Set());
    model.onDidDispose(() => {
      watching.dispose();
      this.sessions.delete(model);
    });
    this.opened.fire(model);
    return model;
  }

  resolveCustomEditor(model: DatasetModel, panel: WebviewPanel): void {
    const session = new DatasetSession(model, panel, this.services);
    const entry = { panel, session };
    this.sessions.get(model)?.add(entry);
    panel.onDidDispose(() => this.sessions.get(model)?.delete(entry));
    const name = model.uri.path.split('/').at(-1) ?? '';
    panel.webview.html = pageHtml(panel.webview, this.services.context.extensionUri, 'dataset', name);
  }

  async saveCustomDocument(model: DatasetModel, token: CancellationToken): Promise<void> {
    if ((await model.changedOnDisk()) && !(await this.overwrites(model))) throw new CancellationError();
    await this.write(model, model.uri, token);
  }

  saveCustomDocumentAs(model: DatasetModel, target: Uri, token: CancellationToken): Promise<void> {
    return this.write(model, target, token);
  }

  revertCustomDocument(model: DatasetModel): Promise<void> {
    return model.revert();
  }

  async backupCustomDocument(
    model: DatasetModel,
    { destination }: CustomDocumentBackupContext,
  ): Promise<CustomDocumentBackup> {
    await workspace.fs.writeFile(destination, new TextEncoder().encode(await model.backup()));
    return { id: destination.toString(), delete: () => void workspace.fs.delete(destination) };
  }

  private async write(model: DatasetModel, target: Uri, token: CancellationToken): Promise<void> {
    const stop = new AbortController();
    const cancelling = token.onCancellationRequested(() => {
      stop.abort();
    });
    try {
      await model.saveTo(target, stop.signal);
    } finally {
      cancelling.dispose();
    }
  }

  /** The file was changed by another program since it was read: nothing is overwritten unasked. */
  private async overwrites(model: DatasetModel): Promise<boolean> {
    const name = model.uri.path.split('/').at(-1) ?? '';
    const overwrite = l10n.t('Overwrite');
    const detail = l10n.t('Your edits are kept in the editor until you save or revert.');
    const question = l10n.t('{0} was changed by another program. Overwrite it with what the editor shows?', name);
    return (await window.showWarningMessage(question, { modal: true, detail }, overwrite)) === overwrite;
  }

  /** Opens a file in the editor and shows one of its lines (from 0). */
  async show(uri: Uri, line: number | undefined): Promise<void> {
    await commands.executeCommand('vscode.openWith', uri, DATASET_VIEW_TYPE);
    const model = this.modelOf(uri);
    if (line === undefined || !model) return;
    for (const { session } of this.sessions.get(model) ?? []) session.reveal(line);
  }

  /** A file that changes on disk is read again; one that vanished says so and keeps what was read. */
  private watch(model: DatasetModel): Disposable {
    const { uri } = model;
    if (uri.scheme !== 'file') return new Disposable(() => undefined);
    const name = uri.path.split('/').at(-1) ?? '';
    const watcher = workspace.createFileSystemWatcher(new RelativePattern(Uri.joinPath(uri, '..'), name));
    const reopen = async () => {
      try {
        if ((await stampOf(uri)) === undefined)
          model.fail(
            l10n.t(
              '{0} was deleted or moved while it was open; close this editor, or put the file back to go on.',
              name,
            ),
          );
        else if (await model.changedOnDisk()) await model.changedByOthers();
      } catch (error) {
        this.services.log.error(`Reading ${uri.toString(true)} again failed.`, error);
        model.fail(error instanceof Error ? error.message : String(error));
      }
    };
    watcher.onDidChange(reopen);
    watcher.onDidCreate(reopen);
    watcher.onDidDelete(reopen);
    return watcher;
  }

  register(): Disposable {
    return window.registerCustomEditorProvider(DATASET_VIEW_TYPE, this, {
      webviewOptions: { retainContextWhenHidden: true },
      supportsMultipleEditorsPerDocument: true,
    });
  }
}
