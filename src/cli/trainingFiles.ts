import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ProviderProfile } from '../providers/profile.ts';
import { uploadFile } from '../tune/upload.ts';
import { CannotRun, type CliContext } from './context.ts';
import { createProgress } from './progress.ts';
import type { Provider } from './provider.ts';

/** Absolute path of a file that can be read; `CannotRun` otherwise. */
export async function existingFile(file: string, context: CliContext): Promise<string> {
  const path = resolve(context.cwd, file);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw new CannotRun(`${file} cannot be read; check the path.`);
  return path;
}

/** Uploads a file with progress. @returns its id at the vendor */
export async function sendFile(
  { client, profile, sent }: Provider,
  file: string,
  context: CliContext,
): Promise<string> {
  const progress = createProgress(context);
  try {
    const { id, known } = await uploadFile(client, profile, await existingFile(file, context), sent, {
      signal: context.signal,
      onProgress: (bytes, size) => {
        progress.show(size === 0 ? 1 : bytes / size, `Uploading ${file}`);
      },
    });
    if (known) context.say(`${file} was sent before and is still there: nothing was sent.`);
    return id;
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
