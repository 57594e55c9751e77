import { hash } from 'node:crypto';
import { SHORTEST_PAYLOAD } from './elide.ts';

/** A shorter value is its own fingerprint: hashing has a price of its own. */
export const LONGEST_PLAIN = 240;

/**
 * The same for two JSON values exactly when they are equal, whatever the order of their keys. `undefined` for a value
 * nested deeper than the stack reaches.
 * @param shorten what stands for a long string that holds base64
 * @param complete puts what was taken out of the line back, in a form that is equal for equal images
 */
export function fingerprint(
  value: unknown,
  shorten: (text: string) => string,
  complete: (json: string) => string,
): string | undefined {
  const ordered = (part: unknown): unknown => {
    if (typeof part === 'string') return part.length > SHORTEST_PAYLOAD ? shorten(part) : part;
    if (Array.isArray(part)) return part.map(ordered);
    if (typeof part !== 'object' || part === null) return part;
    const keys = Object.keys(part).sort();
    return Object.fromEntries(keys.map((key) => [key, ordered((part as Record<string, unknown>)[key])]));
  };
  try {
    const json = complete(JSON.stringify(ordered(value)));
    return json.length > LONGEST_PLAIN ? hash('sha1', json, 'base64') : json;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
