import { rm } from 'node:fs/promises';
import { l10n, window, workspace } from 'vscode';
import type { LineChange } from '../../dataset/lineSequence.ts';
import { asksToEmbed } from '../../lint/embedImages.ts';
import { FIXES } from '../../lint/fixes/fixes.ts';
import type { FixOptions } from '../../lint/fixLines.ts';
import type { FixRequest, FixView } from '../../protocol/fixing.ts';
import type { FixedLines } from '../../protocol/fixTasks.ts';
import type { LintRequest, WorkerSource } from '../../protocol/worker.ts';
import { agreed } from '../agreed.ts';
import type { DatasetModel } from '../dataset/datasetModel.ts';
import { fixLabel, fixPreview, nothingFixed } from './fixSentences.ts';
import { formatCount } from '../format.ts';
import { withProgress } from '../progress.ts';
import { Hint } from '../report.ts';
import type { Services } from '../services.ts';
import { editWritten } from '../dataset/writtenLines.ts';

/** Hosts that are named before images are loaded from them. */
const MOST_HOSTS = 15;

export const fixViews = (): FixView[] => [...FIXES].map(([rule, { label, safe, why }]) => ({ rule, label, safe, why }));

/**
 * Mends problems of an open file as one edit; all but those of one place are shown first and asked about.
 * @returns whether something changed. Rejects with one sentence where it cannot be done.
 */
export async function fixProblems(
  model: DatasetModel,
  { worker, requests }: Pick<Services, 'worker' | 'requests'>,
  request: FixRequest,
): Promise<boolean> {
  const said = {
    busy: l10n.t('The problems of this file are being fixed; wait for it or cancel it.'),
    changed: l10n.t('The file changed while its problems were fixed, so nothing was done; try again.'),
  };
  const options = optionsOf(await requests.of(model.uri), request);
  const isOne = request.line !== undefined && request.path !== undefined;
  const fixing = editWritten(model, said, async (source, into) => {
    if (asksToEmbed(request.rules) && !(await agreedToHosts(worker, source, options)))
      return { result: false, edit: undefined };
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

/** Asks before anything is fetched, and shows from where. */
async function agreedToHosts(worker: Services['worker'], source: WorkerSource, options: FixOptions): Promise<boolean> {
  if (!workspace.isTrusted) throw new Error(l10n.t('Images are loaded from the web in a trusted workspace only.'));
  const hosts = await worker.run((methods, task) => methods.imageHosts(task, source, options));
  const all = Object.entries(hosts).sort(([, a], [, b]) => b - a);
  if (all.length === 0) throw new Hint(l10n.t('There are no images from the web there.'));
  const question =
    all.length === 1
      ? l10n.t('Load images from 1 host and put them into the file?')
      : l10n.t('Load images from {0} hosts and put them into the file?', all.length);
  const shown = all.slice(0, MOST_HOSTS).map(([host, count]) => `${host}: ${formatCount(count)}`);
  if (all.length > MOST_HOSTS) shown.push(l10n.t('and {0} more', all.length - MOST_HOSTS));
  return agreed(question, shown.join('\n'), l10n.t('Load'));
}

function optionsOf({ provider, purpose, severities }: LintRequest, { rules, line, path }: FixRequest): FixOptions {
  return {
    provider,
    purpose,
    severities,
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
