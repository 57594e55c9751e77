import { commands, l10n, window } from 'vscode';
import { explain } from '../lint/explain/explain.ts';
import type { ProviderId } from '../providers/profile.ts';
import type { FineTuningJob } from '../tune/job.ts';
import { skippedIn, type Skipped } from '../tune/skipped.ts';
import { formatCount } from './format.ts';

/** A finished job, and what the vendor said about examples that it left out. */
export interface Ended {
  job: FineTuningJob;
  leftOut: string | undefined;
}

/** Offers what comes next, and says first what was not trained on. */
export async function tellReady(provider: ProviderId, { job, leftOut }: Ended): Promise<void> {
  const model = job.fine_tuned_model ?? '';
  const [evaluate, meaning] = [l10n.t('Evaluate'), l10n.t('Explain')];
  const skipped = leftOut === undefined ? undefined : skippedIn(leftOut);
  const chosen = skipped
    ? await window.showWarningMessage(
        `${l10n.t('{0} is ready.', model)} ${skippedSentence(skipped)}`,
        evaluate,
        meaning,
      )
    : await window.showInformationMessage(l10n.t('{0} is ready.', model), evaluate);
  if (chosen === evaluate) await commands.executeCommand('visionFineTuning.evaluate', undefined, { provider, model });
  if (chosen === meaning) await commands.executeCommand('visionFineTuning.explainMessage', leftOut);
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
export async function tellFailed({ job, leftOut }: Ended): Promise<void> {
  const reason = job.error?.message ?? '';
  const words = [reason, leftOut].filter((each) => each !== undefined && each !== '').join(' ');
  const sentence = l10n.t('The job {0} ended as {1}. {2}', job.id, job.status, reason).trim();
  const button = l10n.t('Explain');
  const buttons = explain(words).length > 0 ? [button] : [];
  if ((await window.showErrorMessage(sentence, ...buttons)) === button)
    await commands.executeCommand('visionFineTuning.explainMessage', words);
}
