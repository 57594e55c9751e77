// For tests: an extension with a file system in memory, and commands that open any address in the dataset editor.
import {
  commands,
  EventEmitter,
  FileChangeType,
  FilePermission,
  FileSystemError,
  FileType,
  Uri,
  window,
  workspace,
  type ExtensionContext,
  type FileChangeEvent,
  type FileStat,
  type FileSystemProvider,
} from 'vscode';
import { setTimeout as sleep } from 'node:timers/promises';

/** `/full.jsonl` cannot be written, `/locked.jsonl` says so beforehand, `/slow.jsonl` takes as long as a network does. */
class MemoryFiles implements FileSystemProvider {
  private readonly files = new Map<string, { bytes: Uint8Array; mtime: number }>();
  private readonly changed = new EventEmitter<FileChangeEvent[]>();
  readonly onDidChangeFile = this.changed.event;
  private readonly written: (path: string, bytes: Uint8Array) => Thenable<void>;

  /** @param written is told what is saved here */
  constructor(written: (path: string, bytes: Uint8Array) => Thenable<void>) {
    this.written = written;
  }

  put(uri: Uri, bytes: Uint8Array): void {
    this.files.set(uri.path, { bytes, mtime: (this.files.get(uri.path)?.mtime ?? 0) + 1 });
    this.changed.fire([{ type: FileChangeType.Changed, uri }]);
  }

  stat(uri: Uri): FileStat {
    if (uri.path === '/') return { type: FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    const { bytes, mtime } = this.find(uri);
    const state = { type: FileType.File, ctime: 0, mtime, size: bytes.length };
    return uri.path === '/locked.jsonl' ? { ...state, permissions: FilePermission.Readonly } : state;
  }

  readFile(uri: Uri): Uint8Array {
    return this.find(uri).bytes;
  }

  async writeFile(uri: Uri, bytes: Uint8Array): Promise<void> {
    if (uri.path === '/full.jsonl') throw FileSystemError.NoPermissions(uri);
    if (uri.path === '/slow.jsonl') await sleep(2000);
    this.put(uri, bytes);
    await this.written(uri.path, bytes);
  }

  readDirectory(): [string, FileType][] {
    return [...this.files.keys()].map((path) => [path.slice(1), FileType.File]);
  }

  watch() {
    return { dispose: () => undefined };
  }
  createDirectory(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }
  delete(uri: Uri): void {
    this.files.delete(uri.path);
  }
  rename(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }

  private find(uri: Uri) {
    const file = this.files.get(uri.path);
    if (!file) throw FileSystemError.FileNotFound(uri);
    return file;
  }
}

/** Two words as they are typed into the input box, which stays open when a webview that has just come takes the focus. */
const ask = async () => ((await window.showInputBox({ prompt: 'Two words', ignoreFocusOut: true })) ?? '').split(' ');

export function activate({ subscriptions }: ExtensionContext): void {
  // a copy on disk, where a test can read it
  const root = workspace.workspaceFolders?.[0]?.uri ?? Uri.file('/');
  const memory = new MemoryFiles((path, bytes) => workspace.fs.writeFile(Uri.joinPath(root, 'memory', path), bytes));
  subscriptions.push(
    workspace.registerFileSystemProvider('memory', memory),
    commands.registerCommand('testFileSystems.open', async () => {
      const [address = '', source] = await ask();
      const uri = Uri.parse(address);
      if (source !== undefined) memory.put(uri, await workspace.fs.readFile(Uri.file(source)));
      await commands.executeCommand('vscode.openWith', uri, 'visionFineTuning.dataset');
    }),
    commands.registerCommand('testFileSystems.untitled', async () => {
      const [source = ''] = await ask();
      const content = Buffer.from(await workspace.fs.readFile(Uri.file(source))).toString();
      const { uri } = await workspace.openTextDocument({ content });
      await commands.executeCommand('vscode.openWith', uri, 'visionFineTuning.dataset');
    }),
  );
}
