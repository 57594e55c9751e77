import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { ApiError, notFound } from './apiError.ts';
import { parseBody } from './body.ts';
import { Collection, newId, seconds } from './collection.ts';
import type { FileRecord, Files } from './files.ts';
import { readMultipart } from './multipart.ts';
import type { Route } from './route.ts';

const PART_AT_MOST = 64 * 1024 ** 2;
const EXPIRES_AFTER = 3600;
/** Read and written at a time. */
const CHUNK = 1024 ** 2;

interface UploadRecord {
  id: string;
  object: 'upload';
  bytes: number;
  created_at: number;
  expires_at: number;
  filename: string;
  purpose: string;
  status: 'pending' | 'completed' | 'cancelled' | 'expired';
  file?: FileRecord;
}

const createSchema = z.object({
  bytes: z.int().min(0),
  filename: z.string(),
  mime_type: z.string(),
  purpose: z.string(),
});
const completeSchema = z.object({
  part_ids: z.array(z.string().regex(/^part_\w+$/)).min(1),
  md5: z.string().optional(),
});

/** The Uploads API: a file in parts. */
export function uploadRoutes(folder: string, files: Files): Route[] {
  const uploads = new Collection<UploadRecord>(folder);
  const partsOf = (id: string) => uploads.path(id, 'parts');
  const dropParts = (id: string) => rm(partsOf(id), { recursive: true, force: true });

  const pending = async (id: string): Promise<UploadRecord> => {
    const upload = await uploads.get(id);
    if (!upload) throw notFound('Upload', id);
    if (upload.status !== 'pending') throw new ApiError(400, `Upload ${id} is ${upload.status}.`);
    if (upload.expires_at < seconds()) throw new ApiError(400, `Upload ${id} has expired.`);
    return upload;
  };
  return [
    {
      method: 'POST',
      path: '/uploads',
      async handle(request) {
        const { bytes, filename, purpose } = parseBody(createSchema, await request.json());
        const created_at = seconds();
        const upload: UploadRecord = {
          id: newId('upload_'),
          object: 'upload',
          bytes,
          created_at,
          expires_at: created_at + EXPIRES_AFTER,
          filename,
          purpose,
          status: 'pending',
        };
        await uploads.put(upload);
        return { json: upload };
      },
    },
    {
      method: 'POST',
      path: '/uploads/:id/parts',
      async handle({ param, message }) {
        const { id } = await pending(param('id'));
        const part = newId('part_');
        const path = join(partsOf(id), part);
        await mkdir(partsOf(id), { recursive: true });
        await readMultipart(message.headers['content-type'], message, async (_field, _name, content) => {
          await pipeline(content, createWriteStream(path, { mode: 0o600 }));
        });
        const { size } = await stat(path).catch(() => ({ size: 0 }));
        if (size === 0 || size > PART_AT_MOST) {
          await rm(path, { force: true });
          throw new ApiError(400, `A part has 1 to ${PART_AT_MOST} bytes; this one has ${size}.`, { param: 'data' });
        }
        return { json: { id: part, object: 'upload.part', created_at: seconds(), upload_id: id } };
      },
    },
    {
      method: 'POST',
      path: '/uploads/:id/complete',
      async handle(request) {
        const upload = await pending(request.param('id'));
        const { part_ids, md5 } = parseBody(completeSchema, await request.json());
        const { id, path } = await files.create();
        const hash = createHash('md5');
        const target = createWriteStream(path, { mode: 0o600, highWaterMark: CHUNK });
        await pipeline(async function* () {
          for (const part of part_ids)
            for await (const chunk of createReadStream(join(partsOf(upload.id), part), {
              highWaterMark: CHUNK,
            }) as AsyncIterable<Buffer>) {
              hash.update(chunk);
              yield chunk;
            }
        }, target).catch(async (error: unknown) => {
          await rm(path, { force: true });
          throw new ApiError(400, `A part is unknown: ${String(error)}`, { param: 'part_ids' });
        });
        const { size } = await stat(path);
        const sum = hash.digest('hex');
        if (size !== upload.bytes || (md5 !== undefined && md5 !== sum)) {
          await rm(path, { force: true });
          throw new ApiError(
            400,
            size === upload.bytes
              ? `The parts have the MD5 sum ${sum}, not ${String(md5)}.`
              : `The parts have ${size} bytes in all, but the upload was announced with ${upload.bytes}.`,
          );
        }
        const file = await files.register(id, upload.filename, upload.purpose);
        await dropParts(upload.id);
        const completed: UploadRecord = { ...upload, status: 'completed', file };
        await uploads.put(completed);
        return { json: completed };
      },
    },
    {
      method: 'POST',
      path: '/uploads/:id/cancel',
      async handle({ param }) {
        const upload = await pending(param('id'));
        await dropParts(upload.id);
        const cancelled: UploadRecord = { ...upload, status: 'cancelled' };
        await uploads.put(cancelled);
        return { json: cancelled };
      },
    },
  ];
}
