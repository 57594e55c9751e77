import { l10n, window, type Uri } from 'vscode';
import { activeUri } from '../activeUri.ts';
import type { FileReport } from '../../lint/finding.ts';
import type { CommandContext } from '../commandContext.ts';
import type { DatasetModel } from '../dataset/datasetModel.ts';
import { formatCount } from '../format.ts';
import { withProgress } from '../progress.ts';
import type { Services } from '../services.ts';

/** Decodes every distinct image of a file, which takes its time; what is found out stays known to later checks. */
export async function lintDeep(context: CommandContext, uri?: Uri): Promise<void> {
  const { editors } = context;
  const file = uri ?? activeUri();
  if (!editors.modelOf(file)) await editors.show(file, undefined);
  const model = editors.modelOf(file);
  if (!model) return;
  const report = await checkInDepth(context, model);
  const lines = (rule: string) =>
    formatCount(new Set(report.findings.filter((each) => each.rule === rule).map(({ line }) => line)).size);
  void window.showInformationMessage(
    l10n.t(
      'Images of {0} are decoded. Examples with a broken image: {1}; with an image that others show too: {2}.',
      file.path.split('/').at(-1) ?? '',
      lines('corrupt-image'),
      lines('duplicate-image'),
    ),
  );
}

/** Checks an open file with its images decoded, under a progress bar. Rejects with `AbortError` once cancelled. */
export async function checkInDepth({ requests, worker }: Services, model: DatasetModel): Promise<FileReport> {
  const source = await model.workerSource();
  const request = { ...(await requests.of(model.uri)), depth: 'deep' as const };
  const report = await withProgress(l10n.t('Decoding images'), (options) =>
    worker.run((tasks, task) => tasks.lint(task, source, request), options),
  );
  await model.lint();
  return report;
}
