import { posix } from 'node:path';
import { commands, l10n, Uri, window, workspace } from 'vscode';
import type { FileReport } from '../../lint/finding.ts';
import type { BuildSummary } from '../../protocol/recipeTasks.ts';
import type { CommandContext } from '../commandContext.ts';
import { countsText, fileText, priceText, shortCount } from '../jobs/costTable.ts';
import { formatBytes, formatCount } from '../format.ts';
import { withProgress } from '../progress.ts';
import type { TaskOptions } from '../workerClient.ts';

interface BuiltFile {
  uri: Uri;
  name: string;
  examples: number;
  split: string;
  /** Missing where the user did not wait for the check. */
  report: FileReport | undefined;
}

/** Says what a build wrote - examples, what the linter says, tokens, price - and offers what comes next. */
export async function tellBuilt(context: CommandContext, recipe: Uri, { files, skipped }: BuildSummary): Promise<void> {
  for (const { where, why } of skipped.rows) context.log.warn(`${where}: ${why}`);
  for (const { path, examples, images, bytes } of files)
    context.log.info(`Built ${path}: ${examples} examples, ${images} images, ${formatBytes(bytes)}.`);
  const built = await checked(context, files);
  for (const { name, report } of built)
    if (report) context.log.info(`${name}: ${fileText(report)}; ${countsText([report])}.`);
  const [open, upload, report] = [l10n.t('Open…'), l10n.t('Upload'), l10n.t('Report')];
  const sentence = sentenceOf(workspace.asRelativePath(recipe), built, skipped.count);
  const chosen = await window.showInformationMessage(sentence, open, report, upload);
  if (chosen === open) await openOne(built);
  if (chosen === report) await commands.executeCommand('visionFineTuning.showBuildReport', recipe);
  const toSend = built.find(({ split }) => split === 'train') ?? built[0];
  if (chosen === upload && toSend) await commands.executeCommand('visionFineTuning.upload', toSend.uri);
}

async function checked(context: CommandContext, files: BuildSummary['files']): Promise<BuiltFile[]> {
  const built = files
    // what is for other vendors is not judged by this one's rules
    .filter(({ split, provider }) => split !== 'answers' && provider === undefined)
    .map(({ path, split, examples }): BuiltFile => {
      const uri = Uri.file(path);
      return { uri, name: posix.basename(uri.path), split, examples, report: undefined };
    });
  try {
    await withProgress(l10n.t('Checking training files'), async ({ signal, onProgress }) => {
      for (const [at, file] of built.entries()) {
        const share = (fraction: number) => {
          onProgress((at + fraction) / built.length, file.name);
        };
        file.report = await lint(context, file.uri, { signal, onProgress: share });
      }
    });
  } catch (error) {
    // the files are there all the same
    if (!(error instanceof Error && error.name === 'AbortError')) throw error;
  }
  return built;
}

/** What is on the disk now: an editor that has the file open may not have read it anew yet. */
async function lint(
  { worker, requests, editors, texts, diagnostics }: CommandContext,
  uri: Uri,
  options: TaskOptions,
): Promise<FileReport> {
  const request = { ...(await requests.of(uri)), once: true };
  const report = await worker.run((tasks, task) => tasks.lint(task, { path: uri.fsPath }, request), options);
  if (!editors.modelOf(uri) && !texts.checkOf(uri)) diagnostics.showUnopened(uri, report);
  return report;
}

/** "Built emoji.recipe.json: train 150, test 100 examples; no problems; 1.4 M tokens, about $105 for 3 epochs." */
function sentenceOf(recipe: string, built: readonly BuiltFile[], skipped: number): string {
  const counts = built.map(({ split, examples }) => `${split} ${formatCount(examples)}`).join(', ');
  const reports = built.flatMap(({ report }) => report ?? []);
  const tokens = reports.reduce((sum, report) => sum + report.tokens.total, 0);
  const prices = reports.map(priceText).filter((text) => text !== '');
  const facts = reports.length === 0 ? [] : [countsText(reports), l10n.t('{0} tokens', shortCount(tokens)), ...prices];
  const left =
    skipped === 0 ? [] : [l10n.t('rows left out or with a placeholder (see the log): {0}', formatCount(skipped))];
  const what = l10n.t('Built {0}: {1} examples', recipe, counts);
  return `${[what, ...left, ...facts].join('; ')}.`;
}

async function openOne(built: readonly BuiltFile[]): Promise<void> {
  const items = built.map(({ uri, name, report }) => ({
    label: name,
    description: report ? fileText(report) : '',
    detail: report ? countsText([report]) : '',
    uri,
  }));
  const [only] = items;
  const picked =
    items.length === 1 ? only : await window.showQuickPick(items, { placeHolder: l10n.t('Choose the file to open') });
  if (picked) await commands.executeCommand('visionFineTuning.openDataset', picked.uri);
}
