import { l10n, Range, Selection, Uri, window, workspace, WorkspaceEdit, type TextDocument } from 'vscode';
import { valueAt } from '../../dataset/lineEdit.ts';
import { answersBeside } from '../../evaluate/answers.ts';
import { askedIn } from '../../evaluate/asked.ts';
import type { DatasetModel } from '../dataset/datasetModel.ts';
import { labelIn } from '../dataset/labelView.ts';
import { Hint } from '../report.ts';
import { predictionOf } from '../dataset/shownRun.ts';

/** The reference answer of an example, and where it stands. */
export interface Label {
  text: string;
  /** JSON Pointer into the line; absent where it stands in the file of answers. */
  path?: string;
}

/** The reference answer of a line (from 0): its final assistant message, else what the file of answers says. */
export async function labelOf(model: DatasetModel, line: number): Promise<Label | undefined> {
  const own = labelIn(await model.example(line));
  if (own) return own;
  const place = await answerPlace(model, line);
  return place && { text: place.answer };
}

/** Makes a text the reference answer of a line, as one undoable edit where that stands. Rejects with one sentence. */
export async function setLabel(model: DatasetModel, line: number, label: string): Promise<void> {
  const own = labelIn(await model.example(line));
  if (own) return model.edit({ kind: 'text', line, path: own.path, text: label });
  const place = await requiredPlace(model, line);
  const edit = new WorkspaceEdit();
  edit.replace(place.document.uri, place.range, JSON.stringify(label));
  await workspace.applyEdit(edit);
  await show(place.document, place.range.start.translate(0, JSON.stringify(label).length));
}

/** Opens the file of answers at the reference answer of a line, which is then selected. Rejects with one sentence. */
export async function openLabel(model: DatasetModel, line: number): Promise<void> {
  const { document, range } = await requiredPlace(model, line);
  await window.showTextDocument(document, { selection: range });
}

const show = (document: TextDocument, at: Selection['active']) =>
  window.showTextDocument(document, { selection: new Selection(at, at) });

interface AnswerPlace {
  document: TextDocument;
  answer: string;
  /** Of the answer's JSON. */
  range: Range;
}

async function requiredPlace(model: DatasetModel, line: number): Promise<AnswerPlace> {
  const place = await answerPlace(model, line);
  if (place) return place;
  throw new Hint(
    l10n.t('Example {0} has no reference answer: neither in its line nor in a file of answers beside it.', line + 1),
  );
}

/** Where the file of answers tells that of a line; `undefined` where there is no such file, or it does not. */
async function answerPlace(model: DatasetModel, line: number): Promise<AnswerPlace | undefined> {
  const path = model.uri.scheme === 'file' ? await answersBeside(model.uri.fsPath) : undefined;
  const asked = askedIn(line, await model.example(line));
  if (path === undefined || !asked) return undefined;
  const known = model.runs.map((run) => predictionOf(run, asked)?.prediction.example_id).find((id) => id !== undefined);
  const document = await workspace.openTextDocument(Uri.file(path));
  const id = known ?? asked.id ?? line;
  for (let at = 0; at < document.lineCount; at++) {
    const { text } = document.lineAt(at);
    if (valueAt(text, ['example_id'])?.value !== id) continue;
    const answer = valueAt(text, ['answer']);
    if (!answer) continue;
    const range = new Range(at, answer.offset, at, answer.offset + answer.length);
    return { document, answer: String(answer.value).trim(), range };
  }
  return undefined;
}
