import { basename } from 'node:path';
import type { APIError, OpenAI } from 'openai';
import { isApiError } from '../providers/apiErrors.ts';
import { postFile } from './postFile.ts';
import { ProviderError } from './providerError.ts';
import type { SentFile } from './sentFiles.ts';

/** The Uploads API takes parts of up to 64 MB; smaller ones lose less where one breaks off. */
const PART_BYTES = 32 * 1024 ** 2;
/** Parts on their way at a time; they are read from the disk as they go. */
const AT_A_TIME = 3;
const RETRIES = 5;
const PART = { field: 'data', name: 'part', type: 'application/octet-stream' };

export interface SendParts {
  signal: AbortSignal | undefined;
  /** Of each part but the last. */
  partBytes?: number | undefined;
  /** Bytes that have arrived. */
  onProgress: (bytes: number) => void;
  /** MD5 of the whole file, hexadecimal. */
  md5: Promise<string>;
  /** Remembers which parts are there. */
  keep: (sent: SentFile) => Promise<void>;
}

/**
 * Sends a file in parts, several at a time, those that are there already left out. What fails is tried again; where it
 * still fails the parts stay, and the next call goes on with them.
 * @returns the file's id
 */
export async function sendParts(client: OpenAI, sent: SentFile, options: SendParts): Promise<string> {
  const goesOn = sent.parts !== undefined;
  try {
    return await new PartsUpload(client, sent, options).run();
  } catch (error) {
    // what was begun may have expired, or may be unknown to another account
    if (!goesOn || !isApiError(error) || !isGone(error)) throw error;
    const { parts: _, ...anew } = sent;
    return new PartsUpload(client, anew, options).run();
  }
}

const isGone = ({ status }: APIError) => status === 400 || status === 404 || status === 410;

class PartsUpload {
  private readonly client: OpenAI;
  private readonly options: SendParts;
  private sent: SentFile;
  private kept: Promise<void> = Promise.resolve();

  constructor(client: OpenAI, sent: SentFile, options: SendParts) {
    this.client = client;
    this.sent = sent;
    this.options = options;
  }

  async run(): Promise<string> {
    const { client, options } = this;
    const signal = options.signal ?? null;
    const parts = await this.begin();
    const { upload, ids } = parts;
    try {
      await this.sendMissing(parts);
      const part_ids = ids.filter((id) => id !== null);
      const { file } = await client.uploads.complete(upload, { part_ids, md5: await options.md5 }, { signal });
      if (!file) throw new ProviderError(`The upload ${upload} was completed, but the provider names no file.`);
      return file.id;
    } catch (error) {
      if (options.signal?.aborted) await this.cancel(upload);
      throw error;
    }
  }

  /** An upload that was begun and still lives, or a new one. */
  private async begin(): Promise<NonNullable<SentFile['parts']>> {
    const { client, sent, options } = this;
    const now = Date.now() / 1000;
    if (sent.parts && sent.parts.expires > now) return sent.parts;
    const { id, expires_at } = await client.uploads.create(
      { bytes: sent.size, filename: basename(sent.path), mime_type: 'application/jsonl', purpose: 'fine-tune' },
      { signal: options.signal ?? null },
    );
    const { partBytes = PART_BYTES } = options;
    const count = Math.ceil(sent.size / partBytes);
    const parts = {
      upload: id,
      expires: expires_at,
      partBytes,
      ids: Array.from({ length: count }, () => null),
    };
    await this.keepParts(parts);
    return parts;
  }

  private async sendMissing(parts: NonNullable<SentFile['parts']>): Promise<void> {
    const { client, sent, options } = this;
    const { upload, partBytes, ids } = parts;
    const sizeOf = (at: number) => Math.min(partBytes, sent.size - at * partBytes);
    const missing = ids.flatMap((id, at) => (id === null ? [at] : []));
    let arrived = ids.reduce((sum, id, at) => sum + (id === null ? 0 : sizeOf(at)), 0);
    options.onProgress(arrived);
    const broken = new AbortController();
    const signal = options.signal ? AbortSignal.any([options.signal, broken.signal]) : broken.signal;
    const sendNext = async (): Promise<void> => {
      for (let at = missing.shift(); at !== undefined; at = missing.shift()) {
        const data = { ...PART, path: sent.path, start: at * partBytes, bytes: sizeOf(at) };
        const where = `/uploads/${encodeURIComponent(upload)}/parts`;
        const { id } = await postFile<{ id: string }>(client, where, data, { signal, maxRetries: RETRIES });
        ids[at] = id;
        arrived += sizeOf(at);
        options.onProgress(arrived);
        await this.keepParts(parts);
      }
    };
    const sending = Array.from({ length: AT_A_TIME }, sendNext);
    try {
      await Promise.all(sending);
    } finally {
      // the others of one that failed; none of them notes anything after this
      broken.abort();
      await Promise.allSettled(sending);
    }
  }

  /** One after the other: what is kept last is the latest. */
  private keepParts(parts: NonNullable<SentFile['parts']>): Promise<void> {
    this.sent = { ...this.sent, parts };
    this.kept = this.kept.then(() => this.options.keep(this.sent));
    return this.kept;
  }

  /** The user does not want it any more: nothing of it stays. */
  private async cancel(upload: string): Promise<void> {
    await this.client.uploads.cancel(upload).catch(() => undefined);
    const { parts: _, ...rest } = this.sent;
    this.sent = rest;
    await this.options.keep(rest).catch(() => undefined);
  }
}
