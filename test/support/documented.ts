import { readFileSync } from 'node:fs';
import { z, type ZodType } from 'zod';
import type { TrainerId } from '../../src/tune/export/trainer.ts';
import { ROOT } from './paths.ts';

/** Keys whose values are words of the format, not of the data. */
const WORDS = ['role', 'type', 'formatting', 'role_tag', 'content_tag', 'user_tag', 'assistant_tag', 'system_tag'];

/** A fixture of what a trainer documents. */
export function documented(trainer: TrainerId, file: string): unknown {
  return JSON.parse(readFileSync(`${ROOT}/test/fixtures/trainers/${trainer}/${file}`, 'utf8'));
}

/**
 * What values like these look like: the same keys and types, no others; a key that some lack may be missing. Of keys
 * that say what something is, only values that are documented.
 */
export function schemaOf(values: readonly unknown[], key = ''): ZodType {
  const kinds = [...Map.groupBy(values, kindOf)].map(([kind, same]) => {
    if (kind === 'array') return z.array(schemaOf((same as unknown[][]).flat()));
    if (kind === 'object') return objectSchema(same as Record<string, unknown>[]);
    if (kind === 'string') return WORDS.includes(key) ? z.enum(same as string[]) : z.string();
    if (kind === 'boolean') return z.boolean();
    return z.number();
  });
  return z.union(kinds);
}

/** Objects that say what they are by a `type` differ by it. */
function objectSchema(values: readonly Record<string, unknown>[]): ZodType {
  const byType = [...Map.groupBy(values, ({ type }) => type).values()].map((same) => {
    const keys = [...new Set(same.flatMap(Object.keys))];
    const entries = keys.map((key) => {
      const schema = schemaOf(
        same.flatMap((value) => (key in value ? [value[key]] : [])),
        key,
      );
      return [key, same.every((value) => key in value) ? schema : schema.optional()] as const;
    });
    return z.strictObject(Object.fromEntries(entries));
  });
  return z.union(byType);
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value;
}
