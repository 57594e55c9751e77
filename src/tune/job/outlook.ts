import { trainingCost } from '../../providers/cost.ts';
import type { ProviderProfile } from '../../providers/profile.ts';
import { modelOf } from '../../providers/profiles.ts';
import { stepsOf } from './curves.ts';
import type { JobDetails } from './jobDetails.ts';
import type { JobNote } from './jobNotes.ts';
import { hyperparametersOf, isFinished, phaseOf } from './job.ts';
import { skippedOf } from './skipped.ts';

/** How far a job is, and what it costs. */
export interface Outlook {
  step?: number;
  steps?: number;
  /** Milliseconds, estimated from the vendor's word or the steps so far. */
  timeLeft?: number;
  /** USD; `exact`: of the tokens that the vendor counted. */
  cost?: { soFar?: number; total?: number; exact: boolean };
  /** Of what is trained on in place of what was planned. */
  price?: { planned: number; now: number };
}

/** @param now Unix milliseconds */
export function outlookOf(
  profile: ProviderProfile,
  { job, events }: JobDetails,
  note: JobNote | undefined,
  now: number,
): Outlook {
  const { step, steps } = stepsOf(events);
  const timeLeft = isFinished(job) ? undefined : timeLeftOf({ job, events, step, steps, now });
  const skipped = skippedOf(events);
  const planned = note?.planned;
  const epochs = hyperparametersOf(job).epochs;
  const share = skipped?.used != null ? skipped.used / Math.max(1, skipped.used + skipped.count) : 1;
  const whole = planned?.usd === undefined ? undefined : (planned.usd * (epochs ?? planned.epochs)) / planned.epochs;
  const total = whole === undefined ? undefined : whole * share;
  const price = modelOf(profile, job.model)?.trainingPrice?.value;
  const cost =
    job.trained_tokens != null && price !== undefined
      ? { total: trainingCost(job.trained_tokens, 1, price), exact: true }
      : total === undefined
        ? undefined
        : { ...soFar(total, step, steps), total, exact: false };
  return {
    ...(step !== undefined && { step }),
    ...(steps !== undefined && { steps }),
    ...(timeLeft !== undefined && { timeLeft }),
    ...(cost && { cost }),
    ...(planned?.usd !== undefined &&
      total !== undefined &&
      share < 1 && { price: { planned: planned.usd, now: total } }),
  };
}

const soFar = (total: number, step: number | undefined, steps: number | undefined) =>
  step === undefined || steps === undefined || steps === 0 ? {} : { soFar: (total * Math.min(step, steps)) / steps };

interface Pace extends Pick<JobDetails, 'job' | 'events'> {
  step: number | undefined;
  steps: number | undefined;
  now: number;
}

function timeLeftOf({ job, events, step, steps, now }: Pace): number | undefined {
  const said = job.estimated_finish == null ? undefined : job.estimated_finish * 1000 - now;
  if (said !== undefined && said > 0) return said;
  if (phaseOf(job) !== 'running' || step === undefined || steps === undefined || step >= steps) return undefined;
  const measured = events.filter((event) => stepsOf([event]).step !== undefined);
  const [first, last] = [measured[0], measured.at(-1)];
  if (!first || !last) return undefined;
  const done = step - (stepsOf([first]).step ?? 0);
  const seconds = last.created_at - first.created_at;
  return done > 0 && seconds > 0 ? (seconds / done) * (steps - step) * 1000 : undefined;
}
