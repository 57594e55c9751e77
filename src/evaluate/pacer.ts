import { setTimeout as sleep } from 'node:timers/promises';

/** Waits so that requests start at most so many a minute, evenly. */
export function pacer(requestsPerMinute: number, signal: AbortSignal): () => Promise<void> {
  const interval = 60_000 / requestsPerMinute;
  let next = 0;
  return async () => {
    const now = Date.now();
    const start = Math.max(now, next);
    next = start + interval;
    if (start > now) await sleep(start - now, undefined, { signal });
  };
}
