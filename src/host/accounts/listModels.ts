import { NotFoundError } from 'openai';
import type { Account } from './account.ts';

/**
 * The server's own list: tuned models first, then those the profile knows, then the rest. `[]` for a server without a
 * list; throws the client's error for any other failure.
 */
export async function listModels({ client, profile }: Account): Promise<string[]> {
  const known = new Set(profile.models.map(({ id }) => id));
  const listed: string[] = [];
  try {
    for await (const { id } of client.models.list()) listed.push(id);
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
  }
  const rank = (id: string) => (id.startsWith('ft:') ? 0 : known.has(id) ? 1 : 2);
  return listed.sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}
