import { l10n, Uri, window, workspace } from 'vscode';
import { posix } from 'node:path';
import { activeUri } from '../activeUri.ts';
import type { CommandContext } from '../commandContext.ts';
import type { ImageTool } from '../../protocol/problems.ts';
import { Hint } from '../report.ts';

/**
 * Shows a line (from 0) of a file in the Dataset editor, which reads what is on disk: unsaved text is saved first.
 * @param path JSON Pointer of what is marked there, as `rule` says it
 */
export async function showInEditor(
  { editors }: CommandContext,
  address: string,
  line: number,
  path?: string,
  rule?: string,
): Promise<void> {
  const uri = Uri.parse(address);
  if (!(await savedFirst(uri))) return;
  const place = path === undefined ? undefined : { path, ...(rule !== undefined && { rule }) };
  await editors.show(uri, line, place);
}

/** Crops the image of an example in the Dataset editor: of the one that is shown, where no line (from 0) is named. */
export const cropImage = (context: CommandContext, address?: unknown, line?: number, rule?: string): Promise<void> =>
  beginTool(context, 'crop', address, line, rule);

/** Puts another image in the place of that of an example, as `cropImage` does. */
export const replaceImage = (context: CommandContext, address?: unknown, line?: number, rule?: string): Promise<void> =>
  beginTool(context, 'replace', address, line, rule);

async function beginTool(
  { editors }: CommandContext,
  tool: ImageTool,
  address: unknown,
  line?: number,
  rule?: string,
): Promise<void> {
  const place = { path: '', tool, ...(rule !== undefined && { rule }) };
  if (typeof address === 'string' && line !== undefined) {
    const uri = Uri.parse(address);
    if (await savedFirst(uri)) await editors.show(uri, line, place);
    return;
  }
  const { active } = editors;
  if (!active) throw new Hint(l10n.t('Open a training file in the Dataset editor first.'));
  active.session.reveal(active.session.selected, place);
}

/** Opens a file in the Dataset editor with the list of all its problems. */
export async function showProblemList({ editors }: CommandContext, address?: string): Promise<void> {
  const uri = address === undefined ? activeUri() : Uri.parse(address);
  if (await savedFirst(uri)) (await editors.show(uri, undefined))?.showProblemList();
}

/** Saves what is unsaved in a text. False where the user does not want to. */
async function savedFirst(uri: Uri): Promise<boolean> {
  const text = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (text?.isDirty && !text.isUntitled) {
    const name = posix.basename(uri.path);
    const save = l10n.t('Save and Show');
    const question = l10n.t('{0} has unsaved text. The Dataset editor shows what is saved.', name);
    const answer = await window.showInformationMessage(question, save);
    return answer === save && (await text.save());
  }
  return true;
}
