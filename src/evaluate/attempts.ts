import { setTimeout as sleep } from 'node:timers/promises';
import { APIConnectionError, APIUserAbortError } from 'openai';
import { z } from 'zod';
import { causeCode, isApiError, isUnreachable } from '../providers/apiErrors.ts';

/** Requests for one example at most. */
export const MOST_ATTEMPTS = 5;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 8000;
/** Final answers that would come for every other example too: wrong key, no permission, no such model. */
const HOPELESS = new Set([401, 403, 404]);

/** The body was cut off, is no JSON, or is not what was asked for. */
export class BadBody extends Error {}

/** Makes a request until it succeeds, is refused for good, or was made five times; then the last error is thrown. */
export async function withAttempts<T>(
  request: () => Promise<T>,
  signal: AbortSignal,
  { pace }: { pace?: (() => Promise<void>) | undefined } = {},
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    await pace?.();
    signal.throwIfAborted();
    try {
      return await request();
    } catch (error) {
      signal.throwIfAborted();
      if (attempt === MOST_ATTEMPTS || !worthAnother(error)) throw error;
      await sleep(waitAfter(error, attempt), undefined, { signal });
    }
  }
}

function worthAnother(error: unknown): boolean {
  if (error instanceof APIUserAbortError) return false;
  if (error instanceof APIConnectionError) return true;
  if (isApiError(error)) {
    const status: unknown = error.status;
    return typeof status === 'number' && (status === 408 || status === 409 || status === 429 || status >= 500);
  }
  // the client's own JSON.parse, undici's "terminated" while a body is read, a schema that does not fit
  return (
    error instanceof SyntaxError ||
    error instanceof TypeError ||
    error instanceof BadBody ||
    error instanceof z.ZodError
  );
}

/** Milliseconds: what the server asks for, else doubling; a little more at random so that not all come back at once. */
function waitAfter(error: unknown, attempt: number): number {
  const asked = isApiError(error) ? askedWait(error.headers) : undefined;
  const wait = asked ?? Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1));
  return wait + Math.random() * Math.min(wait / 4, FIRST_WAIT);
}

function askedWait(headers: Headers | undefined): number | undefined {
  const milliseconds = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  if (milliseconds >= 0) return milliseconds;
  const text = headers?.get('retry-after') ?? '';
  const seconds = Number.parseFloat(text);
  if (/^\s*[\d.]+\s*$/.test(text) && seconds >= 0) return seconds * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

/** Whether every other request would fail the same way, so that the run must stop. */
export function stopsEverything(error: unknown): boolean {
  if (error instanceof APIConnectionError) return isUnreachable(causeCode(error) ?? '');
  return isApiError(error) && HOPELESS.has(Number(error.status));
}

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
