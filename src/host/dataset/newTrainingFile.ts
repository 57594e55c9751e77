import { commands, l10n, Position, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import { DATASET_VIEW_TYPE } from './datasetEditor.ts';

/** Opens a new file with one example's skeleton in the Dataset editor; nothing is written before it is saved. */
export async function newTrainingFile(): Promise<void> {
  const uri = await freeName();
  const document = await workspace.openTextDocument(uri);
  const edit = new WorkspaceEdit();
  edit.insert(uri, new Position(0, 0), skeleton());
  // a custom editor of an untitled file is handed the text that stands in it
  await workspace.applyEdit(edit);
  await commands.executeCommand('vscode.openWith', document.uri, DATASET_VIEW_TYPE);
}

/** A name that no file of the folder and no open document has. */
async function freeName(): Promise<Uri> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  for (let number = 1; ; number++) {
    const name = number === 1 ? 'training.jsonl' : `training-${number}.jsonl`;
    const file = folder && Uri.joinPath(folder, name);
    const uri = file ? file.with({ scheme: 'untitled' }) : Uri.from({ scheme: 'untitled', path: name });
    const open = window.tabGroups.all.some(({ tabs }) =>
      tabs.some(({ input }) => (input as { uri?: Uri } | undefined)?.uri?.toString() === uri.toString()),
    );
    if (!open && !(file && (await exists(file)))) return uri;
  }
}

const exists = (file: Uri): Promise<boolean> =>
  Promise.resolve(workspace.fs.stat(file)).then(
    () => true,
    () => false,
  );

/** One line: the user's message is a list of parts, so that an image has its place beside the text. */
function skeleton(): string {
  const messages = [
    { role: 'system', content: l10n.t('Answer questions about the image in a few words.') },
    { role: 'user', content: [{ type: 'text', text: l10n.t('Write the question here and add its image.') }] },
    { role: 'assistant', content: l10n.t('Write the answer here.') },
  ];
  return `${JSON.stringify({ messages })}\n`;
}
