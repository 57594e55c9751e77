import type OpenAI from 'openai';
import { z } from 'zod';
import { ProviderError } from '../providerError.ts';

const text = z.string().nullish().catch(null);
const seconds = z.number().nullish().catch(null);
/** Vendors write a number, or `auto` as long as they have not chosen. */
const chosen = z.number().optional().catch(undefined);
const hyperparameters = z
  .object({ n_epochs: chosen, batch_size: chosen, learning_rate_multiplier: chosen })
  .catch({ n_epochs: undefined, batch_size: undefined, learning_rate_multiplier: undefined });

/** What is read of a job; vendors leave things out, and only its id and its status are needed. */
const jobSchema = z.looseObject({
  id: z.string(),
  status: z.string(),
  model: z.string().catch(''),
  fine_tuned_model: text,
  /** Unix seconds, here and below. */
  created_at: z.number().catch(0),
  finished_at: seconds,
  estimated_finish: seconds,
  training_file: z.string().catch(''),
  validation_file: text,
  result_files: z.array(z.string()).catch([]),
  trained_tokens: seconds,
  seed: seconds,
  user_provided_suffix: text,
  metadata: z.record(z.string(), z.string()).nullish().catch(null),
  error: z.looseObject({ message: text, code: text }).nullish().catch(null),
  hyperparameters: z.unknown().optional(),
  method: z.unknown().optional(),
});

/** A job as its vendor tells it, every field the vendor's own. */
export type TuningJob = z.infer<typeof jobSchema>;

/** @throws {ProviderError} for an answer that is no job */
export function asJob(answer: unknown): TuningJob {
  const read = jobSchema.safeParse(answer);
  if (!read.success)
    throw new ProviderError('The answer about the job is no job; look whether the address is the right one.');
  return read.data;
}

/** A job as it is now. */
export async function retrieveJob(client: OpenAI, id: string, signal?: AbortSignal): Promise<TuningJob> {
  return asJob(await client.fineTuning.jobs.retrieve(id, { signal: signal ?? null }));
}

/** Jobs of an account, newest first, at most so many; what is no job is passed over. */
export async function listJobs(client: OpenAI, most: number, signal?: AbortSignal): Promise<TuningJob[]> {
  const jobs: TuningJob[] = [];
  const pages = await client.fineTuning.jobs.list({ limit: 100 }, { signal: signal ?? null });
  for await (const page of pages.iterPages()) {
    jobs.push(...page.data.flatMap((each) => jobSchema.safeParse(each).data ?? []));
    if (jobs.length >= most) break;
  }
  return jobs.slice(0, most);
}

/** What the job was told or has chosen since; missing where neither is known. */
export function hyperparametersOf(job: TuningJob): { epochs?: number; batchSize?: number; learningRate?: number } {
  const method = z.object({ supervised: z.object({ hyperparameters }) }).safeParse(job.method).data;
  const [own, old] = [method?.supervised.hyperparameters, hyperparameters.parse(job.hyperparameters)];
  const epochs = own?.n_epochs ?? old.n_epochs;
  const batchSize = own?.batch_size ?? old.batch_size;
  const learningRate = own?.learning_rate_multiplier ?? old.learning_rate_multiplier;
  return {
    ...(epochs !== undefined && { epochs }),
    ...(batchSize !== undefined && { batchSize }),
    ...(learningRate !== undefined && { learningRate }),
  };
}

export type JobPhase = 'waiting' | 'running' | 'paused' | 'succeeded' | 'failed' | 'cancelled';

/** The vendors' words for a job's state; a word that is not here is one of a job under way. */
const PHASES: Readonly<Partial<Record<string, JobPhase>>> = {
  validating_files: 'waiting',
  queued: 'waiting',
  pending: 'waiting',
  running: 'running',
  pausing: 'running',
  paused: 'paused',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
};

export const phaseOf = ({ status }: Pick<TuningJob, 'status'>): JobPhase => PHASES[status] ?? 'running';

/** Whether nothing more will happen to a job. */
export const isFinished = (job: Pick<TuningJob, 'status'>): boolean =>
  ['succeeded', 'failed', 'cancelled'].includes(phaseOf(job));
