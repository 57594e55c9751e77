import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { commands, l10n, window, workspace, type Disposable } from 'vscode';
import { dataFolder } from '../dataFolder.ts';
import type { CommandContext } from '../commandContext.ts';
import { reportFailure } from '../report.ts';
import type { Jobs } from './jobs.ts';

/** The one list of jobs, made when it is first asked for. */
export function jobsOnce(context: () => CommandContext): () => Promise<Jobs> {
  let made: Promise<Jobs> | undefined;
  const make = async () => {
    const [{ Jobs }, { tellEnd }] = await Promise.all([import('./jobs.ts'), import('./jobEnded.ts')]);
    const jobs = new Jobs(context());
    context().context.subscriptions.push(jobs);
    jobs.onDidEnd((known) => {
      tellEnd(context(), jobs, known).catch((error: unknown) => reportFailure(context().log, error));
    });
    return jobs;
  };
  return () => (made ??= make());
}

let taken = false;

/** Takes up what went on when the window was closed: jobs under way are watched, and one that was interrupted is told of. */
export function takeUpJobs(context: CommandContext): void {
  takeUp(context).catch((error: unknown) => reportFailure(context.log, error));
}

async function takeUp(context: CommandContext): Promise<void> {
  // also told of when trust is given, which may be while this runs
  if (taken || !workspace.isTrusted) return;
  taken = true;
  if (!(await haveNotes())) return;
  const jobs = await context.jobs();
  await jobs.refresh();
  const [interrupted] = jobs.interrupted;
  if (!interrupted) return;
  const [goOn, show] = [l10n.t('Go On'), l10n.t('Show Jobs')];
  const sentence = l10n.t(
    'Fine-tuning {0} was interrupted before its job was created. Going on sends and pays nothing twice.',
    interrupted.note.model,
  );
  const chosen = await window.showWarningMessage(sentence, goOn, show);
  if (chosen === goOn)
    await commands.executeCommand('visionFineTuning.goOnWithJob', { kind: 'interrupted', interrupted });
  if (chosen === show) await commands.executeCommand('visionFineTuning.jobs.focus');
}

async function haveNotes(): Promise<boolean> {
  for (const { uri } of workspace.workspaceFolders ?? []) {
    const names = await readdir(join(dataFolder(uri), 'asked')).catch(() => []);
    if (names.length > 0) return true;
  }
  return false;
}

/** Also where the workspace becomes trusted later. */
export function followTrust(context: CommandContext): Disposable {
  return workspace.onDidGrantWorkspaceTrust(() => {
    takeUpJobs(context);
  });
}
