import { EventEmitter, languages, workspace, type Disposable, type TextDocument, type Uri } from 'vscode';
import { readLine } from '../../dataset/example.ts';
import type { WorkerSource } from '../../protocol/worker.ts';
import type { DatasetEditorProvider } from '../dataset/datasetEditor.ts';
import { debounce } from '../debounce.ts';
import type { DatasetDiagnostics } from './diagnostics.ts';
import { FileCheck } from './fileCheck.ts';
import { TEXT_FILES } from '../images/imageLenses.ts';
import type { Services } from '../services.ts';

/** After the last letter typed. */
const TYPING_MS = 500;

interface Checked {
  check: FileCheck;
  later: ReturnType<typeof debounce>;
}

/** Training files that are open as text are checked too; those that the Dataset editor has open are checked there. */
export class TextChecks implements Disposable {
  private readonly services: Services;
  private readonly editors: DatasetEditorProvider;
  private readonly diagnostics: DatasetDiagnostics;
  private readonly checked = new Map<TextDocument, Checked>();
  private readonly changed = new EventEmitter<void>();
  /** A check is done, or what it said is gone. */
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: { dispose(): unknown }[];

  constructor(services: Services, editors: DatasetEditorProvider, diagnostics: DatasetDiagnostics) {
    this.services = services;
    this.editors = editors;
    this.diagnostics = diagnostics;
    this.subscriptions = [
      this.changed,
      workspace.onDidOpenTextDocument((document) => {
        this.begin(document);
      }),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.checked.get(document)?.later();
      }),
      workspace.onDidSaveTextDocument((document) => void this.run(document)),
      workspace.onDidCloseTextDocument((document) => {
        this.end(document);
      }),
      editors.onDidOpen((model) => {
        const document = this.documentOf(model.uri);
        if (document) this.drop(document);
        model.onDidDispose(() => {
          const left = this.documentOf(model.uri);
          if (left) this.begin(left);
        });
      }),
    ];
    for (const document of workspace.textDocuments) this.begin(document);
  }

  /** What is known of a file that is open as text. */
  checkOf(uri: Uri): FileCheck | undefined {
    const document = this.documentOf(uri);
    return document && this.checked.get(document)?.check;
  }

  /** Checks a file that is open as text now. False where it is not. */
  async lint(uri: Uri): Promise<boolean> {
    const document = this.documentOf(uri);
    if (!document || !this.checked.has(document)) return false;
    await this.run(document);
    return true;
  }

  /** The settings are others. */
  again(): void {
    for (const document of this.checked.keys()) void this.run(document);
  }

  private documentOf(uri: Uri): TextDocument | undefined {
    return workspace.textDocuments.find((document) => document.uri.toString() === uri.toString() && !document.isClosed);
  }

  private begin(document: TextDocument): void {
    const { uri } = document;
    // not what a file was at another time
    if (uri.scheme !== 'untitled' && workspace.fs.isWritableFileSystem(uri.scheme) !== true) return;
    if (this.checked.has(document) || languages.match(TEXT_FILES, document) === 0) return;
    // VS Code opens the text of a file for a moment before its custom editor is there
    const later = debounce(() => void this.run(document), TYPING_MS);
    this.checked.set(document, { check: new FileCheck(this.services.worker), later });
    later();
  }

  private async run(document: TextDocument): Promise<void> {
    const checked = this.checked.get(document);
    if (!checked) return;
    const { uri } = document;
    if (this.editors.modelOf(uri)) {
      this.drop(document);
      return;
    }
    checked.later.cancel();
    const { check } = checked;
    const request = await this.services.requests.of(uri);
    const line = (at: number) => (at < document.lineCount ? document.lineAt(at).text : '');
    const file = {
      source: sourceOf(document),
      lineCount: document.lineCount,
      example: (at: number) => Promise.resolve(readLine(line(at), at)),
      text: (at: number) => Promise.resolve(line(at)),
    };
    try {
      await check.run(file, request, () => undefined);
      if (this.checked.get(document) !== checked) return;
      if (check.report && !check.otherData) this.diagnostics.show(uri, check.report);
      else this.diagnostics.clear(uri);
      this.changed.fire();
    } catch (error) {
      if (error instanceof Error && error.name === 'AbortError') return;
      this.services.log.error(`Checking ${uri.toString(true)} failed.`, error);
    }
  }

  private end(document: TextDocument): void {
    if (this.drop(document) && !this.editors.modelOf(document.uri)) this.diagnostics.clear(document.uri);
  }

  private drop(document: TextDocument): boolean {
    const checked = this.checked.get(document);
    checked?.later.cancel();
    checked?.check.forget();
    if (!this.checked.delete(document)) return false;
    this.changed.fire();
    return true;
  }

  dispose(): void {
    for (const document of [...this.checked.keys()]) this.drop(document);
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}

/** The file where that is what is shown, byte for byte; else the text. */
function sourceOf(document: TextDocument): WorkerSource {
  const { uri } = document;
  if (uri.scheme === 'file' && !document.isDirty) return { path: uri.fsPath };
  return { name: uri.path, bytes: Buffer.from(document.getText()) };
}
