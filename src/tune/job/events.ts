import { setTimeout } from 'node:timers/promises';
import type OpenAI from 'openai';
import { z } from 'zod';
import { mayPass } from '../passing.ts';
import { isFinished, retrieveJob } from './job.ts';

const eventSchema = z.looseObject({
  id: z.string(),
  /** Unix seconds. */
  created_at: z.number().catch(0),
  level: z.string().catch('info'),
  message: z.string().catch(''),
  type: z.string().catch('message'),
  data: z.unknown().optional(),
});

/** What happened to a job, as its vendor tells it. */
export type JobEvent = z.infer<typeof eventSchema>;

/** Events of one kind are shown and counted together. */
export type EventKind = 'message' | 'metrics' | 'warning' | 'error';

export function kindOf({ level, type }: Pick<JobEvent, 'level' | 'type'>): EventKind {
  if (level === 'error') return 'error';
  if (level.startsWith('warn')) return 'warning';
  return type === 'metrics' ? 'metrics' : 'message';
}

export interface FollowOptions {
  signal?: AbortSignal | undefined;
  /** Milliseconds of the first wait; each wait without news is longer, up to `slowest`. */
  fastest?: number;
  slowest?: number;
}

/** Looks that may fail one after the other, each tried again by the client itself. */
const FAILURES = 10;

/**
 * Events of a job as they happen, oldest first, each once, until the job is finished. Faults that pass are outlasted for
 * about a minute.
 */
export async function* followEvents(
  client: OpenAI,
  jobId: string,
  { signal, fastest = 200, slowest = 20_000 }: FollowOptions = {},
): AsyncGenerator<JobEvent> {
  const seen = new Set<string>();
  let failures = 0;
  for (let pause = fastest; ; pause = Math.min(slowest, pause * 1.5)) {
    const looked = await look(client, jobId, seen, signal).catch((error: unknown) => {
      if (!mayPass(error) || ++failures === FAILURES) throw error;
    });
    if (looked) {
      failures = 0;
      for (const event of looked.news) {
        seen.add(event.id);
        yield event;
      }
      if (isFinished(looked.job)) return;
      if (looked.news.length > 0) pause = fastest;
    }
    await setTimeout(pause, undefined, { signal });
  }
}

async function look(client: OpenAI, jobId: string, seen: ReadonlySet<string>, signal: AbortSignal | undefined) {
  // asked before the events: those of a finished job are complete
  const job = await retrieveJob(client, jobId, signal);
  return { job, news: await newEvents(client, jobId, seen, signal) };
}

/** Every event so far, oldest first. */
export function allEvents(client: OpenAI, jobId: string, signal?: AbortSignal): Promise<JobEvent[]> {
  return newEvents(client, jobId, new Set(), signal);
}

/** Events that are not `seen` yet, oldest first: pages come newest first, and one of nothing but known events is the last. */
export async function newEvents(
  client: OpenAI,
  jobId: string,
  seen: ReadonlySet<string>,
  signal?: AbortSignal,
): Promise<JobEvent[]> {
  const found = new Map<string, JobEvent>();
  const pages = await client.fineTuning.jobs.listEvents(jobId, { limit: 100 }, { signal: signal ?? null });
  for await (const page of pages.iterPages()) {
    const events = page.data.flatMap((event) => eventSchema.safeParse(event).data ?? []);
    const news = events.filter(({ id }) => !seen.has(id) && !found.has(id));
    if (news.length === 0) break;
    for (const event of news) found.set(event.id, event);
  }
  return inOrder([...found.values()].reverse());
}

/** By time; those of the same second as they were told. */
export const inOrder = (events: readonly JobEvent[]): JobEvent[] =>
  events.toSorted((a, b) => a.created_at - b.created_at);
