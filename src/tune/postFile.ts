import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { OpenAI } from 'openai';

/** Read from the disk at a time. */
const CHUNK = 1024 ** 2;
/** The client's own ten minutes are over before a large file has left through a slow line. */
const TIMEOUT_MS = 3_600_000;

/** A file, or a part of one, as the form's field that holds it. */
export interface FileField {
  field: string;
  name: string;
  type: string;
  path: string;
  /** The first byte, and how many. */
  start: number;
  bytes: number;
}

export interface PostOptions {
  /** The form's other fields. */
  fields?: Readonly<Record<string, string>>;
  signal?: AbortSignal | undefined;
  maxRetries?: number;
  /** Bytes of the file that have left; told from 0 again where it is sent again. */
  onProgress?: (bytes: number) => void;
}

/**
 * Posts a form with a file in it as it is read from the disk (RFC 7578). `FormData` over a file on disk takes three
 * times as long, and a stream is sent only once by the client: here each try of its own reads the file anew.
 * @param path behind the client's base URL
 * @returns the answer's JSON
 */
export function postFile<T>(client: OpenAI, path: string, file: FileField, options: PostOptions = {}): Promise<T> {
  const { fields = {}, signal, maxRetries } = options;
  const boundary = `vision-ft-${randomUUID()}`;
  const head = Buffer.from(
    [...Object.entries(fields).map(([name, value]) => textField(boundary, name, value)), fileHead(boundary, file)].join(
      '',
    ),
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  const length = head.length + file.bytes + tail.length;
  const sending: typeof fetch = (url, init) => {
    const headers = new Headers(init?.headers);
    headers.set('content-length', String(length));
    const body = streamOf(bodyOf(head, file, tail, options.onProgress));
    const request: RequestInit & { duplex: 'half' } = { ...init, headers, body, duplex: 'half' };
    return fetch(url, request);
  };
  return client.withOptions({ fetch: sending }).post<T>(path, {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    timeout: TIMEOUT_MS,
    signal: signal ?? null,
    ...(maxRetries !== undefined && { maxRetries }),
  });
}

async function* bodyOf(
  head: Buffer<ArrayBuffer>,
  { path, start, bytes }: FileField,
  tail: Buffer<ArrayBuffer>,
  tell?: (bytes: number) => void,
): AsyncGenerator<Buffer<ArrayBuffer>, void> {
  yield head;
  let sent = 0;
  if (bytes > 0) {
    const content = createReadStream(path, { start, end: start + bytes - 1, highWaterMark: CHUNK });
    for await (const chunk of content as AsyncIterable<Buffer<ArrayBuffer>>) {
      yield chunk;
      sent += chunk.length;
      tell?.(sent);
    }
  }
  yield tail;
}

function streamOf(chunks: AsyncGenerator<Uint8Array<ArrayBuffer>, void>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    async pull(controller) {
      const next = await chunks.next();
      if (next.done === true) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
}

const textField = (boundary: string, name: string, value: string) =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

const fileHead = (boundary: string, { field, name, type }: FileField) =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${field}"; filename="${escaped(name)}"\r\nContent-Type: ${type}\r\n\r\n`;

/** As browsers write names into forms. */
const escaped = (name: string) => name.replace(/["\r\n]/g, (character) => encodeURIComponent(character));
