import { commands, l10n, window } from 'vscode';
import { explain } from '../../lint/explain/explain.ts';
import { readDetails, type JobDetails } from '../../tune/job/jobDetails.ts';
import { skippedIn, skippedOf, type Skipped } from '../../tune/job/skipped.ts';
import { explained } from '../accounts/account.ts';
import type { CommandContext } from '../commandContext.ts';
import { formatCount } from '../format.ts';
import { recipientKey } from './accounts.ts';
import { evaluateTuned } from './jobActions.ts';
import { folderOf, type JobKey } from './jobKey.ts';
import type { Jobs } from './jobs.ts';
import type { KnownJob } from './knownJobs.ts';

/** Tells once that a job has ended, in whichever window sees it first, and keeps what its vendor says of it. */
export async function tellEnd(context: CommandContext, jobs: Jobs, { key, note }: KnownJob): Promise<void> {
  const { notes, copies } = jobs.storesOf(folderOf(key));
  const account = await jobs.accountOf(key);
  const details = await explained(account, () => readDetails(account.client, key.id, undefined));
  await copies.keep(recipientKey(account), details);
  // another window may have told it meanwhile
  const now = note && (await notes.read(note.name));
  if (!now || now.told) return;
  await notes.keep({ ...now, told: true });
  await (details.job.status === 'succeeded' ? tellReady(context, key, details) : tellFailed(context, key, details));
}

/** Offers what comes next, and says first what was not trained on. */
async function tellReady(context: CommandContext, key: JobKey, details: JobDetails): Promise<void> {
  const model = details.job.fine_tuned_model ?? '';
  const [evaluate, meaning, show] = [l10n.t('Evaluate'), l10n.t('Explain'), l10n.t('Show Job')];
  const skipped = skippedOf(details.events);
  const ready = l10n.t('{0} is ready.', model);
  const chosen = skipped
    ? await window.showWarningMessage(`${ready} ${skippedSentence(skipped)}`, evaluate, meaning, show)
    : await window.showInformationMessage(ready, evaluate, show);
  if (chosen === evaluate) await evaluateTuned(key, model);
  if (chosen === show) await context.showJob(key);
  if (chosen === meaning) await commands.executeCommand('visionFineTuning.explainMessage', skippedWords(details));
}

/** "Only 230 of 630 examples were trained on; the vendor left out the others: contains people." */
function skippedSentence({ count, used, reasons }: Skipped): string {
  const why = reasons.join(', ');
  return used === null
    ? l10n.t('Examples that were left out: {0} ({1}).', formatCount(count), why)
    : l10n.t(
        'Only {0} of {1} examples were trained on; the vendor left out the others: {2}.',
        formatCount(used),
        formatCount(used + count),
        why,
      );
}

/** What the vendor says has a meaning and a remedy, where its words are known. */
async function tellFailed(context: CommandContext, key: JobKey, details: JobDetails): Promise<void> {
  const { id, status, error } = details.job;
  const sentence = l10n.t('The job {0} ended as {1}. {2}', id, status, error?.message ?? '').trim();
  const [meaning, show] = [l10n.t('Explain'), l10n.t('Show Job')];
  const words = skippedWords(details);
  const buttons = explain(words).length > 0 ? [meaning, show] : [show];
  const chosen = await window.showErrorMessage(sentence, ...buttons);
  if (chosen === show) await context.showJob(key);
  if (chosen === meaning) await commands.executeCommand('visionFineTuning.explainMessage', words);
}

/** All that the vendor says of what was left out or refused. */
export function skippedWords({ job, events }: JobDetails): string {
  const left = events.map(({ message }) => message).filter((message) => skippedIn(message) !== undefined);
  return [job.error?.message ?? '', ...left].filter((words) => words !== '').join(' ');
}
