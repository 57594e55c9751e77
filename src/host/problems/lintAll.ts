import { commands, l10n, window, workspace, type Uri } from 'vscode';
import { DatasetDocument } from '../../dataset/document.ts';
import { readLine } from '../../dataset/example.ts';
import type { FileReport } from '../../lint/finding.ts';
import type { CommandContext } from '../commandContext.ts';
import { countsText } from '../jobs/costTable.ts';
import { FileCheck } from './fileCheck.ts';
import { formatCount } from '../format.ts';
import { NO_TRAINING_FILES } from '../noTrainingFiles.ts';
import type { LintRequest } from '../../protocol/worker.ts';
import { withProgress, type Progressing } from '../progress.ts';
import { openUri } from '../dataset/uriSource.ts';

/** Checks every training file of the workspace; what is wrong stands in the Problems panel. */
export async function lintAll(context: CommandContext): Promise<void> {
  const files = await workspace.findFiles('**/*.jsonl', NO_TRAINING_FILES);
  if (files.length === 0) {
    void window.showInformationMessage(l10n.t('This workspace has no .jsonl file.'));
    return;
  }
  files.sort((a, b) => a.path.localeCompare(b.path));
  const reports = await withProgress(l10n.t('Checking training files'), (options) =>
    lintFiles(context, files, options),
  );
  const wrong = reports.filter(({ counts }) => counts.error + counts.warning + counts.info > 0);
  if (wrong.length > 0) await commands.executeCommand('workbench.actions.view.problems');
  void window.showInformationMessage(summaryOf(reports, wrong));
}

async function lintFiles(
  context: CommandContext,
  files: readonly Uri[],
  { signal, onProgress }: Progressing,
): Promise<FileReport[]> {
  const reports: FileReport[] = [];
  for (const [at, uri] of files.entries()) {
    signal.throwIfAborted();
    onProgress(at / files.length, l10n.t('{0} of {1}: {2}', at + 1, files.length, workspace.asRelativePath(uri)));
    try {
      const report = await lintOne(context, uri, signal);
      if (report) reports.push(report);
    } catch (error) {
      signal.throwIfAborted();
      // one that cannot be read does not keep the others from being checked
      context.log.error(`Checking ${uri.toString(true)} failed.`, error);
    }
  }
  return reports;
}

/** @returns `undefined` for a file of other data */
async function lintOne(
  { editors, texts, diagnostics, worker, requests }: CommandContext,
  uri: Uri,
  signal: AbortSignal,
): Promise<FileReport | undefined> {
  const model = editors.modelOf(uri);
  if (model) await model.lint();
  else if (!(await texts.lint(uri))) {
    const check = new FileCheck(worker);
    await checkUnopened(check, uri, { ...(await requests.of(uri)), once: true }, signal);
    if (check.report) diagnostics.showUnopened(uri, check.report);
    return check.report;
  }
  const check = model?.check ?? texts.checkOf(uri);
  return check?.otherData ? undefined : check?.report;
}

async function checkUnopened(check: FileCheck, uri: Uri, request: LintRequest, signal: AbortSignal): Promise<void> {
  const { source, forWorker } = await openUri(uri);
  const document = new DatasetDocument(source, { signal });
  const stop = () => {
    check.forget();
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    await document.indexed;
    const text = (line: number) => document.lineText(line);
    const example = async (line: number) => {
      const read = await text(line);
      return read === undefined ? { kind: 'long' as const } : readLine(read, line);
    };
    const file = { source: forWorker, lineCount: document.lineCount, example, text };
    await check.run(file, request, () => undefined);
  } finally {
    signal.removeEventListener('abort', stop);
    await document.dispose();
  }
}

function summaryOf(reports: readonly FileReport[], wrong: readonly FileReport[]): string {
  const files =
    reports.length === 1 ? l10n.t('1 training file') : l10n.t('{0} training files', formatCount(reports.length));
  if (wrong.length === 0) return l10n.t('No problems in {0}.', files);
  return l10n.t('{0} in {1} of {2}.', countsText(wrong), formatCount(wrong.length), files);
}
