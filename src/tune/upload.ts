import { createHash } from 'node:crypto';
import { createReadStream, openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { toFile, toStreamingFile, type OpenAI } from 'openai';
import { megabytes } from '../dataset/amounts.ts';
import type { ProviderProfile } from '../providers/profile.ts';
import { ProviderError } from './providerError.ts';

/** The largest part the Uploads API takes. */
const PART_BYTES = 64 * 1024 ** 2;

export interface UploadOptions {
  signal?: AbortSignal | undefined;
  /** Bytes handed to the connection so far, and in all. */
  onProgress?: ((bytes: number, size: number) => void) | undefined;
}

/**
 * Sends a training file in bounded memory: in one request up to the vendor's limit for it, in parts above.
 * @returns the id of the file at the vendor. Throws a `ProviderError` for a file that is too large for every route,
 * and Node's error for one that cannot be read.
 */
export async function uploadFile(
  client: OpenAI,
  profile: ProviderProfile,
  path: string,
  options: UploadOptions = {},
): Promise<string> {
  const { size } = await stat(path);
  const route = (name: string) => profile.limits.fileBytes?.find((limit) => limit.route.startsWith(name))?.value;
  const whole = route('Files API');
  if (whole === undefined || size <= whole) return sendWhole(client, path, size, options);
  // Azure serves uploads in parts only through its own client
  const parts = profile.id === 'azure' ? undefined : route('Uploads API');
  if (parts === undefined || size > parts)
    throw new ProviderError(
      `${basename(path)} has ${megabytes(size)}, but ${profile.name} takes at most ${megabytes(parts ?? whole)}; make it smaller.`,
    );
  return sendParts(client, path, size, options);
}

async function sendWhole(
  client: OpenAI,
  path: string,
  size: number,
  { signal, onProgress }: UploadOptions,
): Promise<string> {
  async function* content() {
    let sent = 0;
    for await (const chunk of createReadStream(path, { highWaterMark: 1024 ** 2 }) as AsyncIterable<Buffer>) {
      yield chunk;
      sent += chunk.length;
      onProgress?.(sent, size);
    }
  }
  const file = toStreamingFile(content(), basename(path), { type: 'application/jsonl' });
  const { id } = await client.files.create({ file, purpose: 'fine-tune' }, { signal: signal ?? null });
  return id;
}

async function sendParts(
  client: OpenAI,
  path: string,
  size: number,
  { signal: given, onProgress }: UploadOptions,
): Promise<string> {
  const signal = given ?? null;
  const upload = await client.uploads.create(
    { bytes: size, filename: basename(path), mime_type: 'application/jsonl', purpose: 'fine-tune' },
    { signal },
  );
  try {
    const blob = await openAsBlob(path);
    const part_ids: string[] = [];
    for (let start = 0; start < size; start += PART_BYTES) {
      const data = await toFile(blob.slice(start, start + PART_BYTES), 'part');
      const part = await client.uploads.parts.create(upload.id, { data }, { signal });
      part_ids.push(part.id);
      onProgress?.(Math.min(size, start + PART_BYTES), size);
    }
    const { file } = await client.uploads.complete(upload.id, { part_ids, md5: await md5Of(path) }, { signal });
    if (!file) throw new ProviderError(`The upload ${upload.id} was completed, but the provider names no file.`);
    return file.id;
  } catch (error) {
    await client.uploads.cancel(upload.id).catch(() => undefined);
    throw error;
  }
}

async function md5Of(path: string): Promise<string> {
  const hash = createHash('md5');
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest('hex');
}
