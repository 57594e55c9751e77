import { commands, env, l10n, Uri, window } from 'vscode';
import type { JobAction } from '../../protocol/jobPage.ts';
import { baseOf } from '../../providers/clock.ts';
import { PROFILES } from '../../providers/profiles.ts';
import type { JobDetails } from '../../tune/job/jobDetails.ts';
import { explained } from '../accounts/account.ts';
import type { CommandContext } from '../commandContext.ts';
import { tuneAgain } from './fineTune.ts';
import { skippedWords } from './jobEnded.ts';
import type { JobKey } from './jobKey.ts';
import type { Jobs } from './jobs.ts';
import { findCandidates, showFault, showSkipped } from './skippedExamples.ts';

/** A job that something is done with, as its page or the tree knows it. */
export interface JobAtHand {
  key: JobKey;
  known: JobDetails | undefined;
  /** Asks the vendor at once. */
  refresh(): Promise<void>;
}

type Run = (context: CommandContext, jobs: Jobs, job: JobAtHand) => unknown;

const ACTIONS: Readonly<Record<JobAction, Run>> = {
  cancel: cancelJob,
  pause: (_, jobs, job) => tell(jobs, job, 'pause'),
  resume: (_, jobs, job) => tell(jobs, job, 'resume'),
  refresh: (_, __, job) => job.refresh(),
  copyId: (_, __, { key }) => env.clipboard.writeText(key.id),
  openVendor: (_, __, { key }) => openAtVendor(key),
  evaluate: (_, __, { key, known }) => evaluateTuned(key, known?.job.fine_tuned_model ?? undefined),
  compareWithBase: (_, __, { key, known }) => compareWithBase(key, known?.job.fine_tuned_model ?? undefined),
  showSkipped,
  findCandidates,
  showFault,
  tryAgain: (context, jobs, { key }) => tuneAgain(context, jobs, key),
  explain: (_, __, { known }) =>
    commands.executeCommand('visionFineTuning.explainMessage', known && skippedWords(known)),
};

/** Does what a page's button or a menu says. */
export async function runAction(context: CommandContext, jobs: Jobs, job: JobAtHand, action: JobAction): Promise<void> {
  await ACTIONS[action](context, jobs, job);
}

async function cancelJob(_: CommandContext, jobs: Jobs, job: JobAtHand): Promise<void> {
  const yes = l10n.t('Cancel the Job');
  const detail = l10n.t('What it has trained so far is lost, and what it has trained may be paid.');
  const question = l10n.t('Cancel the job {0}?', job.key.id);
  if ((await window.showWarningMessage(question, { modal: true, detail }, yes)) === yes)
    await tell(jobs, job, 'cancel');
}

/** Tells the vendor, and looks what came of it. */
async function tell(jobs: Jobs, job: JobAtHand, what: 'cancel' | 'pause' | 'resume'): Promise<void> {
  const account = await jobs.accountOf(job.key);
  await explained(account, () => account.client.fineTuning.jobs[what](job.key.id));
  await jobs.see();
  await job.refresh();
}

async function openAtVendor({ provider, id }: JobKey): Promise<void> {
  const page = PROFILES[provider].jobPage?.value;
  if (page !== undefined) await env.openExternal(Uri.parse(page.replace('{id}', encodeURIComponent(id))));
}

/** Begins an evaluation of a tuned model or a checkpoint. */
export async function evaluateTuned({ provider }: Pick<JobKey, 'provider'>, model: string | undefined): Promise<void> {
  if (model !== undefined)
    await commands.executeCommand('visionFineTuning.evaluate', undefined, { provider, models: [model] });
}

/** The tuned model and what it was tuned from, asked the same questions. */
export async function compareWithBase(
  { provider }: Pick<JobKey, 'provider'>,
  model: string | undefined,
): Promise<void> {
  if (model !== undefined)
    await commands.executeCommand('visionFineTuning.evaluate', undefined, { provider, models: [model, baseOf(model)] });
}
