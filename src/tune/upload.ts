import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { NotFoundError, toStreamingFile, type OpenAI } from 'openai';
import { megabytes } from '../dataset/amounts.ts';
import type { ProviderProfile } from '../providers/profile.ts';
import { ProviderError } from './providerError.ts';
import { sendParts } from './sendParts.ts';
import type { SentFile, SentFiles } from './sentFiles.ts';

export interface UploadOptions {
  signal?: AbortSignal | undefined;
  /** Bytes that have left so far, and in all. */
  onProgress?: ((bytes: number, size: number) => void) | undefined;
  /** Of each part but the last, where a file is sent in parts. */
  partBytes?: number | undefined;
}

export interface Uploaded {
  /** Id at the vendor. */
  id: string;
  /** It was there already: nothing was sent. */
  known: boolean;
}

/**
 * Sends a training file in bounded memory: in one request up to the vendor's limit for it, in parts above. What the
 * vendor has already is not sent again; parts of a call that broke off are not either.
 * @throws {ProviderError} for a file that is too large for every route, and Node's error for one that cannot be read
 */
export async function uploadFile(
  client: OpenAI,
  profile: ProviderProfile,
  path: string,
  sentFiles: SentFiles,
  options: UploadOptions = {},
): Promise<Uploaded> {
  const { signal, onProgress } = options;
  const sent = await sentFiles.of(path);
  const { size } = sent;
  const route = routeFor(profile, sent);
  const known = await findKnown(client, sent, sentFiles, signal);
  if (known !== undefined) return { id: known, known: true };

  const sums = sumsOf(path, ['sha256', ...(route === 'parts' ? ['md5'] : [])], signal);
  // awaited below; a file that cannot be sent ends it too
  sums.catch(() => undefined);
  const told = (bytes: number) => onProgress?.(bytes, size);
  const id =
    route === 'whole'
      ? await sendWhole(client, sent, signal, told)
      : await sendParts(client, sent, {
          signal,
          partBytes: options.partBytes,
          onProgress: told,
          md5: sums.then(([, md5 = '']) => md5),
          keep: (state) => sentFiles.keep(state),
        });
  const now = await sentFiles.of(path);
  if (now.size !== size || now.written !== sent.written)
    throw new ProviderError(`${basename(path)} was changed while it was sent: send it again.`);
  const { parts: _, ...whole } = sent;
  await sentFiles.keep({ ...whole, sha256: (await sums)[0], file: id });
  return { id, known: false };
}

function routeFor(profile: ProviderProfile, { size, path }: SentFile): 'whole' | 'parts' {
  const limit = (name: string) => profile.limits.fileBytes?.find(({ route }) => route.startsWith(name))?.value;
  const whole = limit('Files API');
  if (whole === undefined || size <= whole) return 'whole';
  // Azure serves uploads in parts only through its own client
  const parts = profile.id === 'azure' ? undefined : limit('Uploads API');
  if (parts === undefined || size > parts)
    throw new ProviderError(
      `${basename(path)} has ${megabytes(size)}, but ${profile.name} takes at most ${megabytes(parts ?? whole)}; make it smaller.`,
    );
  return 'parts';
}

/** The id of this file, or of another with the same content, if the vendor still has it. */
async function findKnown(
  client: OpenAI,
  sent: SentFile,
  sentFiles: SentFiles,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  if (sent.file !== undefined) return stillThere(client, sent.file, signal);
  const others = await sentFiles.ofSize(sent.size);
  if (others.size === 0) return undefined;
  const [sha256 = ''] = await sumsOf(sent.path, ['sha256'], signal);
  const other = others.get(sha256);
  const id = other === undefined ? undefined : await stillThere(client, other, signal);
  if (id !== undefined) await sentFiles.keep({ ...sent, sha256, file: id });
  return id;
}

async function stillThere(client: OpenAI, id: string, signal: AbortSignal | undefined): Promise<string | undefined> {
  try {
    const found: { status?: string } = await client.files.retrieve(id, { signal: signal ?? null });
    // vendors keep files that they refused
    return found.status === 'error' ? undefined : id;
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}

async function sendWhole(
  client: OpenAI,
  { path }: SentFile,
  signal: AbortSignal | undefined,
  onProgress: (bytes: number) => void,
): Promise<string> {
  async function* content() {
    let sent = 0;
    for await (const chunk of createReadStream(path, { highWaterMark: 1024 ** 2 }) as AsyncIterable<Buffer>) {
      yield chunk;
      sent += chunk.length;
      onProgress(sent);
    }
  }
  const file = toStreamingFile(content(), basename(path), { type: 'application/jsonl' });
  const { id } = await client.files.create({ file, purpose: 'fine-tune' }, { signal: signal ?? null });
  return id;
}

/** Of a file's content, hexadecimal, by each of these algorithms. */
async function sumsOf(path: string, algorithms: readonly string[], signal: AbortSignal | undefined): Promise<string[]> {
  const hashes = algorithms.map((algorithm) => createHash(algorithm));
  const chunks = createReadStream(path, { highWaterMark: 1024 ** 2, ...(signal && { signal }) });
  for await (const chunk of chunks as AsyncIterable<Buffer>) {
    for (const hash of hashes) hash.update(chunk);
  }
  return hashes.map((hash) => hash.digest('hex'));
}
