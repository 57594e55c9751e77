import { hash } from 'node:crypto';

/**
 * The same for two JSON values exactly when they are equal, whatever the order of their keys. `undefined` for a value
 * nested deeper than the stack reaches.
 * @param shorten what stands for a long string, equal for equal strings
 */
export function fingerprint(value: unknown, shorten: (text: string) => string): string | undefined {
  const write = (part: unknown): string => {
    if (typeof part === 'string') return JSON.stringify(shorten(part));
    if (Array.isArray(part)) return `[${part.map(write).join(',')}]`;
    if (typeof part !== 'object' || part === null) return JSON.stringify(part);
    const entries = Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, inner]) => `${JSON.stringify(shorten(key))}:${write(inner)}`).join(',')}}`;
  };
  try {
    return hash('sha1', write(value), 'base64');
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
