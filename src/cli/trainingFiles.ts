import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type OpenAI from 'openai';
import type { ProviderProfile } from '../providers/profile.ts';
import { uploadFile } from '../tune/upload.ts';
import { CannotRun, type CliContext } from './context.ts';
import { createProgress } from './progress.ts';

/** Absolute path of a file that can be read; `CannotRun` otherwise. */
export async function existingFile(file: string, context: CliContext): Promise<string> {
  const path = resolve(context.cwd, file);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw new CannotRun(`${file} cannot be read; check the path.`);
  return path;
}

/** Uploads a file with progress. @returns its id at the vendor */
export async function sendFile(
  client: OpenAI,
  profile: ProviderProfile,
  file: string,
  context: CliContext,
): Promise<string> {
  const progress = createProgress(context);
  try {
    return await uploadFile(client, profile, await existingFile(file, context), {
      signal: context.signal,
      onProgress: (bytes, size) => {
        progress.show(size === 0 ? 1 : bytes / size, `Uploading ${file}`);
      },
    });
  } finally {
    progress.end();
  }
}

/** Some vendors take files and jobs elsewhere than through this client. */
export function needsJobs(profile: ProviderProfile): void {
  if (profile.jobs) return;
  throw new CannotRun(
    `${profile.name} is not served by upload, tune and jobs; its data is written by: vision-ft export FILE --for ${profile.id}.`,
  );
}
