import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { z } from 'zod';
import { PURPOSES, type Purpose } from '../dataset/purpose.ts';
import { PROVIDER_IDS } from '../providers/profile.ts';
import { configPathFor } from './configPath.ts';
import { RULES } from './rules.ts';

const schema = z.strictObject({
  $schema: z.string().optional(),
  provider: z.enum(PROVIDER_IDS).optional().describe('The vendor whose rules count.'),
  rules: z
    .partialRecord(z.enum(RULES.map(({ id }) => id)), z.enum(['off', 'info', 'warning', 'error']))
    .optional()
    .describe('Severities of rules other than those they come with, by their ids.'),
  purpose: z
    .record(z.string(), z.enum(PURPOSES))
    .optional()
    .describe('What files are for, by their paths from here, where their names do not tell.'),
});

export type LintConfig = z.infer<typeof schema>;

/** A config that cannot be used: one sentence. */
export class ConfigError extends Error {}

/** A config with the folder its paths count from. */
export interface FoundConfig {
  path: string;
  config: LintConfig;
}

/** Reads a config. Rejects with a `ConfigError` when it is none, with Node's error when it is not there. */
export async function readConfig(path: string): Promise<FoundConfig> {
  const errors: ParseError[] = [];
  const value: unknown = parse(await textOf(path), errors, { allowTrailingComma: true });
  const [broken] = errors;
  if (broken)
    throw new ConfigError(`${path} is not JSON: ${printParseErrorCode(broken.error)} at offset ${broken.offset}.`);
  const { success, data, error } = schema.safeParse(value);
  if (success) return { path, config: data };
  const [issue] = error.issues;
  throw new ConfigError(`${path} says ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'nothing that is known'}.`);
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw error;
    throw new ConfigError(`${path} cannot be read; check its permissions, or move it away.`);
  }
}

/** The config of the folder a file lies in, or of the nearest one above it; `undefined` where there is none. */
export async function findConfig(file: string): Promise<FoundConfig | undefined> {
  const path = await configPathFor(file);
  return path === undefined ? undefined : readConfig(path);
}

/** What the config says a file is for. */
export function purposeIn({ path, config }: FoundConfig, file: string): Purpose | undefined {
  const wanted = resolve(file);
  return Object.entries(config.purpose ?? {}).find(([name]) => resolve(dirname(path), name) === wanted)?.[1];
}

/** What `media/config.schema.json` holds. */
export const configJsonSchema = () => ({
  ...z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }),
  title: 'How Vision Fine-Tuning checks training files',
});
