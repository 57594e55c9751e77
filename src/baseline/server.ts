import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { makeDataFolder } from '../dataset/dataFolder.ts';
import { Summing } from '../dataset/summing.ts';
import { ApiError } from './apiError.ts';
import { chatRoutes } from './chatRoutes.ts';
import { createDescriber } from './describer.ts';
import { fileRoutes, openFiles } from './files.ts';
import { jobRoutes } from './jobRoutes.ts';
import { createJobRunner, openJobs } from './jobs.ts';
import { modelRoutes, openModels } from './models.ts';
import { findRoute, readJson, type Route } from './route.ts';
import { uploadRoutes } from './uploadRoutes.ts';

export interface BaselineOptions {
  /** Where files, jobs and models live; made when missing. Several servers may share one. */
  dataDir: string;
  /** Any free one unless given. */
  port?: number | undefined;
  /** A random one unless given. */
  key?: string | undefined;
}

export interface BaselineServer {
  /** With `/v1`. */
  baseURL: string;
  apiKey: string;
  /** Jobs that still run are left for the next start. */
  close(): Promise<void>;
}

/** The server cannot run: one sentence for the user. */
export class BaselineError extends Error {}

/**
 * Serves the classical baselines on 127.0.0.1 with the part of the OpenAI API that files, fine-tuning, models and
 * answers need. Rejects with a `BaselineError` when the port is taken or the folder cannot be written.
 */
export async function startBaseline({ dataDir, port = 0, key }: BaselineOptions): Promise<BaselineServer> {
  await makeDataFolder(dataDir).catch((error: unknown) => {
    throw new BaselineError(`The baseline cannot keep its data in ${dataDir} (${codeOf(error)}); name another folder.`);
  });
  const apiKey = key ?? `vft-${randomBytes(24).toString('base64url')}`;
  const files = openFiles(join(dataDir, 'files'));
  const models = openModels(join(dataDir, 'models'));
  const describe = createDescriber();
  const jobs = openJobs(join(dataDir, 'jobs'));
  const runner = createJobRunner({ jobs, files, models, describe });
  const summing = new Summing();
  const routes = [
    ...fileRoutes(files),
    ...uploadRoutes(join(dataDir, 'uploads'), files, summing),
    ...jobRoutes(jobs, files, runner),
    ...modelRoutes(models),
    ...chatRoutes(models, describe),
  ];

  const server = createServer((message, response) => {
    void answer(message, response, routes, apiKey);
  });
  // a body of hundreds of megabytes may take its time
  server.requestTimeout = 0;
  await new Promise<void>((listening, failed) => {
    server.once('error', (error) => {
      const taken = codeOf(error) === 'EADDRINUSE';
      failed(
        new BaselineError(
          taken
            ? `Port ${port} on 127.0.0.1 is taken; choose another one, or none to get a free one.`
            : `The baseline cannot listen on port ${port} (${codeOf(error)}); choose another one.`,
        ),
      );
    });
    server.listen(port, '127.0.0.1', listening);
  });
  const address = server.address();
  const actual = typeof address === 'object' && address ? address.port : port;
  await runner.resume();
  return {
    baseURL: `http://127.0.0.1:${actual}/v1`,
    apiKey,
    async close() {
      await runner.close();
      const closed = new Promise<void>((done) => {
        server.close(() => {
          done();
        });
      });
      server.closeAllConnections();
      await closed;
      await summing.end();
    },
  };
}

async function answer(
  message: IncomingMessage,
  response: ServerResponse,
  routes: readonly Route[],
  apiKey: string,
): Promise<void> {
  try {
    checkKey(message.headers.authorization, apiKey);
    const url = new URL(message.url ?? '/', 'http://127.0.0.1');
    const path = /^\/v1(\/.*)$/.exec(url.pathname)?.[1] ?? `/..${url.pathname}`;
    const { route, params } = findRoute(routes, message.method ?? 'GET', path.replace(/\/$/, ''));
    const reply = await route.handle({
      param: (name) => params.get(name) ?? '',
      query: url.searchParams,
      message,
      json: () => readJson(message),
    });
    if ('json' in reply) sendJson(response, 200, reply.json);
    else {
      response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': reply.bytes });
      await pipeline(createReadStream(reply.file), response);
    }
  } catch (error) {
    if (response.headersSent || response.destroyed) {
      response.destroy();
      return;
    }
    const failure =
      error instanceof ApiError ? error : new ApiError(500, `The baseline server failed: ${String(error)}`);
    // what is left of the body is not read: the connection ends with the answer
    if (!message.complete) response.setHeader('connection', 'close');
    sendJson(response, failure.status, failure.body);
    message.resume();
  }
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const text = Buffer.from(JSON.stringify(value));
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': text.length });
  response.end(text);
}

function checkKey(authorization: string | undefined, apiKey: string): void {
  const given = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
  if (given === undefined)
    throw new ApiError(401, 'You did not provide an API key; send it as a bearer token.', { code: 'missing_api_key' });
  const digest = (text: string) => createHash('sha256').update(text).digest();
  if (!timingSafeEqual(digest(given), digest(apiKey)))
    throw new ApiError(401, 'Incorrect API key provided.', { code: 'invalid_api_key' });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error);
}
