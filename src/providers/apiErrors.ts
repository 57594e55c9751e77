import { APIError } from 'openai';

/** System codes of a connection that was never made. */
const UNREACHABLE = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

// the class's own type parameters are any
export const isApiError = (error: unknown): error is APIError => error instanceof APIError;

/** System code behind a failed connection, as `ECONNREFUSED`. */
export function causeCode(error: unknown): string | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause)
    if ('code' in at && typeof at.code === 'string') return at.code;
  return undefined;
}

/** Whether a code says that no server was there, not that one broke off. */
export const isUnreachable = (code: string): boolean => UNREACHABLE.has(code);
