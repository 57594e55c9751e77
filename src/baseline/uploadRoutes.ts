import { createWriteStream } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { Summing } from '../dataset/summing.ts';
import { ApiError, notFound } from './apiError.ts';
import { parseBody } from './body.ts';
import { Collection, newId, seconds } from './collection.ts';
import type { FileRecord, Files } from './files.ts';
import { JoinedParts } from './joinedParts.ts';
import { readMultipart } from './multipart.ts';
import type { Route } from './route.ts';

const PART_AT_MOST = 64 * 1024 ** 2;
const EXPIRES_AFTER = 3600;

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

/** The Uploads API: a file in parts. @param summing joins them */
export function uploadRoutes(folder: string, files: Files, summing: Summing): Route[] {
  const uploads = new Collection<UploadRecord>(folder);
  const partsOf = (id: string) => uploads.path(id, 'parts');
  /** Of uploads that were begun here; another server on the folder may have begun others. */
  const joins = new Map<string, JoinedParts>();
  const dropParts = (id: string) => {
    joins.delete(id);
    return rm(partsOf(id), { recursive: true, force: true });
  };

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
        joins.set(upload.id, new JoinedParts(partsOf(upload.id), summing));
        return { json: upload };
      },
    },
    {
      method: 'POST',
      path: '/uploads/:id/parts',
      async handle({ param, message }) {
        const id = param('id');
        const part = newId('part_');
        const join = joins.get(id);
        // before anything is awaited: in the order they come
        join?.begin(part);
        try {
          await pending(id);
          await savePart(partsOf(id), part, message);
        } catch (error) {
          join?.drop(part);
          throw error;
        }
        join?.arrive(part);
        return { json: { id: part, object: 'upload.part', created_at: seconds(), upload_id: id } };
      },
    },
    {
      method: 'POST',
      path: '/uploads/:id/complete',
      async handle(request) {
        const upload = await pending(request.param('id'));
        const { part_ids, md5 } = parseBody(completeSchema, await request.json());
        const join = joins.get(upload.id) ?? new JoinedParts(partsOf(upload.id), summing);
        // where it fails, the next try joins them anew
        joins.delete(upload.id);
        const joined = await join.complete(part_ids).catch((error: unknown) => {
          throw new ApiError(400, `A part is unknown: ${String(error)}`, { param: 'part_ids' });
        });
        const { size } = await stat(joined.path);
        if (size !== upload.bytes)
          throw new ApiError(
            400,
            `The parts have ${size} bytes in all, but the upload was announced with ${upload.bytes}.`,
          );
        if (md5 !== undefined && md5 !== joined.md5)
          throw new ApiError(400, `The parts have the MD5 sum ${joined.md5}, not ${md5}.`);
        const { id, path } = await files.create();
        await rename(joined.path, path);
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

async function savePart(folder: string, part: string, message: IncomingMessage): Promise<void> {
  const path = join(folder, part);
  await mkdir(folder, { recursive: true });
  try {
    await readMultipart(message.headers['content-type'], message, async (_field, _name, content) => {
      await pipeline(content, createWriteStream(path, { mode: 0o600 }));
    });
    const { size } = await stat(path).catch(() => ({ size: 0 }));
    if (size === 0 || size > PART_AT_MOST)
      throw new ApiError(400, `A part has 1 to ${PART_AT_MOST} bytes; this one has ${size}.`, { param: 'data' });
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}
