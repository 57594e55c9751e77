import {
  Disposable,
  EventEmitter,
  FileChangeType,
  FileSystemError,
  FileType,
  l10n,
  ProgressLocation,
  window,
  workspace,
  type FileChangeEvent,
  type FileStat,
  type FileSystemProvider,
  type Uri,
} from 'vscode';
import type { DatasetEditorProvider } from '../dataset/datasetEditor.ts';
import { debounce } from '../debounce.ts';
import { needsLeave } from '../images/imageLeave.ts';
import { PREVIEW_SCHEME, previewOf, recipeOfPreview } from './previewScheme.ts';
import { isRecipe } from './recipes.ts';
import type { Services } from '../services.ts';

/** After the last letter typed. */
const TYPING_MS = 400;

interface Preview {
  bytes: Uint8Array;
  /** Grows with every text that was built. */
  version: number;
  /** Why the text cannot be built, one sentence; the bytes are then those of the last text that could. */
  failure: string | undefined;
  running: AbortController;
  again: ReturnType<typeof debounce>;
}

/**
 * A recipe's first lines as a read-only document, which the Dataset editor shows: built anew from the text in the
 * editor whenever it changes, in place of a build that still runs. What cannot be built is said above the last lines
 * that could.
 */
export class RecipePreviews implements FileSystemProvider {
  private readonly services: Pick<Services, 'worker' | 'log'>;
  private readonly editors: DatasetEditorProvider;
  private readonly previews = new Map<string, Preview>();
  private readonly changed = new EventEmitter<FileChangeEvent[]>();
  readonly onDidChangeFile = this.changed.event;

  constructor(services: Pick<Services, 'worker' | 'log'>, editors: DatasetEditorProvider) {
    this.services = services;
    this.editors = editors;
  }

  register(): Disposable {
    const { editors } = this;
    const again = (recipe: Uri) => this.previews.get(previewOf(recipe).toString())?.again();
    return Disposable.from(
      this.changed,
      workspace.registerFileSystemProvider(PREVIEW_SCHEME, this, { isReadonly: true, isCaseSensitive: true }),
      workspace.onDidChangeTextDocument(({ document: { uri }, contentChanges }) => {
        if (contentChanges.length > 0 && isRecipe(uri)) again(uri);
      }),
      // a prompt or a table that it names may be another now
      workspace.onDidSaveTextDocument(() => {
        for (const preview of this.previews.values()) preview.again();
      }),
      editors.onDidOpen((model) => {
        if (model.uri.scheme !== PREVIEW_SCHEME) return;
        model.onDidDispose(() => {
          this.end(model.uri);
        });
        const { failure } = this.previews.get(model.uri.toString()) ?? {};
        if (failure !== undefined) model.fail(failure);
      }),
      new Disposable(() => {
        for (const preview of this.previews.values()) stop(preview);
      }),
    );
  }

  async stat(uri: Uri): Promise<FileStat> {
    const { bytes, version } = await this.previewOf(uri);
    return { type: FileType.File, ctime: 0, mtime: version, size: bytes.length };
  }

  async readFile(uri: Uri): Promise<Uint8Array> {
    return (await this.previewOf(uri)).bytes;
  }

  watch(): Disposable {
    return new Disposable(() => undefined);
  }

  /** Built when it is first asked for: also by an editor that a reload brings back. */
  private async previewOf(uri: Uri): Promise<Preview> {
    const known = this.previews.get(uri.toString());
    if (known) return known;
    if (!uri.path.endsWith('.jsonl')) throw FileSystemError.FileNotFound(uri);
    const again = debounce(() => void this.build(uri), TYPING_MS);
    const running = new AbortController();
    const preview: Preview = { bytes: new Uint8Array(), version: 1, failure: undefined, running, again };
    this.previews.set(uri.toString(), preview);
    await this.build(uri);
    return preview;
  }

  private async build(uri: Uri): Promise<void> {
    const preview = this.previews.get(uri.toString());
    if (!preview) return;
    stop(preview);
    const { signal } = (preview.running = new AbortController());
    try {
      const bytes = await this.bytesOf(recipeOfPreview(uri), signal);
      const same = preview.failure === undefined && Buffer.from(bytes).equals(preview.bytes);
      preview.failure = undefined;
      if (same) return;
      preview.bytes = bytes;
      preview.version++;
      this.changed.fire([{ type: FileChangeType.Changed, uri }]);
    } catch (error) {
      if (signal.aborted) return;
      preview.failure = error instanceof Error ? error.message : String(error);
      this.services.log.debug(`${uri.path}: ${preview.failure}`);
      this.editors.modelOf(uri)?.fail(preview.failure);
    }
  }

  private async bytesOf(recipe: Uri, signal: AbortSignal): Promise<Uint8Array> {
    if (!workspace.isTrusted)
      throw new Error(l10n.t('A preview reads the files that a recipe names: trust this workspace first.'));
    const text = (await workspace.openTextDocument(recipe)).getText();
    const location = { location: ProgressLocation.Window, title: l10n.t('Previewing the recipe') };
    const lines = await window.withProgress(location, () =>
      this.services.worker.run((tasks, task) => tasks.previewLines(task, text, recipe.fsPath), { signal }),
    );
    if (!needsLeave(lines)) return lines;
    throw new Error(
      l10n.t(
        'The first examples show images of the web or outside the folder of the recipe, which a preview does not read ({0}): Build asks you about them.',
        [...Object.keys(lines.hosts), ...lines.outside].join(', '),
      ),
    );
  }

  private end(uri: Uri): void {
    const preview = this.previews.get(uri.toString());
    if (preview) stop(preview);
    this.previews.delete(uri.toString());
  }

  // VS Code asks none of these of a read-only file system
  readDirectory = refuse;
  createDirectory = refuse;
  writeFile = refuse;
  delete = refuse;
  rename = refuse;
}

function stop({ running, again }: Preview): void {
  again.cancel();
  running.abort();
}

function refuse(uri: Uri): never {
  throw FileSystemError.NoPermissions(uri);
}
