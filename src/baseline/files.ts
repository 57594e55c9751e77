import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { ApiError, notFound } from './apiError.ts';
import { Collection, newId, seconds } from './collection.ts';
import { readMultipart } from './multipart.ts';
import { page, type Route } from './route.ts';

/** As the Files API shows it. */
export interface FileRecord {
  id: string;
  object: 'file';
  bytes: number;
  created_at: number;
  filename: string;
  purpose: string;
  status: 'processed';
}

export interface Files {
  records: Collection<FileRecord>;
  /** Where the bytes of a file lie. */
  bytesPath(id: string): string;
  /** 404 for an unknown id. */
  require(id: string, param?: string): Promise<FileRecord>;
  /** Where a new file may be written; the id is taken when `register` is called. */
  create(): Promise<{ id: string; path: string }>;
  register(id: string, filename: string, purpose: string): Promise<FileRecord>;
}

const PURPOSES = ['fine-tune', 'fine-tune-results', 'assistants', 'batch', 'vision', 'user_data', 'evals'];

export function openFiles(folder: string): Files {
  const records = new Collection<FileRecord>(folder);
  const bytesPath = (id: string) => records.path(id, 'bytes');
  return {
    records,
    bytesPath,
    async require(id, param = 'id') {
      const record = await records.get(id);
      if (!record) throw notFound('File object', id, param);
      return record;
    },
    async create() {
      const id = newId('file-');
      const path = records.path(id, 'part');
      await records.prepare();
      return { id, path };
    },
    async register(id, filename, purpose) {
      if (!PURPOSES.includes(purpose))
        throw new ApiError(400, `'${purpose}' is not one of ${PURPOSES.map((name) => `'${name}'`).join(', ')}.`, {
          param: 'purpose',
        });
      await rename(records.path(id, 'part'), bytesPath(id));
      const { size } = await stat(bytesPath(id));
      const record: FileRecord = {
        id,
        object: 'file',
        bytes: size,
        created_at: seconds(),
        filename,
        purpose,
        status: 'processed',
      };
      await records.put(record);
      return record;
    },
  };
}

export function fileRoutes(files: Files): Route[] {
  return [
    {
      method: 'POST',
      path: '/files',
      async handle({ message }) {
        const { id, path } = await files.create();
        try {
          let filename: string | undefined;
          const fields = await readMultipart(message.headers['content-type'], message, async (field, name, content) => {
            if (field !== 'file') throw new ApiError(400, `The form has an unexpected file '${field}'.`);
            filename = name;
            await pipeline(content, createWriteStream(path, { mode: 0o600 }));
          });
          const purpose = fields.get('purpose');
          if (filename === undefined) throw new ApiError(400, "'file' is a required property", { param: 'file' });
          if (purpose === undefined) throw new ApiError(400, "'purpose' is a required property", { param: 'purpose' });
          return { json: await files.register(id, filename, purpose) };
        } catch (error) {
          await rm(path, { force: true });
          throw error;
        }
      },
    },
    {
      method: 'GET',
      path: '/files',
      async handle({ query }) {
        const purpose = query.get('purpose');
        const all = (await files.records.list()).filter((file) => purpose === null || file.purpose === purpose);
        return { json: page(query.get('order') === 'asc' ? all.reverse() : all, query, 10_000) };
      },
    },
    { method: 'GET', path: '/files/:id', handle: async ({ param }) => ({ json: await files.require(param('id')) }) },
    {
      method: 'GET',
      path: '/files/:id/content',
      async handle({ param }) {
        const { id, bytes } = await files.require(param('id'));
        return { file: files.bytesPath(id), bytes };
      },
    },
    {
      method: 'DELETE',
      path: '/files/:id',
      async handle({ param }) {
        const { id } = await files.require(param('id'));
        await files.records.delete(id, 'bytes');
        return { json: { id, object: 'file', deleted: true } };
      },
    },
  ];
}
