import { basename } from 'node:path';
import { commands, l10n, Range, Selection, TextEditorRevealType, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import { addFewShot } from '../../build/recipe/addFewShot.ts';
import type { Origin } from '../../protocol/recipeTasks.ts';
import type { CommandContext } from '../commandContext.ts';
import { formatCount } from '../format.ts';
import { withProgress } from '../progress.ts';
import { findRecipes } from './recipes.ts';
import { Hint } from '../report.ts';

/** Opens the table at the row that the example in sight was made of, or its image; a source that changed is named. */
export async function goToSourceRow({ editors, worker }: CommandContext): Promise<void> {
  const { model, line } = activeExample(editors);
  const recipes = await recipePaths();
  const origin = await withProgress(l10n.t('Looking for the source row'), ({ signal }) =>
    worker.run((tasks, task) => tasks.originOf(task, model.uri.fsPath, line, model.lineCount, recipes), { signal }),
  );
  await show(origin);
  if (origin.changed)
    void window.showWarningMessage(
      l10n.t('{0} changed since the build: the row may be another one by now.', basename(origin.path)),
    );
}

async function show({ path, row, line }: Origin): Promise<void> {
  const uri = Uri.file(path);
  if (line !== undefined) {
    // a table that is a training file itself opens as text too: a row is a line of it
    const document = await workspace.openTextDocument(uri);
    const selection = new Selection(line, 0, line, 0);
    const editor = await window.showTextDocument(document, { selection });
    editor.revealRange(new Range(line, 0, line, 0), TextEditorRevealType.InCenter);
  } else if (path.toLowerCase().endsWith('.parquet'))
    void window.showInformationMessage(l10n.t('It is row {0} of {1}.', formatCount(row + 1), basename(path)));
  else await commands.executeCommand('vscode.open', uri);
}

/** Adds the example in sight to the few-shot examples of the recipe it was built from, which is left to be saved. */
export async function useAsFewShot({ editors, worker }: CommandContext): Promise<void> {
  const { model, line } = activeExample(editors);
  const { recipe, row } = await worker.methods.fewShotRowOf(
    model.uri.fsPath,
    line,
    model.lineCount,
    await recipePaths(),
  );
  const document = await workspace.openTextDocument(Uri.file(recipe));
  const changes = addFewShot(document.getText(), row);
  const name = workspace.asRelativePath(document.uri);
  if (!changes) throw new Hint(l10n.t('Row {0} is among the few-shot examples of {1} already.', row, name));
  const edit = new WorkspaceEdit();
  for (const { offset, length, content } of changes)
    edit.replace(document.uri, new Range(document.positionAt(offset), document.positionAt(offset + length)), content);
  await workspace.applyEdit(edit);
  const at = document.positionAt((changes[0]?.offset ?? 0) + (changes[0]?.content.length ?? 0));
  await window.showTextDocument(document, { selection: new Selection(at, at) });
}

function activeExample(editors: CommandContext['editors']) {
  const { active } = editors;
  if (active?.model.uri.scheme !== 'file')
    throw new Hint(l10n.t('Open a built training file in the Dataset editor first.'));
  return { model: active.model, line: active.session.selected };
}

const recipePaths = async () => (await findRecipes()).map(({ fsPath }) => fsPath);
