import { setTimeout } from 'node:timers/promises';
import type OpenAI from 'openai';
import type { FineTuningJob, FineTuningJobEvent } from 'openai/resources/fine-tuning/jobs/jobs';

export type { FineTuningJob, FineTuningJobEvent };

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

const FINISHED: readonly string[] = ['succeeded', 'failed', 'cancelled'];

/** Whether nothing more will happen to a job; an unknown status is taken as still under way. */
export const isFinished = ({ status }: Pick<FineTuningJob, 'status'>): boolean => FINISHED.includes(status);

export function createJob(client: OpenAI, request: JobRequest, signal?: AbortSignal): Promise<FineTuningJob> {
  const { model, trainingFile, validationFile, epochs, batchSize, learningRateMultiplier, suffix, seed } = request;
  return client.fineTuning.jobs.create(
    {
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
    },
    { signal: signal ?? null },
  );
}

export interface FollowOptions {
  signal?: AbortSignal | undefined;
  /** Milliseconds of the first wait; each wait without news is longer, up to `slowest`. */
  fastest?: number;
  slowest?: number;
}

/** Events of a job as they happen, oldest first, each once, until the job is finished. */
export async function* followEvents(
  client: OpenAI,
  jobId: string,
  { signal, fastest = 200, slowest = 20_000 }: FollowOptions = {},
): AsyncGenerator<FineTuningJobEvent> {
  const seen = new Set<string>();
  for (let pause = fastest; ; pause = Math.min(slowest, pause * 1.5)) {
    // asked before the events: those of a finished job are complete
    const job = await client.fineTuning.jobs.retrieve(jobId, { signal: signal ?? null });
    const news = await newEvents(client, jobId, seen, signal);
    for (const event of news) {
      seen.add(event.id);
      yield event;
    }
    if (isFinished(job)) return;
    if (news.length > 0) pause = fastest;
    await setTimeout(pause, undefined, { signal });
  }
}

/** Every event so far, oldest first. */
export function allEvents(client: OpenAI, jobId: string, signal?: AbortSignal): Promise<FineTuningJobEvent[]> {
  return newEvents(client, jobId, new Set(), signal);
}

/** Pages come newest first; a page of nothing but known events is the last one read. */
async function newEvents(
  client: OpenAI,
  jobId: string,
  seen: ReadonlySet<string>,
  signal: AbortSignal | undefined,
): Promise<FineTuningJobEvent[]> {
  const found = new Map<string, FineTuningJobEvent>();
  const pages = await client.fineTuning.jobs.listEvents(jobId, { limit: 100 }, { signal: signal ?? null });
  for await (const page of pages.iterPages()) {
    const news = page.data.filter(({ id }) => !seen.has(id) && !found.has(id));
    if (news.length === 0) break;
    for (const event of news) found.set(event.id, event);
  }
  return [...found.values()].reverse().sort((a, b) => a.created_at - b.created_at);
}
