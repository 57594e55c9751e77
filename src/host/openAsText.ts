import { commands, Position, Range, Selection, window, type Uri } from 'vscode';

/** Shows the file of the active dataset editor as text in its place, at a line (from 0) where VS Code lets one go there. */
export async function openAsText(uri: Uri, line: number): Promise<void> {
  await commands.executeCommand('workbench.action.reopenTextEditor');
  // above 50 MB VS Code gives extensions no text editor (microsoft/vscode#111849)
  const editor = window.activeTextEditor;
  if (editor?.document.uri.toString() !== uri.toString()) return;
  const at = new Position(line, 0);
  editor.selection = new Selection(at, at);
  editor.revealRange(new Range(at, at));
}
