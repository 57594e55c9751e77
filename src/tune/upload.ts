import { basename } from 'node:path';
import { NotFoundError, type OpenAI } from 'openai';
import { megabytes } from '../dataset/amounts.ts';
import { sumsOf, type Algorithm, type Sums } from '../dataset/sums.ts';
import type { ProviderProfile } from '../providers/profile.ts';
import { partsClientOf } from './client.ts';
import { postFile } from './postFile.ts';
import { ProviderError } from './providerError.ts';
import { sendParts } from './sendParts.ts';
import type { SentFile, SentFiles } from './sentFiles.ts';

export interface UploadOptions {
  signal?: AbortSignal | undefined;
  /** Bytes that have left so far, and in all. */
  onProgress?: ((bytes: number, size: number) => void) | undefined;
  /** Of each part but the last, where a file is sent in parts. */
  partBytes?: number | undefined;
  /** On another thread, where the caller has one. */
  sums?: Sums | undefined;
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
  const { signal, onProgress, sums: sumsFor = sumsOf } = options;
  const sent = await sentFiles.of(path);
  const { size } = sent;
  const route = routeFor(profile, sent);
  const known = await findKnown(client, sent, sentFiles, sumsFor, signal);
  if (known !== undefined) return { id: known, known: true };

  const algorithms: Algorithm[] = route === 'parts' ? ['sha256', 'md5'] : ['sha256'];
  const sums = sumsFor(path, algorithms, signal);
  // awaited below; a file that cannot be sent ends it too
  sums.catch(() => undefined);
  const told = (bytes: number) => onProgress?.(bytes, size);
  const id =
    route === 'whole'
      ? await sendWhole(client, sent, signal, told)
      : await sendParts(partsClientOf(client), sent, {
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
  if (whole === undefined || size <= (profile.limits.partsFrom?.value ?? whole)) return 'whole';
  const parts = limit('Uploads API');
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
  sums: Sums,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  if (sent.file !== undefined) return stillThere(client, sent.file, signal);
  const others = await sentFiles.ofSize(sent.size);
  if (others.size === 0) return undefined;
  const [sha256 = ''] = await sums(sent.path, ['sha256'], signal);
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
  { path, size }: SentFile,
  signal: AbortSignal | undefined,
  onProgress: (bytes: number) => void,
): Promise<string> {
  const file = { field: 'file', name: basename(path), type: 'application/jsonl', path, start: 0, bytes: size };
  const fields = { purpose: 'fine-tune' };
  const { id } = await postFile<{ id: string }>(client, '/files', file, { fields, signal, onProgress });
  return id;
}
