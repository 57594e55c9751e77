import type OpenAI from 'openai';
import { isApiError } from '../providers/apiErrors.ts';
import { shutdownIn } from './modelEnds.ts';
import { explainProviderError, ProviderError } from './providerError.ts';

/** Whether a key may do one thing, in a sentence. */
export interface Ability {
  may: boolean;
  sentence: string;
}

/**
 * What a key can do, asked of the server without changing anything: list models, files and jobs.
 * @param address what was called, as the user knows it
 * @throws {ProviderError} where the server cannot be reached or refuses the key altogether
 */
export async function checkConnection(client: OpenAI, address: string, signal?: AbortSignal): Promise<Ability[]> {
  const options = { signal: signal ?? null, maxRetries: 1 };
  const asked: [what: string, ask: () => Promise<string>][] = [
    ['Models', async () => modelsSentence((await client.models.list(options)).data)],
    [
      'Files',
      async () => {
        await client.files.list({ limit: 1 }, options);
        return 'can be listed.';
      },
    ],
    [
      'Fine-tuning',
      async () => {
        await client.fineTuning.jobs.list({ limit: 1 }, options);
        return 'jobs can be listed; whether a new one is accepted is known when it is created.';
      },
    ],
  ];
  const abilities: Ability[] = [];
  for (const [what, ask] of asked) {
    try {
      abilities.push({ may: true, sentence: `${what}: ${await ask()}` });
    } catch (error) {
      const explained = explainProviderError(error, address);
      if (!(explained instanceof ProviderError) || !isApiError(error)) throw error;
      // nothing else will be answered otherwise
      if (error.status === undefined || error.status === 401) throw explained;
      const why = error.status === 404 ? 'not served at this address.' : explained.message;
      abilities.push({ may: false, sentence: `${what}: ${why}` });
    }
  }
  return abilities;
}

/** Models may say on which day they are shut down; the first of them is named. */
function modelsSentence(models: readonly object[]): string {
  const ends = models
    .flatMap((model) =>
      'id' in model && shutdownIn(model) !== undefined ? [{ id: String(model.id), date: shutdownIn(model) ?? '' }] : [],
    )
    .sort((a, b) => (a.date < b.date ? -1 : 1));
  const [first] = ends;
  const count = models.length === 1 ? '1 is listed' : `${models.length} are listed`;
  return first ? `${count}; the first that is shut down is ${first.id}, on ${first.date}.` : `${count}.`;
}
