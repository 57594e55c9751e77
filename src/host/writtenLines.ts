import { l10n } from 'vscode';
import { changeOfLines } from '../dataset/edits.ts';
import type { LineRange } from '../dataset/lineRanges.ts';
import type { WorkerSource } from '../protocol/worker.ts';
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
export async function replaceLines<T>(
  model: DatasetModel,
  write: (source: WorkerSource, into: string) => Promise<ReplacedLines<T>>,
): Promise<T> {
  await model.refuseEdits();
  const { document } = model;
  model.busy = l10n.t('The images of this file are being re-encoded; wait for it or cancel it.');
  try {
    await model.turns.edited();
    const { revision } = model;
    const into = await model.scratch.create();
    const { label, changed, result } = await write(await model.workerSource(), into);
    const first = changed.length > 0 ? await document.addLines(into) : 0;
    if (model.revision !== revision || document !== model.document)
      throw new Error(l10n.t('The file changed while its images were re-encoded, so nothing was done; try again.'));
    if (changed.length > 0)
      model.commit(document, [changeOfLines(changed, first, (ranges) => document.runsOf(ranges))], label);
    return result;
  } finally {
    model.busy = undefined;
  }
}
