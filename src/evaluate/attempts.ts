import { setTimeout as sleep } from 'node:timers/promises';
import { APIConnectionError, APIUserAbortError } from 'openai';
import { z } from 'zod';
import { causeCode, isApiError, isUnreachable } from '../providers/apiErrors.ts';
import { retryAfter } from './rateLimits.ts';

/** Requests for one example at most. */
export const MOST_ATTEMPTS = 5;
/** Milliseconds. */
const FIRST_WAIT = 500;
const LONGEST_WAIT = 8000;
/** Final answers that would come for every other example too: wrong key, no permission, no such model. */
const HOPELESS = new Set([401, 403, 404]);
/** Code of a 429 that no wait helps: the account has no money left. */
const NO_QUOTA = 'insufficient_quota';

/** The body was cut off, is no JSON, or is not what was asked for. */
export class BadBody extends Error {}

/** Makes a request until it succeeds, is refused for good, or was made five times; then the last error is thrown. */
export async function withAttempts<T>(request: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt++) {
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
    if (error.code === NO_QUOTA) return false;
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

/** Milliseconds: what the server asks for and a little more, else by chance up to a bound that doubles (full jitter). */
function waitAfter(error: unknown, attempt: number): number {
  const asked = isApiError(error) ? retryAfter(error.headers) : undefined;
  if (asked !== undefined) return asked + Math.random() * Math.min(asked / 4, FIRST_WAIT);
  return Math.random() * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1));
}

/** Whether every other request would fail the same way, so that the run must stop. */
export function stopsEverything(error: unknown): boolean {
  if (error instanceof APIConnectionError) return isUnreachable(causeCode(error) ?? '');
  return isApiError(error) && (error.code === NO_QUOTA || HOPELESS.has(Number(error.status)));
}
