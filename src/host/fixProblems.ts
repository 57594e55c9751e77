import { rm } from 'node:fs/promises';
import { l10n, window } from 'vscode';
import type { LineChange } from '../dataset/lineSequence.ts';
import { FIXES } from '../lint/fixes/fixes.ts';
import type { FixOptions } from '../lint/fixLines.ts';
import type { FixRequest, FixView } from '../protocol/fixing.ts';
import type { FixedLines } from '../protocol/fixTasks.ts';
import { agreed } from './agreed.ts';
import type { DatasetModel } from './datasetModel.ts';
import { fixLabel, fixPreview, nothingFixed } from './fixSentences.ts';
import { withProgress } from './progress.ts';
import type { Services } from './services.ts';
import { readSettings } from './settings.ts';
import { editWritten } from './writtenLines.ts';

export const fixViews = (): FixView[] => [...FIXES].map(([rule, { label, safe, why }]) => ({ rule, label, safe, why }));

/**
 * Mends problems of an open file as one edit; all but those of one place are shown first and asked about.
 * @returns whether something changed. Rejects with one sentence where it cannot be done.
 */
export async function fixProblems(
  model: DatasetModel,
  { worker }: Pick<Services, 'worker'>,
  request: FixRequest,
): Promise<boolean> {
  const said = {
    busy: l10n.t('The problems of this file are being fixed; wait for it or cancel it.'),
    changed: l10n.t('The file changed while its problems were fixed, so nothing was done; try again.'),
  };
  const options = optionsOf(model, request);
  const isOne = request.line !== undefined && request.path !== undefined;
  const fixing = editWritten(model, said, async (source, into) => {
    const run = (running: { signal?: AbortSignal; onProgress?: (fraction: number) => void }) =>
      worker.run((methods, task) => methods.fixLines(task, source, options, into), running);
    const fixed = isOne ? await run({}) : await withProgress(l10n.t('Fixing problems of {0}', model.file.name), run);
    const { report } = fixed;
    if (report.changed + report.removed === 0) {
      void window.showInformationMessage(nothingFixed(report));
      return { result: false, edit: undefined };
    }
    if (!isOne) {
      const { question, detail } = fixPreview(report);
      if (!(await agreed(question, detail, l10n.t('Fix')))) {
        await rm(into, { force: true });
        return { result: false, edit: undefined };
      }
    }
    const { lineCount } = model;
    const changes = (first: number) => changesOf(fixed, first, lineCount);
    return { result: true, edit: { label: fixLabel(report, request), written: fixed.written > 0, changes } };
  });
  return fixing.catch((error: unknown) => {
    if (error instanceof Error && error.name === 'AbortError') return false; // the user stopped it
    throw error;
  });
}

function optionsOf(model: DatasetModel, { rules, line, path }: FixRequest): FixOptions {
  return {
    provider: readSettings(model.uri).provider,
    ...(rules && { rules }),
    ...(line !== undefined && { lines: [{ from: line, to: line + 1 }] }),
    ...(path !== undefined && { places: [path] }),
  };
}

/** The last first, so that what is changed moves nothing that is still to be changed. */
function changesOf({ changes, written }: FixedLines, first: number, lineCount: number): LineChange[] {
  if (changes === 'whole') return [{ at: 0, remove: lineCount, insert: [{ from: first, count: written }] }];
  let next = first;
  return changes
    .map(({ at, remove, insert }): LineChange => {
      const from = next;
      next += insert;
      return { at, remove, insert: insert > 0 ? [{ from, count: insert }] : [] };
    })
    .reverse();
}
