import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileSize } from '../dataset/amounts.ts';
import { createRate } from '../dataset/rate.ts';
import { remaining } from '../dataset/remaining.ts';
import { sumsOnThread } from '../dataset/summing.ts';
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
  const detailOf = uploadDetail();
  try {
    const { id, known } = await uploadFile(client, profile, await existingFile(file, context), sent, {
      signal: context.signal,
      sums: sumsOnThread,
      onProgress: (bytes, size) => {
        progress.show(size === 0 ? 1 : bytes / size, `Uploading ${file}`, detailOf(bytes, size));
      },
    });
    if (known) context.say(`${file} was sent before and is still there: nothing was sent.`);
    return id;
  } finally {
    progress.end();
  }
}

/** `, 12.4 MB/s, about 20 s left`: as far as it can be told. */
export function uploadDetail(now: () => number = Date.now): (bytes: number, size: number) => string {
  const start = now();
  const rateOf = createRate(now);
  return (bytes, size) => {
    const rate = rateOf(bytes);
    const seconds = remaining(bytes / size, now() - start);
    return [
      ...(rate === undefined ? [] : [`, ${fileSize(rate)}/s`]),
      ...(seconds === undefined ? [] : [`, about ${seconds} s left`]),
    ].join('');
  };
}

/** Some vendors take files and jobs elsewhere than through this client. */
export function needsJobs(profile: ProviderProfile): void {
  if (profile.jobs) return;
  throw new CannotRun(
    `${profile.name} is not served by upload, tune and jobs; its data is written by: vision-ft export FILE --for ${profile.id}.`,
  );
}
