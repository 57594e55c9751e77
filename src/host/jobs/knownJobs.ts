import type { JobNote } from '../../tune/job/jobNotes.ts';
import type { TuningJob } from '../../tune/job/job.ts';
import type { JobKey } from './jobKey.ts';

/** A job of an account, and what was noted when it was asked for here. */
export interface KnownJob {
  key: JobKey;
  job: TuningJob;
  note?: JobNote | undefined;
}

/** The jobs of one account, newest first. */
export interface JobGroup {
  /** Who trains: the vendor, or the address in its place. */
  name: string;
  jobs: KnownJob[];
  /** Why they cannot be listed; what is known of them stands nevertheless. */
  failure?: string | undefined;
}

/** Asked for and agreed to, but interrupted before the job was known. */
export interface InterruptedJob {
  note: JobNote;
  /** Address of the workspace folder. */
  folder: string;
}

/** A state that no vendor has told yet. */
export const UNKNOWN = 'unknown';

/** What a job is called: its tuned model, or what is tuned and the word for it. */
export function titleOf({ job, note }: Pick<KnownJob, 'job' | 'note'>): string {
  const suffix = job.user_provided_suffix ?? note?.suffix;
  return job.fine_tuned_model ?? (suffix ? `${job.model}:${suffix}` : job.model);
}
