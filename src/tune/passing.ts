import { APIUserAbortError } from 'openai';
import { isApiError } from '../providers/apiErrors.ts';
import { isTorn, ProviderError } from './providerError.ts';

/** Lost connections, faults that pass, and answers of something in between: the same may be asked again. A refusal stays one. */
export function mayPass(error: unknown): boolean {
  if (isTorn(error) || error instanceof ProviderError) return true;
  if (!isApiError(error) || error instanceof APIUserAbortError) return false;
  const { status } = error;
  return status === undefined || status === 408 || status === 409 || status === 429 || status >= 500;
}
