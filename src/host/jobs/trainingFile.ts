import { basename } from 'node:path';
import type { Uri } from 'vscode';
import { commands, l10n, window, workspace } from 'vscode';
import { purposeOf, type Purpose } from '../../dataset/purpose.ts';
import { createRate } from '../../dataset/rate.ts';
import type { FileReport } from '../../lint/finding.ts';
import type { ProviderProfile } from '../../providers/profile.ts';
import { uploadFile, type Uploaded } from '../../tune/upload.ts';
import type { Account } from '../accounts/account.ts';
import type { CommandContext } from '../commandContext.ts';
import { formatBytes } from '../format.ts';
import { NO_TRAINING_FILES } from '../noTrainingFiles.ts';
import type { Progressing } from '../progress.ts';
import { Hint } from '../report.ts';
import { withTimeLeft } from '../timeLeft.ts';

/** Training files of the workspace, those with this purpose first. */
export async function trainingFiles(first: Purpose): Promise<{ label: string; description: string; uri: Uri }[]> {
  const found = await workspace.findFiles('**/*.jsonl', NO_TRAINING_FILES, 500);
  const items = found.map((uri) => ({ label: workspace.asRelativePath(uri), description: purposeOf(uri.path), uri }));
  const rank = ({ description }: { description: string }) => (description === first ? 0 : 1);
  return items.toSorted((a, b) => rank(a) - rank(b) || a.label.localeCompare(b.label));
}

/** The file a command was called on, the one open when its name fits the purpose, or one the user chooses. */
export async function fileFor(
  context: CommandContext,
  uri: Uri | undefined,
  purpose: Purpose,
  placeHolder: string,
): Promise<Uri | undefined> {
  const open = context.editors.active?.model.uri;
  if (uri) return uri;
  if (open && purposeOf(open.path) === purpose) return open;
  const items = await trainingFiles(purpose);
  if (items.length === 0) throw new Hint(l10n.t('This workspace has no .jsonl file: build one from a recipe first.'));
  return (await window.showQuickPick(items, { placeHolder }))?.uri;
}

/** Lints a file for a vendor before it is sent; errors stop it, and the user is led to them. */
export async function lintBeforeSending(
  { worker, requests }: CommandContext,
  uri: Uri,
  profile: ProviderProfile,
  model: string | undefined,
  options: Progressing,
): Promise<FileReport> {
  // what is skipped later is found before it is paid for
  const request = {
    ...(await requests.of(uri)),
    provider: profile.id,
    model,
    maxFindings: 1,
    depth: 'deep' as const,
    once: true,
  };
  const report = await worker.run((tasks, task) => tasks.lint(task, { path: uri.fsPath }, request), options);
  const { error } = report.counts;
  if (error === 0) return report;
  await commands.executeCommand('visionFineTuning.openDataset', uri);
  throw new Error(
    l10n.t(
      '{0} was not sent: it has {1} for {2}; mend what the editor marks.',
      basename(uri.fsPath),
      error === 1 ? l10n.t('1 error') : l10n.t('{0} errors', error),
      profile.name,
    ),
  );
}

/** Sends a file, unless the vendor has it. */
export function send({ client, profile, sent, sums }: Account, uri: Uri, options: Progressing): Promise<Uploaded> {
  const onProgress = withTimeLeft(options);
  const rateOf = createRate();
  return uploadFile(client, profile, uri.fsPath, sent, {
    signal: options.signal,
    sums,
    onProgress: (bytes, size) => {
      const rate = rateOf(bytes);
      const done = l10n.t('{0} of {1}', formatBytes(bytes), formatBytes(size));
      const message = rate === undefined ? done : l10n.t('{0}, {1}/s', done, formatBytes(rate));
      onProgress(bytes / size, `${basename(uri.fsPath)}: ${message}`);
    },
  });
}
