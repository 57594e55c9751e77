import type OpenAI from 'openai';

/**
 * The day on which a model is shut down by the models endpoint's own word, `YYYY-MM-DD`; `undefined` where it says none
 * or does not answer.
 */
export async function shutdownOf(client: OpenAI, model: string, signal?: AbortSignal): Promise<string | undefined> {
  try {
    const options = { signal: signal ?? null, maxRetries: 0, timeout: 10_000 };
    return shutdownIn(await client.models.retrieve(model, options));
  } catch {
    return undefined;
  }
}

/** What a listed model says of its end. */
export function shutdownIn(model: object): string | undefined {
  const date = 'shutdown_date' in model ? model.shutdown_date : undefined;
  return typeof date === 'string' && /^\d{4}-\d{2}-\d{2}/.test(date) ? date.slice(0, 10) : undefined;
}
