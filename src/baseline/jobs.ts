import { randomUUID } from 'node:crypto';
import { ApiError, notFound } from './apiError.ts';
import { Collection, newId, seconds } from './collection.ts';
import type { Describe } from './describer.ts';
import type { Files } from './files.ts';
import type { Base, Models } from './models.ts';
import { runJob } from './runJob.ts';

export const FINISHED = ['succeeded', 'failed', 'cancelled'];

/** As the fine-tuning API shows it. */
export interface Job {
  id: string;
  object: 'fine_tuning.job';
  created_at: number;
  finished_at: number | null;
  model: Base;
  fine_tuned_model: string | null;
  organization_id: string;
  status: 'validating_files' | 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';
  training_file: string;
  validation_file: string | null;
  result_files: string[];
  hyperparameters: Record<string, unknown>;
  method: Record<string, unknown>;
  /** The baselines count no tokens. */
  trained_tokens: null;
  seed: number;
  user_provided_suffix: string | null;
  metadata: Record<string, string> | null;
  integrations: [];
  estimated_finish: null;
  error: { code: string; message: string; param: string | null } | null;
}

export interface JobEvent {
  id: string;
  object: 'fine_tuning.job.event';
  created_at: number;
  level: 'info' | 'warn' | 'error';
  message: string;
  type: 'message' | 'metrics';
  data: Record<string, number>;
}

/** A job on disk. */
export interface JobRecord {
  id: string;
  /** The process (and the server in it) that works on the job. */
  runner: string;
  job: Job;
  /** Oldest first. */
  events: JobEvent[];
}

export interface Jobs {
  records: Collection<JobRecord>;
  /** 404 for an unknown id. */
  require(id: string): Promise<JobRecord>;
  /** Adds an event and whatever changed in the job. Throws when somebody has cancelled it meanwhile. */
  report(id: string, event: Pick<JobEvent, 'message'> & Partial<JobEvent>, changes?: Partial<Job>): Promise<void>;
}

/** The job was cancelled, by this server or another one on the same folder. */
export class Cancelled extends Error {}

export function openJobs(folder: string): Jobs {
  const records = new Collection<JobRecord>(folder);
  const require = async (id: string) => {
    const record = await records.get(id);
    if (!record) throw notFound('fine-tuning job', id);
    return record;
  };
  return {
    records,
    require,
    async report(id, event, changes = {}) {
      const record = await require(id);
      if (record.job.status === 'cancelled') throw new Cancelled();
      await records.put({
        ...record,
        job: { ...record.job, ...changes },
        events: [...record.events, newEvent(event)],
      });
    },
  };
}

export function newEvent(event: Pick<JobEvent, 'message'> & Partial<JobEvent>): JobEvent {
  return {
    object: 'fine_tuning.job.event',
    created_at: seconds(),
    level: 'info',
    type: 'message',
    data: {},
    ...event,
    id: newId('ftevent-'),
  };
}

export interface JobRunner {
  /** Marks jobs as run by this server. */
  readonly name: string;
  start(id: string): void;
  /** Takes up the jobs that a server which is gone left unfinished. */
  resume(): Promise<void>;
  cancel(id: string): Promise<Job>;
  close(): Promise<void>;
}

/** Servers of this process that are open. */
const open = new Set<string>();

export function createJobRunner(parts: { jobs: Jobs; files: Files; models: Models; describe: Describe }): JobRunner {
  const { jobs } = parts;
  const name = `${process.pid}.${randomUUID()}`;
  open.add(name);
  const running = new Map<string, { controller: AbortController; done: Promise<void> }>();
  const start = (id: string) => {
    const controller = new AbortController();
    const done = runJob(id, parts, controller.signal).finally(() => running.delete(id));
    running.set(id, { controller, done });
  };
  return {
    name,
    start,
    async resume() {
      for (const record of await jobs.records.list()) {
        if (FINISHED.includes(record.job.status) || isAlive(record.runner)) continue;
        await jobs.records.put({ ...record, runner: name });
        await jobs.report(record.id, { message: 'The server was stopped during this job; it starts again' });
        start(record.id);
      }
    },
    async cancel(id) {
      const record = await jobs.require(id);
      if (FINISHED.includes(record.job.status))
        throw new ApiError(
          400,
          `Job ${id} has already ${record.job.status === 'cancelled' ? 'been cancelled' : record.job.status}.`,
        );
      const job: Job = { ...record.job, status: 'cancelled', finished_at: seconds() };
      const event = newEvent({ message: 'Fine-tuning job cancelled' });
      await jobs.records.put({ ...record, job, events: [...record.events, event] });
      running.get(id)?.controller.abort();
      return job;
    },
    async close() {
      open.delete(name);
      for (const { controller } of running.values()) controller.abort();
      await Promise.all([...running.values()].map(({ done }) => done));
    },
  };
}

function isAlive(runner: string): boolean {
  const pid = Number(runner.split('.')[0]);
  if (pid === process.pid) return open.has(runner);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
