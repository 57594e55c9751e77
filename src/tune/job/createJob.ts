import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { APIError, OpenAI } from 'openai';
import { isApiError } from '../../providers/apiErrors.ts';
import type { ProviderProfile } from '../../providers/profile.ts';
import { mayPass } from '../passing.ts';
import { asJob, isFinished, listJobs, type TuningJob } from './job.ts';

export interface JobRequest {
  model: string;
  /** Ids of uploaded files. */
  trainingFile: string;
  validationFile?: string | undefined;
  /** The vendor chooses what is left out. */
  epochs?: number | undefined;
  batchSize?: number | undefined;
  learningRateMultiplier?: number | undefined;
  suffix?: string | undefined;
  seed?: number | undefined;
}

export interface CreateOptions {
  signal?: AbortSignal | undefined;
  /** When an attempt at this job was begun that may have come as far as the vendor, Unix seconds. */
  begunAt?: number | undefined;
  /** Another job like one that is under way. */
  again?: boolean | undefined;
  /** Milliseconds before the first new try. */
  pause?: number | undefined;
}

/** Kept by the vendor with the job, by which it is found again. */
const REQUEST_KEY = 'vision_ft_request';
const TRIES = 5;
/** Jobs looked through for one that was asked for before. */
const LOOKED_THROUGH = 300;

/**
 * Creates a job once, whatever happens on the way: where an answer is lost, and where the same job was asked for before,
 * it is looked for among the account's jobs before it is asked for again. A job that is created while `signal` aborts is
 * cancelled.
 * @returns the job; `found`: it was there already
 */
export async function createJob(
  client: OpenAI,
  profile: ProviderProfile,
  request: JobRequest,
  { signal, begunAt, again = false, pause = 500 }: CreateOptions = {},
): Promise<{ job: TuningJob; found: boolean }> {
  const alike = (stop: AbortSignal | undefined) => jobsLike(client, profile, request, stop);
  const before = await alike(signal);
  // clocks differ: a minute is allowed for
  const isSince = (job: TuningJob) => begunAt !== undefined && job.created_at >= begunAt - 60;
  const known = before.find((job) => isSince(job) || (!again && !isFinished(job)));
  if (known) return { job: known, found: true };
  const find = async (stop: AbortSignal | undefined) =>
    (await alike(stop)).find(({ id }) => before.every((job) => job.id !== id));
  try {
    return {
      job: await createOnce(client, bodyOf(profile, request), () => find(signal), { signal, pause }),
      found: false,
    };
  } catch (error) {
    if (signal?.aborted) await cancelCreated(client, () => find(undefined));
    throw error;
  }
}

/** @param find looks whether a try has come as far as the vendor */
async function createOnce(
  client: OpenAI,
  body: OpenAI.FineTuning.JobCreateParams,
  find: () => Promise<TuningJob | undefined>,
  { signal, pause }: { signal: AbortSignal | undefined; pause: number },
): Promise<TuningJob> {
  for (let tries = 1; ; tries++) {
    try {
      // a try that the client repeats by itself could create the job twice
      return asJob(await client.fineTuning.jobs.create(body, { signal: signal ?? null, maxRetries: 0 }));
    } catch (error) {
      if (!mayPass(error) || tries === TRIES) throw error;
      const said = isApiError(error) ? error : undefined;
      await setTimeout((said && waitAfter(said)) ?? pause * 2 ** (tries - 1), undefined, { signal });
      const created = said?.status === 429 ? undefined : await find();
      if (created) return created;
    }
  }
}

/** The account's jobs that were asked for in the same words, newest first. */
async function jobsLike(
  client: OpenAI,
  profile: ProviderProfile,
  request: JobRequest,
  signal: AbortSignal | undefined,
): Promise<TuningJob[]> {
  const jobs = await listJobs(client, LOOKED_THROUGH, signal);
  return jobs.filter((job) => isAskedFor(job, profile, request));
}

/** Vendors that keep no metadata are asked about the files, which no other job has by chance. */
function isAskedFor(job: TuningJob, profile: ProviderProfile, request: JobRequest): boolean {
  if (profile.jobMetadata) return job.metadata?.[REQUEST_KEY] === keyOf(request);
  const { model, trainingFile, validationFile, suffix } = request;
  return (
    job.training_file === trainingFile &&
    (job.validation_file ?? undefined) === validationFile &&
    job.model === model &&
    (suffix === undefined || job.user_provided_suffix === suffix)
  );
}

async function cancelCreated(client: OpenAI, find: () => Promise<TuningJob | undefined>): Promise<void> {
  const created = await find().catch(() => undefined);
  if (created && !isFinished(created)) await client.fineTuning.jobs.cancel(created.id).catch(() => undefined);
}

/** Tells requests apart by all that they say. */
function keyOf(request: JobRequest): string {
  const said = Object.entries(request)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 32);
}

function bodyOf(profile: ProviderProfile, request: JobRequest): OpenAI.FineTuning.JobCreateParams {
  const { model, trainingFile, validationFile, epochs, batchSize, learningRateMultiplier, suffix, seed } = request;
  return {
    model,
    training_file: trainingFile,
    ...(validationFile !== undefined && { validation_file: validationFile }),
    method: {
      type: 'supervised',
      supervised: {
        hyperparameters: {
          ...(epochs !== undefined && { n_epochs: epochs }),
          ...(batchSize !== undefined && { batch_size: batchSize }),
          ...(learningRateMultiplier !== undefined && { learning_rate_multiplier: learningRateMultiplier }),
        },
      },
    },
    ...(suffix !== undefined && { suffix }),
    ...(seed !== undefined && { seed }),
    ...(profile.jobMetadata && { metadata: { [REQUEST_KEY]: keyOf(request) } }),
  };
}

/** Milliseconds the vendor asks to wait. */
function waitAfter({ headers }: APIError): number | undefined {
  const of = (name: string, unit: number) => {
    const value = headers?.get(name);
    return value === null || value === undefined || !(Number(value) >= 0) ? undefined : Number(value) * unit;
  };
  return of('retry-after-ms', 1) ?? of('retry-after', 1000);
}
