import { l10n } from 'vscode';
import { explain } from '../../lint/explain/explain.ts';
import type { CheckpointView, JobAction, JobNotice, JobSnapshot, SkippedView } from '../../protocol/jobPage.ts';
import type { ProviderProfile } from '../../providers/profile.ts';
import { bestCheckpoint, validLossOf } from '../../tune/job/checkpoints.ts';
import { curveOf, thinned } from '../../tune/job/curves.ts';
import { hyperparametersOf, isFinished, phaseOf } from '../../tune/job/job.ts';
import type { JobDetails } from '../../tune/job/jobDetails.ts';
import type { JobNote } from '../../tune/job/jobNotes.ts';
import { outlookOf, type Outlook } from '../../tune/job/outlook.ts';
import { risesSince } from '../../tune/job/overfitting.ts';
import { skippedOf } from '../../tune/job/skipped.ts';
import { timelineOf } from '../../tune/job/timeline.ts';
import { factsOf } from './jobFacts.ts';
import { titleOf } from './knownJobs.ts';

/** More points than a chart has pixels are not sent to the page. */
const MOST_POINTS = 2000;

export interface SnapshotOf {
  profile: ProviderProfile;
  details: JobDetails;
  note: JobNote | undefined;
  /** Why the vendor could not be asked now. */
  failure: string | undefined;
  /** When the vendor's own list shuts the model down. */
  shutdown: string | undefined;
  /** Unix milliseconds. */
  now: number;
}

/** Everything that the page of a job shows. */
export function snapshotOf({ profile, details, note, failure, shutdown, now }: SnapshotOf): JobSnapshot {
  const { job, events } = details;
  const outlook = outlookOf(profile, details, note, now);
  const { price, ...progress } = outlook;
  const skipped = skippedView(details, note, price);
  return {
    title: titleOf({ job, note }),
    status: job.status,
    phase: phaseOf(job),
    ...progress,
    actions: actionsOf(profile, details, note),
    notices: noticesOf(details, note, failure),
    ...(skipped && { skipped }),
    curve: curveView(details, outlook),
    checkpoints: checkpointViews(details, outlook.steps),
    facts: factsOf({ profile, job, note, steps: outlook.steps, shutdown, now }),
    timeline: timelineOf(details),
    events: events.length,
  };
}

/** What can be done now, the most useful first. */
function actionsOf(profile: ProviderProfile, { job }: JobDetails, note: JobNote | undefined): JobAction[] {
  const others: JobAction[] = ['refresh', 'copyId', ...(profile.jobPage ? ['openVendor' as const] : [])];
  switch (phaseOf(job)) {
    case 'succeeded':
      return ['evaluate', 'compareWithBase', ...others];
    case 'paused':
      return ['resume', 'cancel', ...others];
    case 'waiting':
    case 'running':
      return ['cancel', ...(profile.jobPauses ? ['pause' as const] : []), ...others];
    default:
      return [...(note ? ['tryAgain' as const] : []), ...others];
  }
}

function noticesOf({ job, events }: JobDetails, note: JobNote | undefined, failure: string | undefined): JobNotice[] {
  const notices: JobNotice[] = [];
  if (failure !== undefined)
    notices.push({
      tone: 'warning',
      sentence: failure,
      help:
        events.length > 0
          ? l10n.t('What is shown is what was known before.')
          : l10n.t('Nothing of this job was kept here.'),
      actions: ['refresh'],
    });
  const said = job.error?.message ?? '';
  if (phaseOf(job) !== 'failed' || said === '') return notices;
  const [meaning] = explain(said);
  const named = meaning !== undefined && meaning.lines.length > 0 && note !== undefined;
  notices.push({
    tone: 'error',
    sentence: said,
    ...(meaning && { help: `${meaning.sentence} ${meaning.help}` }),
    actions: [...(named ? ['showFault' as const] : []), ...(meaning ? ['explain' as const] : [])],
  });
  return notices;
}

function skippedView(
  { job, events }: JobDetails,
  note: JobNote | undefined,
  price: Outlook['price'],
): SkippedView | undefined {
  const skipped = skippedOf(events);
  if (!skipped) return undefined;
  const { count, used, reasons, counts, lines } = skipped;
  const { epochs } = hyperparametersOf(job);
  const inFile: JobAction = lines.length > 0 ? 'showSkipped' : 'findCandidates';
  return {
    count,
    ...(used !== null && { used, of: used + count }),
    reasons: reasons.map((label) => {
      const many = counts[label];
      return many === undefined ? { label } : { label, count: many };
    }),
    ...(price && { price }),
    ...(epochs !== undefined && { epochs }),
    actions: note ? [inFile] : [],
  };
}

function curveView(details: JobDetails, { steps }: Outlook): JobSnapshot['curve'] {
  const points = curveOf(details.events, details.rows);
  const since = risesSince(points);
  const best = since === undefined ? undefined : bestCheckpoint(details.checkpoints);
  return {
    points: thinned(points, MOST_POINTS),
    ...(steps !== undefined && { steps }),
    ...(since !== undefined && {
      rises: { since, ...(best && { best: nameOf(epochOf(best.step_number, details, steps), best.step_number) }) },
    }),
  };
}

const nameOf = (epoch: number | undefined, step: number): string =>
  epoch === undefined ? l10n.t('the checkpoint of step {0}', step) : l10n.t('epoch {0}', epoch);

function checkpointViews(details: JobDetails, steps: number | undefined): CheckpointView[] {
  const best = bestCheckpoint(details.checkpoints);
  return details.checkpoints.map((checkpoint) => {
    const { fine_tuned_model_checkpoint: model, step_number: step, metrics } = checkpoint;
    const epoch = epochOf(step, details, steps);
    const validLoss = validLossOf(checkpoint);
    return {
      model,
      step,
      ...(epoch !== undefined && { epoch }),
      ...(metrics.train_loss !== undefined && { trainLoss: metrics.train_loss }),
      ...(validLoss !== undefined && { validLoss }),
      best: checkpoint === best,
    };
  });
}

/** Vendors keep a checkpoint at the end of each epoch. */
function epochOf(step: number, { job }: JobDetails, steps: number | undefined): number | undefined {
  const { epochs } = hyperparametersOf(job);
  const all = steps ?? (isFinished(job) ? step : undefined);
  if (epochs === undefined || all === undefined || all === 0) return undefined;
  const epoch = (step / all) * epochs;
  return Math.abs(epoch - Math.round(epoch)) < 0.02 ? Math.round(epoch) : undefined;
}
