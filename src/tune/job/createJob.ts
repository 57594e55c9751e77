import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { APIUserAbortError, type APIError, type OpenAI } from 'openai';
import { isApiError } from '../../providers/apiErrors.ts';
import type { ProviderProfile } from '../../providers/profile.ts';
import { ProviderError } from '../providerError.ts';
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
  const start = Math.floor(Date.now() / 1000);
  const known = again && begunAt === undefined ? undefined : await findJob(client, profile, request, begunAt, signal);
  if (known) return { job: known, found: true };
  for (let tries = 1; ; tries++) {
    try {
      // a try that the client repeats by itself could create the job twice
      const options = { signal: signal ?? null, maxRetries: 0 };
      const job = asJob(await client.fineTuning.jobs.create(bodyOf(profile, request), options));
      return { job, found: false };
    } catch (error) {
      if (error instanceof APIUserAbortError) await cancelCreated(client, profile, request, start);
      if (!mayPass(error) || tries === TRIES) throw error;
      const said = isApiError(error) ? error : undefined;
      await setTimeout((said && waitAfter(said)) ?? pause * 2 ** (tries - 1), undefined, { signal });
      const created = said?.status === 429 ? undefined : await findJob(client, profile, request, start, signal);
      if (created) return { job: created, found: false };
    }
  }
}

/** A job like this one that is under way, or that was created since. Clocks differ: a minute is allowed for. */
async function findJob(
  client: OpenAI,
  profile: ProviderProfile,
  request: JobRequest,
  since: number | undefined,
  signal?: AbortSignal,
): Promise<TuningJob | undefined> {
  const jobs = await listJobs(client, LOOKED_THROUGH, signal);
  const isOurs = (job: TuningJob) => !isFinished(job) || (since !== undefined && job.created_at >= since - 60);
  return jobs.find((job) => isOurs(job) && isAskedFor(job, profile, request));
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

async function cancelCreated(client: OpenAI, profile: ProviderProfile, request: JobRequest, since: number) {
  const created = await findJob(client, profile, request, since).catch(() => undefined);
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

/** Lost connections, faults that pass, and answers of something in between; a refusal stays one. */
function mayPass(error: unknown): boolean {
  if (error instanceof SyntaxError || error instanceof ProviderError) return true;
  if (!isApiError(error) || error instanceof APIUserAbortError) return false;
  const { status } = error;
  return status === undefined || status === 408 || status === 409 || status === 429 || status >= 500;
}

/** Milliseconds the vendor asks to wait. */
function waitAfter({ headers }: APIError): number | undefined {
  const of = (name: string, unit: number) => {
    const value = headers?.get(name);
    return value === null || value === undefined || !(Number(value) >= 0) ? undefined : Number(value) * unit;
  };
  return of('retry-after-ms', 1) ?? of('retry-after', 1000);
}
