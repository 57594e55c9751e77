import type OpenAI from 'openai';
import { z } from 'zod';
import { withAttempts } from '../attempts.ts';
import { checked, failureOf, predictionOf } from '../completion.ts';
import type { Prediction } from '../run.ts';
import type { TestExample } from '../testSet.ts';
import { exampleIdOf } from './batchFiles.ts';

/** Codes of requests that the vendor did not come to: they stay to be asked. */
const NOT_ASKED: ReadonlySet<string | null | undefined> = new Set(['batch_expired', 'batch_cancelled']);

const errorSchema = z.object({ code: z.string().nullish(), message: z.string().nullish() });
const lineSchema = z.object({
  custom_id: z.string(),
  response: z.object({ status_code: z.number(), body: z.unknown() }).nullish(),
  error: errorSchema.nullish(),
});
const refusalSchema = z.object({ error: errorSchema });

/**
 * Fetches one file of a batch, of answers or of errors, and reads its lines as predictions; requests that the vendor did
 * not come to are left out. Throws the client's error when it cannot be fetched.
 */
export async function fetchAnswers(
  client: OpenAI,
  file: string,
  examples: ReadonlyMap<number, TestExample>,
  signal: AbortSignal,
): Promise<Prediction[]> {
  const text = await withAttempts(
    async () => (await client.files.content(file, { signal, maxRetries: 0 })).text(),
    signal,
  );
  return text.split('\n').flatMap((line) => {
    if (line.trim() === '') return [];
    const { custom_id, response, error } = lineSchema.parse(JSON.parse(line));
    const example = examples.get(exampleIdOf(custom_id) ?? Number.NaN);
    if (!example || NOT_ASKED.has(error?.code)) return [];
    return [predictionFrom(example, response, error)];
  });
}

function predictionFrom(
  example: TestExample,
  response: z.infer<typeof lineSchema>['response'],
  error: z.infer<typeof lineSchema>['error'],
): Prediction {
  if (response?.status_code === 200) {
    try {
      return predictionOf(example, checked(response.body));
    } catch (fault) {
      return failureOf(example, fault);
    }
  }
  const refused = refusalSchema.safeParse(response?.body);
  const said = refused.data?.error.message ?? error?.message ?? error?.code ?? 'The vendor gave no answer.';
  return failureOf(example, response ? `${response.status_code} ${said}` : said);
}
