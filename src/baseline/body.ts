import type { z } from 'zod';
import { ApiError } from './apiError.ts';

/** A request's body as its schema wants it; 400 with the first fault otherwise. */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const param = issue?.path.join('.') ?? '';
  throw new ApiError(400, param === '' ? (issue?.message ?? 'Invalid body.') : `'${param}': ${issue?.message ?? ''}`, {
    param,
  });
}
