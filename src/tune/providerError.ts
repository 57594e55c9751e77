import { APIConnectionError, APIConnectionTimeoutError, type APIError } from 'openai';
import { causeCode, isApiError, isUnreachable } from '../providers/apiErrors.ts';
import { withoutKeys } from '../providers/keys.ts';

/** A provider cannot be used, or refused: one sentence for the user, without any key. */
export class ProviderError extends Error {}

/**
 * Any failure of a call through the client as a `ProviderError`; other errors are given back as they are.
 * @param address what was called, as the user knows it
 */
export function explainProviderError(error: unknown, address: string): unknown {
  if (isTorn(error))
    return new ProviderError(`The answer of ${address} broke off or is no JSON; check the address, or try again.`, {
      cause: error,
    });
  return isApiError(error) ? new ProviderError(sentence(error, address), { cause: error }) : error;
}

/** The body of an answer that broke off or is no JSON: the client gives such errors on as they are. */
export const isTorn = (error: unknown): boolean =>
  error instanceof SyntaxError || (error instanceof TypeError && error.cause instanceof Error);

function sentence(error: APIError, address: string): string {
  if (error instanceof APIConnectionTimeoutError) return `${address} did not answer in time; try again later.`;
  if (error instanceof APIConnectionError) {
    const code = causeCode(error);
    if (code !== undefined && isUnreachable(code))
      return `${address} cannot be reached (${code}); check the address and that the server runs.`;
    return `The connection to ${address} broke off${code === undefined ? '' : ` (${code})`}; try again.`;
  }
  const said = withoutKeys(messageOf(error));
  // vendors repeat a part of the key they were given
  if (error.status === 401) return `${address} refused the API key (401); set the right one.`;
  if (error.code === 'training_not_available')
    return `${said} What still works: Azure, your own GPUs or another vendor, and the embedded baseline.`;
  return `${address} answered ${String(error.status)}: ${said}`;
}

/** The vendor's own words, without the status the client puts before them. */
export function messageOf(error: APIError): string {
  const body: unknown = error.error;
  if (typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string')
    return body.message;
  return error.message.replace(/^\d{3} /, '');
}
