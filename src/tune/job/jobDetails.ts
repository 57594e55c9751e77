import { NotFoundError, type OpenAI } from 'openai';
import { readCheckpoints, type Checkpoint } from './checkpoints.ts';
import { inOrder, newEvents, type JobEvent } from './events.ts';
import { isFinished, retrieveJob, type TuningJob } from './job.ts';
import { readResultRows, type MetricsRow } from './resultFile.ts';

/** All that a vendor tells of a job. */
export interface JobDetails {
  job: TuningJob;
  /** Oldest first. */
  events: JobEvent[];
  /** Latest first. */
  checkpoints: Checkpoint[];
  /** Of the result file, once there is one. */
  rows: MetricsRow[];
}

/**
 * A job as it is now. Of its events only those that are not in `before` are asked for, its checkpoints when something
 * has happened, and its result file once.
 */
export async function readDetails(
  client: OpenAI,
  id: string,
  before: JobDetails | undefined,
  signal?: AbortSignal,
): Promise<JobDetails> {
  // asked before the events: those of a finished job are complete
  const job = await retrieveJob(client, id, signal);
  const known = before?.events ?? [];
  const news = await newEvents(client, id, new Set(known.map((event) => event.id)), signal);
  const changed = news.length > 0 || before?.job.status !== job.status;
  const rows = before?.rows ?? [];
  return {
    job,
    events: news.length === 0 ? known : inOrder([...known, ...news]),
    checkpoints: changed
      ? await orNone(() => readCheckpoints(client, id, signal), before?.checkpoints ?? [])
      : before.checkpoints,
    rows:
      isFinished(job) && rows.length === 0 && job.result_files.length > 0
        ? await orNone(() => readResultRows(client, job, signal), [])
        : rows,
  };
}

/** Some vendors serve no checkpoints, and files are deleted in time. */
export async function orNone<T>(read: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof NotFoundError) return otherwise;
    throw error;
  }
}
