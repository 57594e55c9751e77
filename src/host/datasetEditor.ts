import {
  commands,
  Disposable,
  EventEmitter,
  RelativePattern,
  Uri,
  window,
  workspace,
  type CustomReadonlyEditorProvider,
  type WebviewPanel,
  l10n,
} from 'vscode';
import { DatasetModel } from './datasetModel.ts';
import { DatasetSession } from './datasetSession.ts';
import type { Services } from './services.ts';
import { exists } from './uriSource.ts';
import { pageHtml } from './webview.ts';

export const DATASET_VIEW_TYPE = 'visionFineTuning.dataset';

/** The custom editor for `.jsonl`: one model a file, one session a panel. */
export class DatasetEditorProvider implements CustomReadonlyEditorProvider<DatasetModel> {
  private readonly services: Services;
  private readonly sessions = new Map<DatasetModel, Set<{ panel: WebviewPanel; session: DatasetSession }>>();
  private readonly opened = new EventEmitter<DatasetModel>();
  /** A file was opened in the editor. */
  readonly onDidOpen = this.opened.event;

  constructor(services: Services) {
    this.services = services;
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

  async openCustomDocument(uri: Uri): Promise<DatasetModel> {
    const model = new DatasetModel(uri, this.services);
    await model.open();
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
        if (await exists(uri)) await model.open();
        else
          model.fail(
            l10n.t(
              '{0} was deleted or moved while it was open; close this editor, or put the file back to go on.',
              name,
            ),
          );
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
