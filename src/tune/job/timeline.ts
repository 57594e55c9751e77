import type { JobDetails } from './jobDetails.ts';
import { isFinished } from './job.ts';

/** Events with which a state begins, in the words of OpenAI, which others repeat. */
const BEGINS: readonly (readonly [pattern: RegExp, state: string])[] = [
  [/^Validating (?:training|validation) file/i, 'validating_files'],
  [/moving job to queued state/i, 'queued'],
  [/^Fine-tuning job started/i, 'running'],
  [/^(?:Fine-tuning )?job (?:is )?paused/i, 'paused'],
  [/^(?:Fine-tuning )?job (?:is )?resumed/i, 'running'],
];

/** Each state of a job with the moment it began (Unix milliseconds), oldest first; of the current one it may be unknown and is left out. */
export function timelineOf({ job, events }: Pick<JobDetails, 'job' | 'events'>): { state: string; at: number }[] {
  const states = [{ state: 'created', at: job.created_at * 1000 }];
  for (const { message, created_at } of events) {
    const state = BEGINS.find(([pattern]) => pattern.test(message))?.[1];
    if (state !== undefined && state !== states.at(-1)?.state) states.push({ state, at: created_at * 1000 });
  }
  if (isFinished(job)) {
    const at = job.finished_at ?? events.at(-1)?.created_at;
    if (at !== undefined) states.push({ state: job.status, at: at * 1000 });
  }
  return states.filter(({ at }) => at > 0);
}
