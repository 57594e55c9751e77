import { commands, Range, Selection, TextEditorRevealType, window, type Uri } from 'vscode';

/** Above this VS Code gives extensions no text document (microsoft/vscode#111849), and compares no texts here. */
export const TEXT_LIMIT = 50 * 1024 * 1024;

/**
 * Puts the text editor in the place of the active dataset editor, at a line (from 0) where VS Code lets an extension go
 * there: above `TEXT_LIMIT` the file opens at its top. Unsaved edits are asked about by VS Code, which may keep the editor.
 */
export async function openAsText(uri: Uri, line: number): Promise<void> {
  await commands.executeCommand('workbench.action.reopenTextEditor');
  const editor = window.activeTextEditor;
  if (editor?.document.uri.toString() !== uri.toString()) return;
  editor.selection = new Selection(line, 0, line, 0);
  editor.revealRange(new Range(line, 0, line, 0), TextEditorRevealType.InCenterIfOutsideViewport);
}

/** The line (from 0) of the cursor where a file is the text that has the focus; `undefined` where it is not. */
export function lineOfCursor(uri: Uri): number | undefined {
  const editor = window.activeTextEditor;
  return editor?.document.uri.toString() === uri.toString() ? editor.selection.active.line : undefined;
}
