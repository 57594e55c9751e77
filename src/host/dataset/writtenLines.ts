import { l10n } from 'vscode';
import { changeOfLines } from '../../dataset/edits.ts';
import type { LineRange } from '../../dataset/lineRanges.ts';
import type { LineChange } from '../../dataset/lineSequence.ts';
import type { WorkerSource } from '../../protocol/worker.ts';
import type { DatasetModel } from './datasetModel.ts';

/** Lines that were written to a file to take the place of others, and what whoever wrote them has to say. */
export interface ReplacedLines<T> {
  label: string;
  /** Their places, ascending, `to` exclusive. */
  changed: readonly LineRange[];
  result: T;
}

/** Puts lines in before line `at` as one edit of this name. Rejects with one sentence where it cannot be made. */
export function insertLines(model: DatasetModel, at: number, texts: readonly string[], label: string): Promise<void> {
  return model.turns.edit(async () => {
    await model.refuseEdits();
    const { document } = model;
    const place = Math.min(at, document.lineCount);
    model.commit(document, [{ at: place, remove: 0, insert: texts.map((text) => ({ text })) }], label);
  });
}

/**
 * Makes one edit of lines that `write` writes to a new file: the lines now at `changed`, one behind the other. The
 * file can be looked at and saved meanwhile, but not edited. Rejects with what `write` says; nothing has changed then.
 */
export function replaceLines<T>(
  model: DatasetModel,
  write: (source: WorkerSource, into: string) => Promise<ReplacedLines<T>>,
): Promise<T> {
  const said = {
    busy: l10n.t('The images of this file are being re-encoded; wait for it or cancel it.'),
    changed: l10n.t('The file changed while its images were re-encoded, so nothing was done; try again.'),
  };
  return editWritten(model, said, async (source, into) => {
    const { label, changed, result } = await write(source, into);
    const changes = (first: number) => [changeOfLines(changed, first, (ranges) => model.document.runsOf(ranges))];
    return { result, edit: changed.length > 0 ? { label, written: true, changes } : undefined };
  });
}

/** What was written, and the edit to be made of it, if any. */
export interface WrittenEdit<T> {
  result: T;
  edit: { label: string; /** Whether there are lines in the file. */ written: boolean; changes: Changes } | undefined;
}

/** @param first number of the first line that was written */
type Changes = (first: number) => readonly LineChange[];

/**
 * Makes one edit of what `write` makes of the lines as they are, and of lines it writes to a new file. Rejects with what
 * `write` says; nothing has changed then.
 * @param said why nothing can be edited meanwhile, and why nothing was done where the file changed all the same
 */
export async function editWritten<T>(
  model: DatasetModel,
  said: { busy: string; changed: string },
  write: (source: WorkerSource, into: string) => Promise<WrittenEdit<T>>,
): Promise<T> {
  await model.refuseEdits();
  const { document } = model;
  model.busy = said.busy;
  try {
    await model.turns.edited();
    const { revision } = model;
    const into = await model.scratch.create();
    const { result, edit } = await write(await model.workerSource(), into);
    const first = edit?.written ? await document.addLines(into) : 0;
    if (model.revision !== revision || document !== model.document) throw new Error(said.changed);
    if (edit) model.commit(document, edit.changes(first), edit.label);
    return result;
  } finally {
    model.busy = undefined;
  }
}
