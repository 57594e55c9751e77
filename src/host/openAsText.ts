import { commands, Range, window, workspace, type Uri } from 'vscode';

/** Above this VS Code gives extensions no text document (microsoft/vscode#111849). */
const TEXT_LIMIT = 50 * 1024 * 1024;

/** Opens a file in the text editor, at a line (from 0) where VS Code lets an extension go there. */
export async function openAsText(uri: Uri, line: number): Promise<void> {
  const { size } = await workspace.fs.stat(uri);
  if (size > TEXT_LIMIT) {
    await commands.executeCommand('vscode.openWith', uri, 'default');
    return;
  }
  await window.showTextDocument(uri, { selection: new Range(line, 0, line, 0) });
}
