import {
  CancellationError,
  commands,
  Disposable,
  EventEmitter,
  TabInputText,
  window,
  type CancellationToken,
  type CustomDocumentBackup,
  type CustomDocumentEditEvent,
  type CustomDocumentOpenContext,
  type CustomEditorProvider,
  type Uri,
  type WebviewPanel,
} from 'vscode';
import { Backups } from './backups.ts';
import { askAboutConflict, registerComparison } from './conflict.ts';
import { DatasetModel, type MadeEdit } from './datasetModel.ts';
import { DatasetSession } from './datasetSession.ts';
import { DiskFollower } from './followDisk.ts';
import type { ProblemPlace } from '../../protocol/problems.ts';
import { openFailure } from './openFailure.ts';
import { lineOfCursor } from './openAsText.ts';
import { ScratchFiles } from './scratchFiles.ts';
import type { Services } from '../services.ts';
import { restoreEdits } from './restoreEdits.ts';
import { pageHtml } from '../webview.ts';

export const DATASET_VIEW_TYPE = 'visionFineTuning.dataset';

/** The custom editor for `.jsonl`: one model a file, one session a panel. */
export class DatasetEditorProvider implements CustomEditorProvider<DatasetModel> {
  private readonly services: Services;
  private readonly backups: Backups;
  private readonly sessions = new Map<DatasetModel, Set<{ panel: WebviewPanel; session: DatasetSession }>>();
  private readonly followers = new WeakMap<DatasetModel, DiskFollower>();
  /** Edits of an earlier time that VS Code is told of once it has taken the document over. */
  private readonly untold = new WeakMap<DatasetModel, Promise<MadeEdit>>();
  private readonly edited = new EventEmitter<CustomDocumentEditEvent<DatasetModel>>();
  readonly onDidChangeCustomDocument = this.edited.event;
  private readonly opened = new EventEmitter<DatasetModel>();
  /** A file was opened in the editor. */
  readonly onDidOpen = this.opened.event;

  constructor(services: Services) {
    this.services = services;
    this.backups = new Backups(services.context);
    void ScratchFiles.sweep(this.backups.folder);
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

  async openCustomDocument(
    uri: Uri,
    { backupId, untitledDocumentData }: CustomDocumentOpenContext,
  ): Promise<DatasetModel> {
    const model = new DatasetModel(uri, this.services, this.backups);
    const disk = new DiskFollower(model, this.backups, (error) => {
      this.services.log.error(`Following ${uri.toString(true)} failed.`, error);
    });
    try {
      await model.open(untitledDocumentData);
    } catch (error) {
      // VS Code would name no reason; the page does
      this.services.log.error(`Opening ${uri.toString(true)} failed.`, error);
      model.fail(openFailure(error, model.file.name));
    }
    model.onDidEdit((edit) => {
      this.edited.fire({ document: model, ...edit });
    });
    // of a file that cannot be read now, what was unsaved stays where it is
    const unsaved = model.failure === undefined ? await model.file.unsaved(backupId) : undefined;
    if (unsaved?.fits) {
      const restored = restoreEdits(model, unsaved.lines);
      // a file that cannot be read says so on its page
      restored.catch(() => undefined);
      // VS Code knows of edits whose backup it has asked for itself
      if (backupId === undefined) this.untold.set(model, restored);
    } else if (unsaved) await disk.setAside(unsaved.lines);
    else disk.offer();
    const watching = disk.watch();
    this.followers.set(model, disk);
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
    panel.webview.html = pageHtml(panel.webview, this.services.context.extensionUri, 'dataset', model.file.name);
    const untold = this.untold.get(model);
    this.untold.delete(model);
    untold?.then(
      (edit) => {
        this.edited.fire({ document: model, ...edit });
      },
      () => undefined,
    );
  }

  async saveCustomDocument(model: DatasetModel, token: CancellationToken): Promise<void> {
    const change = await model.changeOnDisk();
    if (change === 'rewritten') {
      // the lines that were not edited are those on disk already: written over it they would be others
      await this.followers.get(model)?.look();
      throw new CancellationError();
    }
    const wanted = change === 'replaced' ? await askAboutConflict(model) : 'overwrite';
    if (wanted === undefined) throw new CancellationError();
    if (wanted === 'overwrite') await this.write(model, model.uri, token);
    else await model.revert();
  }

  async saveCustomDocumentAs(model: DatasetModel, target: Uri, token: CancellationToken): Promise<void> {
    await this.write(model, target, token);
    // its edits are in the other file now: as VS Code's own editors do, this one goes back to what is on disk
    if (target.toString() !== model.uri.toString()) await model.leave();
  }

  revertCustomDocument(model: DatasetModel): Promise<void> {
    return model.revert();
  }

  async backupCustomDocument(model: DatasetModel): Promise<CustomDocumentBackup> {
    // the model takes it away itself as soon as nothing is unsaved
    return { id: await model.backup(), delete: () => undefined };
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

  /**
   * Opens a file in the editor, in place of its text where that has the focus, and shows one of its lines (from 0).
   * @param place what is marked in that line
   */
  async show(uri: Uri, line = lineOfCursor(uri), place?: ProblemPlace): Promise<DatasetSession | undefined> {
    const tab = window.tabGroups.activeTabGroup.activeTab;
    const isText = tab?.input instanceof TabInputText && tab.input.uri.toString() === uri.toString();
    // in place of a text with unsaved changes it would ask what becomes of them
    if (isText && !tab.isDirty) await commands.executeCommand('reopenActiveEditorWith', DATASET_VIEW_TYPE);
    else await commands.executeCommand('vscode.openWith', uri, DATASET_VIEW_TYPE);
    const model = this.modelOf(uri);
    if (!model) return undefined;
    const sessions = [...(this.sessions.get(model) ?? [])];
    const session = (sessions.find(({ panel }) => panel.active) ?? sessions.at(-1))?.session;
    if (line !== undefined) session?.reveal(line, place);
    return session;
  }

  register(): Disposable {
    const editor = window.registerCustomEditorProvider(DATASET_VIEW_TYPE, this, {
      webviewOptions: { retainContextWhenHidden: true },
      supportsMultipleEditorsPerDocument: true,
    });
    return Disposable.from(editor, ...registerComparison((uri) => this.modelOf(uri)));
  }
}
