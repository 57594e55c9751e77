import { l10n } from 'vscode';
import type { DatasetDocument } from '../../dataset/document.ts';
import { changesOf, editLine, type DatasetEdit, type LineEdit } from '../../dataset/edits.ts';
import type { Example } from '../../dataset/example.ts';
import type { LineChange } from '../../dataset/lineSequence.ts';
import type { CommonPrefix } from '../../dataset/sharedPrefix.ts';
import { addedExample } from './addedExample.ts';
import { editLabel } from './editLabel.ts';

/** Of an open file, what an edit depends on. */
interface Editable {
  document: DatasetDocument;
  check: { shared: CommonPrefix | undefined };
  example(line: number): Promise<Example | { kind: 'long' }>;
}

/** What an edit is called and does to the lines. Rejects with one sentence where it cannot be made. */
export async function prepareEdit(
  file: Editable,
  edit: DatasetEdit,
): Promise<{ label: string; changes: LineChange[] }> {
  const { document, check } = file;
  if ('at' in edit)
    return {
      label: editLabel(edit, { kind: 'blank' }),
      changes: [await addedExample(document, edit.at, check.shared)],
    };
  const label = editLabel(edit, await file.example('lines' in edit ? (edit.lines[0]?.from ?? 0) : edit.line));
  if ('lines' in edit) return { label, changes: changesOf(edit, (ranges) => document.runsOf(ranges)) };
  return { label, changes: [await changeOf(document, edit)] };
}

async function changeOf(document: DatasetDocument, edit: LineEdit): Promise<LineChange> {
  const before = await document.lineWithEnd(edit.line);
  if (before === undefined) throw new Error(l10n.t('Line {0} is too long to be edited.', edit.line + 1));
  if (!(await document.isText(edit.line)))
    throw new Error(l10n.t('Line {0} holds bytes that are not UTF-8; save the file in UTF-8 first.', edit.line + 1));
  // a byte order mark and a carriage return are the file's, not the example's
  const [, mark = '', text = '', end = ''] = /^(\ufeff?)(.*?)(\r?)$/s.exec(before) ?? [];
  return { at: edit.line, remove: 1, insert: [{ text: mark + editLine(text, edit) + end }] };
}
