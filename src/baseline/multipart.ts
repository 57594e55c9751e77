import { ApiError } from './apiError.ts';

const HEADERS_AT_MOST = 16_384;
const FIELD_AT_MOST = 1_048_576;

/**
 * Reads a `multipart/form-data` body as it arrives (RFC 7578); the content of a file is handed on in pieces and never
 * held whole.
 * @returns the text fields by name
 */
export async function readMultipart(
  contentType: string | undefined,
  body: AsyncIterable<Buffer>,
  saveFile: (field: string, name: string, content: AsyncIterable<Buffer>) => Promise<void>,
): Promise<Map<string, string>> {
  const boundary = /^multipart\/form-data;.*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType ?? '');
  if (!boundary) throw new ApiError(400, 'The body must be multipart/form-data with a boundary.');
  const delimiter = Buffer.from(`\r\n--${boundary[1] ?? boundary[2] ?? ''}`);
  const stream = delimited(body);
  const fields = new Map<string, string>();
  for await (const _preamble of stream.until(delimiter));
  while ((await stream.take(2)) !== '--') {
    const headers = await text(stream.until(Buffer.from('\r\n\r\n')), HEADERS_AT_MOST);
    const name = /\bname="([^"]*)"/i.exec(headers)?.[1] ?? '';
    const file = /\bfilename="([^"]*)"/i.exec(headers)?.[1];
    const content = stream.until(delimiter);
    if (file === undefined) fields.set(name, await text(content, FIELD_AT_MOST));
    else await saveFile(name, file, content);
  }
  return fields;
}

async function text(content: AsyncIterable<Buffer>, atMost: number): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of content) {
    length += piece.length;
    if (length > atMost) throw new ApiError(413, 'A field of the form is too long.');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** A stream that is read up to one delimiter after another. */
function delimited(body: AsyncIterable<Buffer>) {
  const chunks = body[Symbol.asyncIterator]();
  // the first delimiter has no line end before it
  let held: Buffer = Buffer.from('\r\n');
  const more = async () => {
    const next = await chunks.next();
    if (next.done === true) throw new ApiError(400, 'The body ended before its last boundary.');
    held = held.length === 0 ? next.value : Buffer.concat([held, next.value]);
  };
  return {
    async take(bytes: number): Promise<string> {
      while (held.length < bytes) await more();
      const taken = held.toString('latin1', 0, bytes);
      held = held.subarray(bytes);
      return taken;
    },
    async *until(delimiter: Buffer): AsyncGenerator<Buffer> {
      for (;;) {
        const at = held.indexOf(delimiter);
        const safe = at >= 0 ? at : held.length - delimiter.length + 1;
        if (safe > 0) {
          const piece = held.subarray(0, safe);
          held = held.subarray(safe);
          yield piece;
        }
        if (at >= 0) {
          held = held.subarray(delimiter.length);
          return;
        }
        await more();
      }
    },
  };
}
